"""Which offices a text points to."""

from __future__ import annotations

import re

from knowledge.regions import RegionMention, find_regions

# the site counts, not the seat of the company or of its supplier
_SEAT = re.compile(
    r"(?:본사|본점|법인 ?주소|등기|사업자 ?주소|주소|공급(?:기업|사|업체)|업체|설치 ?업체|구축 ?업체|집|사무실|주소지)(?:는|은|가|이|의)? ?[가-힣]{0,8} ?$"
)
_MOVED = re.compile(r"(?:으로|로) ?(?:옮|이전|이사)")
_SITE = re.compile(r"(?:공장|현장|설비|사업장|2공장|고객사)(?:은|는|이|가|도)? ?[가-힣 ]{0,10}$")

_PLANT = re.compile(r"(?:제 ?)?(?P<number>\d|일|이|삼) ?공장|(?P<name>본|신|구|새|옛) ?공장")


def find_offices(text: str) -> tuple[str | None, tuple[str, ...], str]:
    """The office, or the candidates where the place fits several, and the words. (None, (), "") where none is named."""
    regions = find_regions(text)
    if not regions:
        return None, (), ""
    sites = [each for each in regions if not _SEAT.search(text[max(0, each.start - 12) : each.start])] or list(regions)
    named = [each for each in sites if _SITE.search(text[max(0, each.start - 14) : each.start])] or sites
    named = _spoken_of(text, named) or named
    decided = [each for each in named if each.office]
    chosen = (decided or named)[-1] if _MOVED.search(text) else max(decided or named, key=_exactness)
    return chosen.office, tuple(chosen.candidates) if chosen.office is None else (), chosen.matched


def _spoken_of(text: str, named: list[RegionMention]) -> list[RegionMention]:
    """Of several plants that are told with their places the one that is named again: there it broke. Empty where none is."""
    plants = [match.group("number") or match.group("name") for match in _PLANT.finditer(text)]
    again = {plant for plant in plants if plants.count(plant) > 1}
    found = []
    for each in named:
        before = list(_PLANT.finditer(text[max(0, each.start - 14) : each.start]))
        if before and (before[-1]["number"] or before[-1]["name"]) in again:
            found.append(each)
    return found if len(again) == 1 else []


def _exactness(region: RegionMention) -> int:
    """Parts of the name: of "울산 옆 경주 외동읍" the town is meant. The first of equally exact ones counts."""
    return len(region.matched.split())
