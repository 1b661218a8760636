"""Names of regions found in a text, each with a check that the word ends there and means a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.regions.gazetteer import Gazetteer, Level, Name

_TOWN_BEHIND = re.compile(r"[가-힣]{1,5}\d*(?:읍|면|동|리|가)(?![가-힣])")
# behind an official name everything that ends as a town or a road does, numbers inside included: 용산2가동, 상계3.4동, 남성로
_TOWN_BEHIND_LONG = re.compile(
    r"[가-힣]{1,6}제?[\d.·]*(?:가제?)?[\d.·]*[가-힣]{0,3}(?:읍|면|동|리|가|로|길)(?![가-힣])"
)
_NUMBER_IN_TOWN = re.compile(r"제?\d+(?:[.·]\d+)*(?=동$)|(?<=동)\d+가$")  # 대명10동, 북성동1가
_NUMBERED_TOWN = re.compile(r"제?\d+(?:[·.]\d+)*(?:동|가|읍|면|리|로|길)|동\d+가")
_ROAD = re.compile(r"(?:대로|로|길)\s*\d|\d*(?:번길|로\d+)")
_POLITE = "요여용욥욤"
_SITUATED = re.compile(r"에(?:있|위치|소재|서요|서용)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at its place in the text. `end` is the name's end, `word_end` that of the particle behind it."""

    start: int
    end: int
    word_end: int
    name: Name


def hangul_run(text: str, at: int) -> int:
    """The end of the run of Hangul syllables that starts at `at`."""
    end = at
    while end < len(text) and "가" <= text[end] <= "힣":
        end += 1
    return end


def _is_word_char(char: str) -> bool:
    return "가" <= char <= "힣" or char.isalnum()


def hits(text: str, gazetteer: Gazetteer, *, address: bool) -> list[Hit]:
    """The names in order, the longest at each place; `address` also takes names behind other words without a space."""
    found: list[Hit] = []
    at = 0
    while at < len(text):
        fused = bool(found) and found[-1].end == at
        if at == 0 or fused or not _is_word_char(text[at - 1]) or text[at - 1].isdigit():
            hit = hit_at(text, at, gazetteer, after=found[-1] if found else None)
            if hit is not None:
                found.append(hit)
                at = hit.end
                continue
        at += 1
    if address and not found:
        found = _anywhere(text, gazetteer)
    return found


def _anywhere(text: str, gazetteer: Gazetteer) -> list[Hit]:
    """Long names inside a run without spaces (주소는경기도화성시)."""
    for at in range(1, len(text)):
        hit = hit_at(text, at, gazetteer, after=None)
        if hit is not None and hit.name.long and not hit.name.context and hit.end - hit.start >= 3:
            return [hit, *(_follow(text, hit, gazetteer))]
    return []


def _follow(text: str, first: Hit, gazetteer: Gazetteer) -> list[Hit]:
    following = hit_at(text, first.end, gazetteer, after=first)
    return [following] if following else []


def hit_at(text: str, at: int, gazetteer: Gazetteer, *, after: Hit | None) -> Hit | None:
    """The longest name that starts here and whose word ends as a place's would."""
    for length in range(min(gazetteer.longest, len(text) - at), 1, -1):
        name = gazetteer.names.get(text[at : at + length])
        if name is not None:
            word_end = _word_end(text, at + length, name, gazetteer, after)
            if word_end is not None:
                return Hit(at, at + length, word_end, name)
    return None


def _word_end(text: str, end: int, name: Name, gazetteer: Gazetteer, after: Hit | None) -> int | None:
    """Where the word ends, its particle included; None where the name is only a part of another word."""
    words = gazetteer.words
    refusal = words.not_before.get(name.text)
    if refusal is not None and refusal.match(text[end : end + 16].replace(" ", "")):
        return None
    if _NUMBERED_TOWN.match(text, end) and not _is_place(name):
        return None
    if _ROAD.match(text, end):
        return end if _is_place(name) and after is None else None
    run_end = hangul_run(text, end)
    run = text[end:run_end]
    if not run:
        return None if end < len(text) and text[end].isascii() and text[end].isalpha() else end
    if run in words.particles or (run[-1] in _POLITE and run[:-1] in words.particles):
        return run_end
    if _SITUATED.match(run):
        return end + 1
    if run in ("역", "역앞", "청") or (name.long and run.startswith("청")):
        return run_end
    if _fused_name(text, end, name, gazetteer):
        return end
    if name.text in gazetteer.told_apart and _town_told(text, end, gazetteer.told_apart[name.text]):
        return end
    if name.long and _TOWN_BEHIND_LONG.match(text, end):
        return end
    town = _TOWN_BEHIND.match(text, end)
    if town and len(town.group()) >= 3 and town.group() not in words.not_towns and not name.strict:
        return end
    if name.long and len(name.text) >= 3 and re.match(r"[가-힣]{2,}(?:대로|로|길)", run):
        return end
    return None


def _is_place(name: Name) -> bool:
    return name.places[0].level == Level.PLACE


def _fused_name(text: str, at: int, larger: Name, gazetteer: Gazetteer) -> bool:
    """Whether a region that lies in the larger one starts right here, without a space between."""
    for length in range(min(gazetteer.longest, len(text) - at), 1, -1):
        name = gazetteer.names.get(text[at : at + length])
        if name is None or not any(place.lies_in(one) for place in name.places for one in larger.places):
            continue
        if _word_end(text, at + length, name, gazetteer, None) is not None:
            return True
    return False


def _town_told(text: str, at: int, towns: Mapping[str, str]) -> str | None:
    """The town that stands here, of those that tell a name's bearers apart."""
    run_end = at
    while run_end < len(text) and _is_word_char(text[run_end]):
        run_end += 1
    for end in range(min(run_end, at + 24), at + 1, -1):
        if text[at:end] in towns or _NUMBER_IN_TOWN.sub("", text[at:end]) in towns:
            rest = text[end:run_end]
            if (
                not rest
                or rest[0].isdigit()
                or rest in ("에", "에서", "입니다", "이에요", "인데", "인데요", "쪽", "요", "이요")
            ):
                return text[at:end]
    return None


def office_told(text: str, hit: Hit, gazetteer: Gazetteer) -> tuple[str, int] | None:
    """The office that the 읍면동 behind an ambiguous name points to, and where that 읍면동 ends."""
    towns = gazetteer.told_apart.get(hit.name.text)
    if towns is None:
        return None
    at = hit.end
    while at < len(text) and text[at] in " ,\t":
        at += 1
    town = _town_told(text, at, towns)
    if town is None:
        return None
    return towns.get(town) or towns[_NUMBER_IN_TOWN.sub("", town)], at + len(town)
