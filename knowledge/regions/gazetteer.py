"""The names of regions and what they stand for, read once from the YAML beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
# the C parser where PyYAML has it: five times faster, the same safe subset
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMPLEX_ENDINGS = (
    "산업단지", "국가산업단지", "일반산업단지", "국가산단", "일반산단", "산단", "공단", "공업단지", "농공단지",
)  # fmt: skip


# (short or other name, the name whose 읍면동 it shares)
_SAME_TOWNS = (
    ("고성", "고성군"), ("광주시", "광주"), ("광주군", "광주"), ("김해", "김해군"), ("양산", "양산군"), ("창원", "창원군"), ("김포", "김포군"), ("의창", "의창군"),
)  # fmt: skip


class Level(IntEnum):
    """How large a region is: a larger number lies within a smaller one."""

    PROVINCE = 0
    CITY = 1  # 시, 군, and a 구 of a metropolitan city
    WARD = 2  # an ordinary 구 of a city
    PLACE = 3  # an industrial complex, a new town, 읍면동


@dataclass(frozen=True, slots=True)
class Place:
    """One bearer of a name: the office that looks after it and what may stand before it in an address."""

    office: str
    level: Level
    key: str  # the office id of a province, else the official name
    within: frozenset[str]  # keys that it lies in, those of older addresses included
    bare: bool = True  # whether the name alone may mean it

    def lies_in(self, larger: Place) -> bool:
        """Whether `larger` may stand right before this place in one address."""
        if self.level <= larger.level:
            return self.level == Level.PROVINCE and larger.level == Level.PROVINCE and larger.key in self.within
        if larger.level == Level.PROVINCE:
            return larger.key in self.within or (self.level == Level.PLACE and larger.key == self.office)
        if self.level == Level.WARD:
            return larger.key in self.within
        return larger.office == self.office


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling and its bearers. A long name is official and complete; a short one needs more care."""

    text: str
    places: tuple[Place, ...]
    long: bool
    context: bool  # also a common word: a place only beside another region or a cue
    strict: bool  # a common word that also stands before 공장


@dataclass(frozen=True)
class Words:
    """What stands around a name, from words.yaml."""

    particles: frozenset[str]
    cue_nouns: tuple[str, ...]
    situated: tuple[str, ...]
    introduces: tuple[str, ...]
    opens: frozenset[str]
    contact_nouns: tuple[str, ...]
    own_contact: frozenset[str]
    abroad: tuple[str, ...]
    not_before: Mapping[str, re.Pattern[str]]
    not_typos: frozenset[str]
    not_towns: frozenset[str]


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All names, the towns that tell apart the bearers of one name, and the words around them."""

    offices: tuple[str, ...]  # in the notice's order
    names: Mapping[str, Name]
    told_apart: Mapping[str, Mapping[str, str]]  # name -> 읍면동 behind it -> office
    words: Words
    longest: int


def _documents(file: str) -> list[Any]:
    return list(yaml.load_all((DATA / file).read_text(encoding="utf-8"), Loader=_LOADER))


def load_documents(file: str) -> list[Any]:
    """The YAML documents of one of this package's data files."""
    return _documents(file)


def _stem(name: str) -> str:
    return name[:-1] if name[-1] in "시군구" and len(name) > 2 else name


class _Builder:
    def __init__(self, words: Mapping[str, Any]) -> None:
        self.context = frozenset(words["context"].split())
        self.strict = frozenset(words["strict"].split())
        self.found: dict[str, list[Place]] = {}
        self.long: set[str] = set()

    def add(self, text: str, place: Place, *, long: bool) -> None:
        places = self.found.setdefault(text, [])
        if place not in places:
            places.append(place)
        if long:
            self.long.add(text)

    def names(self) -> dict[str, Name]:
        return {
            text: Name(text, tuple(places), text in self.long, text in self.context, text in self.strict)
            for text, places in self.found.items()
        }

    def provinces(self, documents: list[Any]) -> None:
        for office, entry in documents[0].items():
            place = Place(office, Level.PROVINCE, office, frozenset(entry.get("was_in", ())))
            for text in entry["long"].split():
                self.add(text, place, long=True)
            for text in entry["short"].split():
                self.add(text, place, long=text.endswith("시"))
        for text, offices in documents[1].items():
            for office in offices:
                self.add(text, Place(office, Level.PROVINCE, office, frozenset()), long=True)

    def districts(self, documents: list[Any]) -> None:
        for office, entry in documents[0].items():
            was_in = entry.get("was_in", {})
            for text in f"{entry.get('names', '')} {entry.get('full_only', '')}".split():
                within = frozenset({office, was_in.get(text, office)})
                self.add(text, Place(office, Level.CITY, text, within), long=text[-1] in "시군구")
            for text in entry.get("names", "").split():
                stem = _stem(text)
                if stem != text:
                    within = frozenset({office, was_in.get(text, office)})
                    self.add(stem, Place(office, Level.CITY, text, within), long=False)
            for text in entry.get("behind_province", "").split():
                within = frozenset({office, was_in.get(text, office)})
                self.add(_stem(text), Place(office, Level.CITY, text, within, bare=False), long=False)
            for city, wards in entry.get("wards", {}).items():
                for text in wards.split():
                    self.add(text, Place(office, Level.WARD, text, frozenset({city, office})), long=True)
            for text, place in self._rare(office, entry.get("rare", "")):
                self.add(text, place, long=True)
        for office, texts in documents[1].items():
            for text in texts.split():
                self.add(text, Place(office, Level.CITY, "광주시", frozenset({office})), long=text.endswith("시"))

    @staticmethod
    def _rare(office: str, rare: str | Mapping[str, str]) -> Iterator[tuple[str, Place]]:
        if isinstance(rare, str):
            for text in rare.split():
                yield text, Place(office, Level.CITY, text, frozenset({office}), bare=False)
        else:
            for city, texts in rare.items():
                for text in texts.split():
                    yield text, Place(office, Level.WARD, text, frozenset({city, office}), bare=False)

    def places(self, documents: list[Any]) -> None:
        for office, entry in documents[0].items():
            for written in f"{entry.get('complexes', '')} {entry.get('towns', '')}".split():
                for text in _spellings(written):
                    self.add(text, Place(office, Level.PLACE, text, frozenset({office})), long=False)
        for text, offices in documents[1].items():
            for office in offices:
                self.add(text, Place(office, Level.PLACE, text, frozenset({office})), long=False)


def _spellings(written: str) -> Iterable[str]:
    if written.endswith("*"):
        return [written[:-1] + ending for ending in _COMPLEX_ENDINGS]
    stem, _, ending = written.partition("/")
    return [stem, stem + ending] if ending else [stem]


def _told_apart(entries: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    told = {
        name: {town: office for office, towns in offices.items() for town in towns.split()}
        for name, offices in entries.items()
    }
    for name, same in _SAME_TOWNS:
        told[name] = told[same]
    return told


def _words(data: Mapping[str, Any]) -> Words:
    split = {
        key: tuple(data[key].split()) for key in ("cue_nouns", "situated", "introduces", "contact_nouns", "abroad")
    }
    return Words(
        particles=frozenset(data["particles"].split()),
        own_contact=frozenset(data["own_contact"].split()),
        opens=frozenset(data["opens"].split()),
        not_before={name: re.compile(pattern) for name, pattern in data["not_before"].items()},
        not_typos=frozenset(data["not_typos"].split()),
        not_towns=frozenset(data["not_towns"].split()),
        **split,
    )


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once."""
    words = _documents("words.yaml")[0]
    builder = _Builder(words)
    provinces, places = _documents("provinces.yaml"), _documents("places.yaml")
    builder.provinces(provinces)
    builder.districts(_documents("districts.yaml"))
    builder.places(places)
    names = builder.names()
    return Gazetteer(
        tuple(provinces[0]), names, _told_apart(places[2]), _words(words), max(len(text) for text in names)
    )
