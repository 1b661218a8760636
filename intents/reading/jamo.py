"""Hangul syllables taken apart and put together, for typos and broken input."""

from __future__ import annotations

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS: tuple[str, ...] = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = ord("가"), ord("힣")
_BLOCK = len(VOWELS) * len(FINALS)
# vowels that sound alike today are one: people mix them up more than any other (스캐너 스케너, 되 돼)
_SOUND = str.maketrans({"ㅐ": "ㅔ", "ㅒ": "ㅖ", "ㅙ": "ㅚ", "ㅞ": "ㅚ"})


def _parts(code: int) -> str:
    index = code - _FIRST
    initial: str = INITIALS[index // _BLOCK]
    return initial + VOWELS[index % _BLOCK // len(FINALS)] + FINALS[index % len(FINALS)]


_APART = {code: _parts(code) for code in range(_FIRST, _LAST + 1)}
_SOUNDING = {code: parts.translate(_SOUND) for code, parts in _APART.items()}


def apart(text: str) -> str:
    """The text with each syllable as its jamo."""
    return text.translate(_APART)


def sounding(text: str) -> str:
    """The text as jamo with vowels that sound alike made one: what typo distance is measured on."""
    return text.translate(_SOUNDING)


def syllable(initial: str, vowel: str, final: str = "") -> str:
    """One syllable from its jamo. Raises ValueError for jamo that cannot stand there."""
    return chr(_FIRST + INITIALS.index(initial) * _BLOCK + VOWELS.index(vowel) * len(FINALS) + FINALS.index(final))


def has_final(char: str) -> bool:
    """Whether a Hangul syllable ends in a consonant; False for every other character."""
    return "가" <= char <= "힣" and (ord(char) - _FIRST) % len(FINALS) != 0


def compose(jamo: str) -> str:
    """Runs of single jamo put together into syllables; a jamo that cannot join stays as it is."""
    out: list[str] = []
    at = 0
    while at < len(jamo):
        first, second = jamo[at], jamo[at + 1 : at + 2]
        if first in INITIALS and second and second in VOWELS:
            vowel, used = _longest_vowel(jamo, at + 1)
            at += 1 + used
            final, used = _longest_final(jamo, at)
            at += used
            out.append(syllable(first, vowel, final))
        else:
            out.append(first)
            at += 1
    return "".join(out)


_TWO_VOWELS = {"ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ"}
_TWO_FINALS = {
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip


def _longest_vowel(jamo: str, at: int) -> tuple[str, int]:
    two = _TWO_VOWELS.get(jamo[at : at + 2])
    return (two, 2) if two else (jamo[at], 1)


def _longest_final(jamo: str, at: int) -> tuple[str, int]:
    """The final that starts at `at`, leaving the last consonant before a vowel to the next syllable."""
    for length in (2, 1):
        run = jamo[at : at + length]
        final = _TWO_FINALS.get(run) if length == 2 else run
        following = jamo[at + length : at + length + 1]
        if len(run) == length and final and final in FINALS and not (following and following in VOWELS):
            return final, length
    return "", 0
