"""Text typed with the keyboard in the wrong layout: Korean in Latin letters, and abbreviations in jamo."""

from __future__ import annotations

import re
from collections.abc import Callable

from intents.reading.jamo import compose

_KEYS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_LATIN_RUN = re.compile(r"[A-Za-z]{4,}(?:[0-9]+[A-Za-z]+)*")
# an abbreviation typed at the end of the word keeps its letters: rlsrmqas is 긴급as
_TAIL = re.compile(r"(?:mes|erp|plc|pop|hmi|as|ps|sw|hw)$", re.IGNORECASE)
_SYLLABLES = re.compile(r"[가-힣]+")


def hangul_of_keys(word: str) -> str:
    """What the keys would have written in the Korean layout."""
    # a capital that has no key of its own was the same key with shift held
    return compose("".join(_KEYS.get(key, _KEYS.get(key.lower(), key)) for key in word))


def decode_layout(text: str, known: Callable[[str], bool]) -> str:
    """Latin runs that are Korean words of the field in the wrong layout, put right; `known` says which words are."""

    def put_right(match: re.Match[str]) -> str:
        word = match[0]
        for stem, tail in ((word, ""), *_with_tail(word)):
            hangul = hangul_of_keys(stem)
            if _SYLLABLES.fullmatch(hangul) and known(hangul):
                return hangul + tail
        return word

    decoded = _LATIN_RUN.sub(put_right, text)
    # who wrote one word in the wrong layout wrote its neighbours so too, known or not
    return _LATIN_RUN.sub(_plain, decoded) if decoded != text else text


def _plain(match: re.Match[str]) -> str:
    hangul = hangul_of_keys(match[0]) if match[0].islower() else match[0]
    return hangul if _SYLLABLES.fullmatch(hangul) else match[0]


def _with_tail(word: str) -> tuple[tuple[str, str], ...]:
    tail = _TAIL.search(word)
    return ((word[: tail.start()], tail[0].upper()),) if tail and tail.start() >= 3 else ()
