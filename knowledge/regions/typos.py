"""Misspelt names, by their jamo: one slip, in names long enough that nothing else is as near."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from knowledge.regions.gazetteer import Gazetteer, Level, Name

_TOKEN = re.compile(r"[가-힣]+")
_MOST_TOKENS = 4
# letters in conjoining jamo: 하성시 has 7; shorter names are told apart by a single slip from too many words
_SHORTEST, _SHORTEST_SHORT = 7, 9
_ALIKE = str.maketrans({"ᅢ": "ᅦ", "ᅤ": "ᅨ", "ᅫ": "ᅬ", "ᅰ": "ᅬ"})  # vowels that sound alike today


def _sound(text: str) -> str:
    """The text in conjoining jamo, vowels that sound alike made one."""
    return unicodedata.normalize("NFD", text).translate(_ALIKE)


@cache
def _index(gazetteer: Gazetteer) -> tuple[Mapping[str, Sequence[Name]], Sequence[str]]:
    """Names by sound, and the sounds that a slip may be measured against."""
    by_sound: dict[str, list[Name]] = {}
    for name in gazetteer.names.values():
        if not name.context:
            by_sound.setdefault(_sound(name.text), []).append(name)
    measured = [sound for sound, names in by_sound.items() if any(_measurable(name, sound) for name in names)]
    return by_sound, measured


def _measurable(name: Name, sound: str) -> bool:
    """Towns are left out: there are thousands more than are known here, many a slip away from these."""
    if name.long:
        return len(sound) >= _SHORTEST
    return len(sound) >= _SHORTEST_SHORT and name.places[0].level == Level.PLACE and name.text[-1] in "단지"


def _nearest(core: str, gazetteer: Gazetteer) -> Name | None:
    by_sound, measured = _index(gazetteer)
    sound = _sound(core)
    names = by_sound.get(sound)
    if names is None:
        if len(sound) < _SHORTEST:
            return None
        near = process.extract(sound, measured, scorer=Levenshtein.distance, score_cutoff=1, limit=None)
        names = [name for found, _, _ in near for name in by_sound[found]]
    if len({frozenset(place.office for place in name.places) for name in names}) != 1:
        return None
    return names[0]


def corrected(text: str, gazetteer: Gazetteer) -> str | None:
    """The text with its misspelt region put right; None where nothing is near enough, or several are."""
    words = gazetteer.words
    for match in list(_TOKEN.finditer(text))[:_MOST_TOKENS]:
        token = match.group()
        for end in range(len(token), 1, -1):
            core, particle = token[:end], token[end:]
            if (
                core in words.not_typos
                or core[-1] in "읍면동리가로길"
                or (particle and particle not in words.particles)
            ):
                continue
            name = _nearest(core, gazetteer)
            if name is not None and name.text != core:
                return text[: match.start()] + name.text + particle + text[match.end() :]
    return None
