"""Brings a message into one writing: Unicode, jamo, keyboard layout, aliases, spelling, typos of the field's terms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from intents.reading.jamo import INITIALS, VOWELS, compose, has_final, sounding
from intents.reading.keyboard import decode_layout
from intents.reading.lexicon import lexicon, word_list

# the longest part of a message that is read; what stands between is not lost for people, only for the reading
MOST_CHARACTERS = 1600
CUT_OFF = 85.0
LONG_TERM = 10  # jamo
ONE_JAMO_LEFT_OUT = 92.0
MOST_TYPOS = 12  # words looked up for typos in one message

_JAMO_RUN = re.compile("[ㄱ-ㅎㅏ-ㅣ]{2,}")
_LAUGH = re.compile("^[ㅋㅎㅠㅜㅡㅇㄱㄴㄷㅅㅂㅈㄹㅊ]+$")
_STRAY_FINAL = re.compile("([가-힣])([ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅌㅍㅆ])(?![ㄱ-ㅎㅏ-ㅣ])")
_SPACES = re.compile(r"\s+")
_LINES = re.compile(r"(?<![.!?,~])\s*[\r\n]+\s*")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"[^\S\r\n]+")
_LONG_NUMBER = re.compile(r"(\d{20})\d+")
_HANGUL_WORD = re.compile("[가-힣]{3,}")
_WIDE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for block in (range(0xFF01, 0xFFE7), range(0x2460, 0x24FF), range(0x3000, 0x3001), range(0x3200, 0x3400))
    for code in block
    if not 0x2460 <= code < 0x24FF and unicodedata.normalize("NFKC", chr(code)) != chr(code)
}
_COMPATIBILITY = {
    **{0x1100 + at: jamo for at, jamo in enumerate(INITIALS)},
    **{0x1161 + at: jamo for at, jamo in enumerate(VOWELS)},
    **{0x11A8 + at: jamo for at, jamo in enumerate("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")},
}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‧": "·", "ㆍ": "·", "•": "·", "∙": "·", "～": "~", "？": "?", "％": "%",
                         "​": " "})  # fmt: skip


def _unicode(text: str) -> str:
    # hidden characters go first: a combining mark behind one joins what stands before it
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", text).translate(_WIDE))
    return _CONTROL.sub(" ", text.translate(_COMPATIBILITY).translate(_QUOTES))


def _broken_jamo(text: str) -> str:
    def together(match: re.Match[str]) -> str:
        return match[0] if _LAUGH.match(match[0]) else compose(match[0])

    def final(match: re.Match[str]) -> str:
        before, stray = match[1], match[2]
        if has_final(before):
            return match[0]
        return unicodedata.normalize("NFC", before + chr(0x11A7 + _FINAL_INDEX[stray]))

    return _STRAY_FINAL.sub(final, _JAMO_RUN.sub(together, text))


_FINAL_INDEX = {jamo: at + 1 for at, jamo in enumerate("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")}


@lru_cache(maxsize=1)
def _replacements() -> tuple[re.Pattern[str], dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Literal replacements in one pattern, and the patterns of lexicons/spelling.yaml."""
    data = word_list("spelling")
    literal = {str(wrong): str(right) for wrong, right in data["words"].items()}
    pattern = re.compile("|".join(re.escape(wrong) for wrong in sorted(literal, key=len, reverse=True)), re.IGNORECASE)
    patterns = tuple((re.compile(item["pattern"], re.IGNORECASE), item["right"]) for item in data["patterns"])
    return pattern, {wrong.lower(): right for wrong, right in literal.items()}, patterns


def _spelling(text: str) -> str:
    literal, table, patterns = _replacements()
    text = literal.sub(lambda match: table[match[0].lower()], text)
    for pattern, right in patterns:
        text = pattern.sub(right, text)
    return text


@dataclass(frozen=True)
class _Terms:
    by_head: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]  # first syllable -> terms as written, as they sound
    words: frozenset[str]  # all known words
    no_typos: frozenset[str]  # beginnings of words that only look like a term
    longest: int


@lru_cache(maxsize=1)
def _terms() -> _Terms:
    data = word_list("terms")
    things = [form for entry in lexicon("equipment").entries for form in entry.forms]
    listed = {form.replace(" ", "") for form in [*data["terms"], *things]}
    heads: dict[str, list[str]] = {}
    for form in sorted(listed):
        if re.fullmatch("[가-힣]{3,}", form) and len(sounding(form)) >= 7:
            heads.setdefault(form[0], []).append(form)
    words = frozenset(form for form in listed | set(data["short"]) if len(form) >= 3)
    return _Terms(
        {head: (tuple(forms), tuple(sounding(form) for form in forms)) for head, forms in heads.items()},
        words,
        frozenset(data["no_typos"]),
        max(len(word) for word in words),
    )


@lru_cache(maxsize=1)
def _layout_words() -> re.Pattern[str]:
    data = word_list("terms")
    words = sorted({*_terms().words, *data["short"], *data["layout"]}, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words if len(word) >= 2 and "가" <= word[0] <= "힣"))


def _typos(text: str) -> str:
    terms = _terms()
    budget = MOST_TYPOS

    def put_right(match: re.Match[str]) -> str:
        nonlocal budget
        word = match[0]
        if budget <= 0 or word[0] not in terms.by_head or _known(word, terms):
            return word
        budget -= 1
        return _nearest(word, *terms.by_head[word[0]])

    return _HANGUL_WORD.sub(put_right, text)


def _known(word: str, terms: _Terms) -> bool:
    """Whether the word holds a term as it is, or is one that only looks like a term."""
    if any(word[:length] in terms.no_typos for length in range(2, 6)):
        return True
    longest = min(len(word), terms.longest)
    return any(
        word[start:end] in terms.words
        for start in range(len(word) - 2)
        for end in range(start + 3, min(len(word), start + longest) + 1)
    )


def _nearest(word: str, targets: tuple[str, ...], sounds: tuple[str, ...]) -> str:
    """The word with its beginning put right, where a term that begins alike is near enough."""
    best: tuple[float, int, int] | None = None
    for length in range(min(len(word), 8), 2, -1):
        heard = sounding(word[:length])
        found = process.extractOne(heard, sounds, scorer=fuzz.ratio, score_cutoff=CUT_OFF)
        if found and _near_enough(heard, found[0], found[1]) and (best is None or found[1] > best[0]):
            best = (found[1], found[2], length)
    if best is None:
        return word
    return targets[best[1]] + word[best[2] :]


def _near_enough(heard: str, term: str, ratio: float) -> bool:
    """One jamo more or less; another jamo in its place only in long terms (법인카드 is no 법인차, 통신이 no 통신비)."""
    return abs(len(heard) - len(term)) <= 1 and (len(term) >= LONG_TERM or ratio > ONE_JAMO_LEFT_OUT)


def normalise(text: str) -> str:
    """The text in one writing; the same text twice gives the same. Never longer than about MOST_CHARACTERS."""
    if len(text) > 4 * MOST_CHARACTERS:
        text = text[: 2 * MOST_CHARACTERS] + " " + text[-2 * MOST_CHARACTERS :]
    text = _SPACES.sub(" ", _unicode(_LINES.sub(". ", _BLANKS.sub(" ", text.strip())))).strip()
    if len(text) > MOST_CHARACTERS:
        half = MOST_CHARACTERS // 2
        text = f"{text[:half]} {text[-half:]}"
    text = _LONG_NUMBER.sub(r"\1", text)
    if _JAMO.search(text):
        text = _broken_jamo(text)
    if _LATIN.search(text):
        text = decode_layout(text, lambda word: _layout_words().search(word) is not None)
    return _SPACES.sub(" ", _typos(_spelling(text))).strip()


_JAMO = re.compile("[ㄱ-ㅎㅏ-ㅣ]")
_LATIN = re.compile("[A-Za-z]{4}")
