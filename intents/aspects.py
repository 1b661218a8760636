"""Which side of a topic a question points at, and which open subject it names: word groups over the folded text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from intents.answer import TOPICS
from intents.errors import AspectError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = Path(__file__).parent / "lexicons"
_FOLDED = re.compile(r"[\s,.!?~\"'‘’“”()\[\]·ㆍ‧・/]+")
REMEMBERED = 256  # texts: a message is looked at by several rules
_KEYS = frozenset(("all", "not", "title", "clauses", "outranks", "tells"))


@dataclass(frozen=True)
class Pattern:
    """Holds where each group has one of its words in the text and no word of `without` stands there."""

    name: str
    groups: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    tells: bool = True  # the words belong to this topic alone; False: they only shade what is asked

    def holds(self, folded: str) -> bool:
        """Whether the folded text fits."""
        return all(any(word in folded for word in group) for group in self.groups) and not any(
            word in folded for word in self.without
        )


@dataclass(frozen=True)
class Subject:
    """Something that companies ask and the notice leaves open. `title` completes "... 공고가 정하지 않았습니다"."""

    pattern: Pattern
    title: str
    clauses: tuple[str, ...]
    outranks: bool  # so clearly worded that it decides the topic by itself


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """Lower case, without white space and punctuation."""
    return _FOLDED.sub("", text).lower()


@lru_cache(maxsize=REMEMBERED)
def aspects_of(topic: str, text: str, telling: bool = False) -> tuple[str, ...]:
    """The sides of the topic that the text points at, in the order of the file; `telling`: only those that tell the topic."""
    folded = fold(text)
    patterns = (pattern for pattern in _aspects().get(topic, ()) if pattern.tells or not telling)
    return tuple(dict.fromkeys(pattern.name for pattern in patterns if pattern.holds(folded)))


@lru_cache(maxsize=REMEMBERED)
def subject_of(text: str) -> str | None:
    """The first open subject that the text names."""
    folded = fold(text)
    return next((name for name, subject in subjects().items() if subject.pattern.holds(folded)), None)


@cache
def subjects() -> Mapping[str, Subject]:
    """All open subjects by name, in the order of the file. Raises AspectError."""
    file = "not_in_notice.yaml"
    return {
        name: Subject(
            _pattern(f"{file}: {name}", name, entry),
            str(entry["title"]),
            tuple(entry.get("clauses", ())),
            bool(entry.get("outranks", False)),
        )
        for name, entry in _load(file).items()
    }


@cache
def _aspects() -> Mapping[str, tuple[Pattern, ...]]:
    file = "aspects.yaml"
    data = _load(file)
    for topic in data:
        if topic not in TOPICS:
            raise AspectError(f"{file}: {topic}", "unknown topic", TOPICS)
    return {
        topic: tuple(
            _pattern(f"{file}: {topic}.{name}", name, entry)
            for name, entries in listed.items()
            for entry in (entries if isinstance(entries, list) else [entries])
        )
        for topic, listed in data.items()
    }


def _load(file: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((FOLDER / file).read_text(encoding="utf-8"), _Loader)
    return loaded


def _pattern(place: str, name: str, entry: Mapping[str, Any]) -> Pattern:
    unknown = set(entry) - _KEYS
    if unknown or not entry.get("all"):
        raise AspectError(place, f"keys {sorted(entry)}", sorted(_KEYS))
    groups = tuple(tuple(fold(str(word)) for word in group) for group in entry["all"])
    if not all(groups) or not all(word for group in groups for word in group):
        raise AspectError(place, "empty group or word", ("words",))
    return Pattern(name, groups, tuple(fold(str(word)) for word in entry.get("not", ())), entry.get("tells", True))
