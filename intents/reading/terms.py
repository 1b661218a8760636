"""Finds a lexicon's literal terms in a text, whether or not its writer left out or put in spaces.

Terms stand inside compounds as well (바코드스캐너기), and Korean writers space freely, so the search runs over the text
without spaces. A short term must not reach over a space of the text ("가장 비싼" has no 장비), a term of one syllable
stands alone, and a longer blocking word (`not`) hides a term inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SPACE = re.compile(r"\s+")
# what may follow a one-syllable or Latin term that stands alone
_PARTICLES = ("", "은", "는", "이", "가", "을", "를", "도", "만", "에", "의", "로", "으로", "랑", "이랑", "하고", "과", "와", "요", "인데", "에서",
              "까지", "나", "이나", "입니다", "이요", "꺼", "거", "용", "쪽", "에다", "에다가", "서버", "면", "이면", "란", "같은", "등")  # fmt: skip
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True)
class Term:
    """A term found: its value, and where it stands in the text (end exclusive)."""

    value: str
    form: str
    start: int
    end: int


@dataclass(frozen=True)
class _Form:
    compact: str
    value: str  # "" blocks
    breaks: frozenset[int]  # places inside it where the text may have a space


class Compact:
    """A text without its spaces, and the way back to it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [at for at, char in enumerate(text) if not char.isspace()]
        self.compact = "".join(text[at] for at in self.places)
        self.lower = self.compact.lower()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where compact[start:end] stands in the text."""
        return self.places[start], self.places[end - 1] + 1

    def word_start(self, at: int) -> bool:
        """Whether a word of the text begins at the compact place, or a Hangul part after Latin or the other way."""
        return at == 0 or self.places[at] - self.places[at - 1] > 1 or not self.compact[at - 1].isalnum()

    def rest_of_word(self, at: int) -> str:
        """What follows in the same word of the text."""
        end = at
        while end < len(self.compact) and self.compact[end].isalnum() and self.places[end] - self.places[end - 1] == 1:
            end += 1
        return self.compact[at:end]


class TermIndex:
    """All forms of all values of one lexicon, searched at once."""

    def __init__(self, forms: Mapping[str, Iterable[str]], blocks: Iterable[str] = ()) -> None:
        self._by_head: dict[str, list[_Form]] = {}
        for value, listed in forms.items():
            for form in listed:
                self._add(form, value)
        for block in blocks:
            self._add(block, "")
        for candidates in self._by_head.values():
            candidates.sort(key=lambda form: -len(form.compact))

    def _add(self, form: str, value: str) -> None:
        compact = SPACE.sub("", form).lower()
        breaks, at = set(), 0
        for char in form:
            if char.isspace():
                breaks.add(at)
            else:
                at += 1
        self._by_head.setdefault(compact[:2], []).append(_Form(compact, value, frozenset(breaks)))

    def find(self, text: Compact) -> tuple[Term, ...]:
        """Terms from left to right, the longest at each place, none inside another."""
        found: list[Term] = []
        at, length = 0, len(text.lower)
        while at < length:
            step = 1
            for form in self._candidates(text.lower, at):
                end = at + len(form.compact)
                if text.lower.startswith(form.compact, at) and self._stands(text, form, at, end):
                    if form.value:
                        found.append(Term(form.value, form.compact, *text.span(at, end)))
                    step = len(form.compact)
                    break
            at += step
        return tuple(found)

    def _candidates(self, lower: str, at: int) -> list[_Form]:
        two = self._by_head.get(lower[at : at + 2], [])
        one = self._by_head.get(lower[at], [])
        return two + one if one else two

    @staticmethod
    def _stands(text: Compact, form: _Form, start: int, end: int) -> bool:
        size = end - start
        if size <= 2 or not form.value:
            for at in range(start + 1, end):
                if text.places[at] - text.places[at - 1] > 1 and at - start not in form.breaks:
                    return False
        if _latin_goes_on(text, end) or _latin_goes_on(text, start):
            return False  # DB is not the beginning of DBMS
        if size == 1:
            return text.word_start(start) and text.rest_of_word(end) in _PARTICLES
        return True


def _latin_goes_on(text: Compact, at: int) -> bool:
    """Whether a Latin word or number runs over the compact place."""
    return (
        0 < at < len(text.compact)
        and text.places[at] - text.places[at - 1] == 1
        and _LATIN.match(text.compact[at]) is not None
        and _LATIN.match(text.compact[at - 1]) is not None
    )
