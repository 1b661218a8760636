"""Loads `intents/lexicons/*.yaml`: per fact the words and patterns that state each of its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from intents.reading.errors import LexiconError
from intents.reading.terms import Compact, Term, TermIndex

FOLDER = Path(__file__).parent.parent / "lexicons"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENTRY_KEYS = frozenset(("value", "forms", "not", "patterns", "unless", "negated", "examples", "counter", "note"))


@dataclass(frozen=True)
class Mention:
    """A value stated in the text: the fact's value, the words, and where they stand."""

    value: str
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Entry:
    """One value of a fact: literal forms, patterns, what hides them, and the value when it is negated."""

    value: str
    forms: tuple[str, ...]
    blocks: tuple[str, ...]
    pattern: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    negated: str | None  # None: a negation takes the mention away; "ignore": negation means nothing here
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """The entries of one fact, in the order of their precedence."""

    fact: str
    entries: tuple[Entry, ...]
    index: TermIndex

    def values(self) -> tuple[str, ...]:
        """Every value that the lexicon can state."""
        return tuple(dict.fromkeys(entry.value for entry in self.entries))

    def terms(self, text: Compact) -> tuple[Term, ...]:
        """The literal forms in the text."""
        return self.index.find(text)


def _pattern(place: str, sources: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern of all; a space in a source stands for optional white space."""
    listed = list(sources)
    if not listed:
        return None
    try:
        return re.compile("|".join(f"(?:{source.replace(' ', ' ?')})" for source in listed))
    except re.error as problem:
        raise LexiconError(place, f"unreadable pattern ({problem})", ["a regular expression"]) from problem


def _entry(place: str, data: Mapping[str, Any]) -> Entry:
    unknown = set(data) - _ENTRY_KEYS
    if unknown:
        raise LexiconError(place, f"unknown key {sorted(unknown)[0]}", sorted(_ENTRY_KEYS))
    if not data.get("forms") and not data.get("patterns"):
        raise LexiconError(place, "no forms and no patterns", ["forms", "patterns"])
    return Entry(
        value=str(data["value"]),
        forms=tuple(str(form) for form in data.get("forms", ())),
        blocks=tuple(str(form) for form in data.get("not", ())),
        pattern=_pattern(place, data.get("patterns", ())),
        unless=_pattern(place, data.get("unless", ())),
        negated=data.get("negated"),
        examples=tuple(data.get("examples", ())),
        counter=tuple(data.get("counter", ())),
    )


@cache
def lexicon(name: str) -> Lexicon:
    """The lexicon of that name, loaded once. Raises LexiconError."""
    path = FOLDER / f"{name}.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    entries = tuple(_entry(f"{path.name}: {item.get('value')}", item) for item in data["entries"])
    forms: dict[str, list[str]] = {}
    for entry in entries:
        forms.setdefault(entry.value, []).extend(entry.forms)
    blocks = [block for entry in entries for block in entry.blocks]
    return Lexicon(str(data["fact"]), entries, TermIndex(forms, blocks))


@cache
def word_list(name: str) -> dict[str, Any]:
    """A plain data file of the folder (spelling, aliases), loaded once."""
    loaded: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), _Loader)
    return loaded
