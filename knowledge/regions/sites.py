"""Names that belong to one address, read together: what stands before narrows what stands behind, and the other way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from knowledge.regions.gazetteer import Gazetteer, Level, Place
from knowledge.regions.scanning import Hit, hits, office_told

_GAP = re.compile(
    r"(?:의|에|에서|에\s?있는|에\s?위치한|에\s?소재한|에\s?소재하는|쪽|쪽에|시내|지역)?[\s,()\[\]·.\-0-9]*$"
)
_LOOSE_GAP = 30  # characters between an ambiguous name and the province that explains it (고성이요, 강원도)
_DENIED = re.compile(r"(?:이|가|은|는)?\s*(?:말고|말구|아니고|아니라|아닌|아니구)")
_ENDINGS = re.compile(
    r"(?:입니다|이에요|예요|이예요|에요|이요|요|임|이고|인데|인데요|이거든요|이여|이죠|쪽|지역|에\s?있|에\s?위치|에\s?소재|공장|사업장|현장)"
)
_FOLLOWING = re.compile(r"\s+([가-힣]{2,5})(?![가-힣])")
_PRODUCES = re.compile(r"에서\s?(?:\S{1,8}\s)?(?:만드는|제조하는|생산하는|운영하는|가공하는|제조업|사업하는|공장)")
# an 읍면동 or a numbered road behind a name; not the -면 of a verb (소진되면)
_NO_VERB = r"(?!\S*[되하나오가이으려지리르우서시라]면(?:\s|$|,))"
_NO_LONG_VERB = r"(?!(?:\S{2,}[되하나오가이으려지리르우서시라]|[가-힣]?[되으려]|[못원안]하|끝나)면(?:\s|$|,))"  # 거창 남하면 is a town
_TOWN = re.compile(
    rf"\s+{_NO_LONG_VERB}([가-힣]{{1,6}}\d*(?:읍|면|동|리|산단|공단))(?=\s|$|\d|,|에\s|에서|에요|입니다|이에요|인데)|\s+([가-힣]{{1,6}}(?:로|길))\s?\d"
)
_TOWN_IN_SENTENCE = re.compile(
    rf"\s+{_NO_VERB}([가-힣]{{2,3}}(?:읍|면)|[가-힣]{{2,4}}\d*동)(?![가-힣])|\s+([가-힣]{{2,6}}(?:로|길))\s?\d"
)
# names in a list are places together: 양산하고 창원에
_LISTED = re.compile(r"(?!\s*$)(?:하고|랑|이랑|과|와|도|이고|에서|에)?\s*(?:및|그리고|,|/|·|&)?\s*")


@dataclass
class Site:
    """One place in the text: its names and the bearers that are still possible."""

    start: int
    end: int
    hits: list[Hit]
    readings: tuple[Place, ...]
    told: bool = False  # a town behind an ambiguous name decided

    def offices(self, gazetteer: Gazetteer) -> tuple[str, ...]:
        """The offices that it may belong to, in the notice's order."""
        found = {place.office for place in self.readings}
        return tuple(office for office in gazetteer.offices if office in found)


def sites(text: str, gazetteer: Gazetteer, *, address: bool) -> list[Site]:
    """The places of a text in order; `address` is the text of one address rather than a free sentence."""
    found: list[Site] = []
    for hit in hits(text, gazetteer, address=address):
        if found and hit.start < found[-1].end:  # the 읍면동 that told an ambiguous name apart
            continue
        if not (found and _joined(text, found[-1], hit, address=address)):
            if found and _is_town_there(text, found[-1], hit):
                continue
            if any(place.bare for place in hit.name.places):
                found.append(_opened(hit))
            else:
                continue
        _tell_apart(text, found[-1], hit, gazetteer)
    sure = [_is_place(text, site, gazetteer, address=address) for site in found]
    for at in range(len(found) - 1):
        if sure[at] != sure[at + 1] and _LISTED.fullmatch(text[found[at].end : found[at + 1].start]):
            sure[at] = sure[at + 1] = not any(_is_abroad(text, site, gazetteer) for site in found[at : at + 2])
    return [site for site, is_place in zip(found, sure, strict=True) if is_place]


def _is_town_there(text: str, site: Site, hit: Hit) -> bool:
    """Whether a city's short name ends like an 읍면동 and stands right behind another region: 여주 하동."""
    return not hit.name.long and hit.name.text[-1] in "읍면동리" and not text[site.end : hit.start].strip()


def _opened(hit: Hit) -> Site:
    return Site(hit.start, hit.end, [hit], tuple(place for place in hit.name.places if place.bare))


def _joined(text: str, site: Site, hit: Hit, *, address: bool) -> bool:
    gap = text[site.end : hit.start]
    near = _GAP.match(gap) is not None
    inside = tuple(
        place
        for place in hit.name.places
        if any(place.lies_in(larger) for larger in site.readings)
        and (place.bare or hit.name.long or _TOWN.match(text, hit.word_end))
    )
    if near and inside and not _two_cities(site, hit, inside):
        site.readings = inside
    else:
        explained = tuple(
            reading for reading in site.readings if any(reading.lies_in(larger) for larger in hit.name.places)
        )
        loose = address and len(gap) <= _LOOSE_GAP and not _DENIED.search(gap)
        if not explained or len({place.office for place in site.readings}) < 2 or not (near or loose):
            return False
        site.readings = explained
    site.end = hit.end
    site.hits.append(hit)
    return True


def _two_cities(site: Site, hit: Hit, inside: Iterable[Place]) -> bool:
    """경북 대구 today means two places; only 경북 대구시, as on old papers, or 전남 광주 is one."""
    return (
        all(place.level == Level.PROVINCE for place in inside)
        and not hit.name.long
        and hit.name.text != "광주"
        and site.readings[0].level == Level.PROVINCE
    )


def _tell_apart(text: str, site: Site, hit: Hit, gazetteer: Gazetteer) -> None:
    told = office_told(text, hit, gazetteer)
    if told is None:
        return
    office, end = told
    possible = {place.office for place in site.readings}
    bearers = {place.office for place in hit.name.places}
    # old addresses: 김해군 녹산면 is with busan today, though no 김해 is
    moved = office not in bearers
    if moved or (len(possible) > 1 and (office in possible or len(site.hits) == 1)):
        site.readings = (Place(office, Level.PLACE, text[hit.start : end], frozenset({office})),)
        site.told, site.end = True, end


def _is_place(text: str, site: Site, gazetteer: Gazetteer, *, address: bool) -> bool:
    """Whether a name that is also a common word means the place here, and whether it is in this country."""
    if _is_abroad(text, site, gazetteer):
        return False
    if site.told or len(site.hits) > 1 or not site.hits[0].name.context:
        return True
    hit = site.hits[0]
    if _cued(text, hit, gazetteer):
        return True
    if _known_town(text, hit, gazetteer):
        return True
    if not hit.name.strict and _is_town(_TOWN_IN_SENTENCE.match(text, hit.word_end), gazetteer):
        return True
    return address and _stands_alone(text, hit, gazetteer)


def _is_abroad(text: str, site: Site, gazetteer: Gazetteer) -> bool:
    return _abroad(gazetteer).search(text[max(0, site.start - 40) : site.start]) is not None


def _is_town(found: re.Match[str] | None, gazetteer: Gazetteer) -> bool:
    return found is not None and (found.group(1) or found.group(2)) not in gazetteer.words.not_towns


def _cued(text: str, hit: Hit, gazetteer: Gazetteer) -> bool:
    words = gazetteer.words
    behind = text[hit.end : hit.end + 24].replace(" ", "")
    if behind.startswith(words.situated):
        return True
    if not hit.name.strict and behind.startswith(words.cue_nouns):
        return True
    if _PRODUCES.match(text, hit.end):
        return True
    if hit.name.text not in words.own_contact and behind.startswith(words.contact_nouns):
        return True
    before = text[max(0, hit.start - 16) : hit.start].rstrip(" :,").replace(" ", "")
    particle = text[hit.end : hit.word_end] + text[hit.word_end : hit.word_end + 12]
    return before.endswith(words.introduces) and (not particle.strip(" .") or _ENDINGS.match(particle) is not None)


def _known_town(text: str, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Whether one of its 읍면동 stands behind, also without its ending: 음성 대소, 이천 부발."""
    following = _FOLLOWING.match(text, hit.word_end)
    if following is None:
        return False
    for ending in ("", "면", "읍", "동"):
        town = gazetteer.names.get(following.group(1) + ending)
        if town and any(place.lies_in(larger) for place in town.places for larger in hit.name.places):
            return True
    return False


def _stands_alone(text: str, hit: Hit, gazetteer: Gazetteer) -> bool:
    """The whole answer to "where?": 예산이에요, 양산 북정동 12."""
    opening = re.findall(r"[가-힣]+", text[: hit.start])
    if any(word not in gazetteer.words.opens and not word.endswith(("은", "는")) for word in opening):
        return False
    behind = text[hit.end :].strip(" .,~!?ㅋㅎㅠㅜ")
    if hit.name.long:
        return not behind or _ENDINGS.match(behind) is not None or behind[0] in "에의" or hit.word_end == hit.end
    look = _TOWN.search if hit.name.places[0].level == Level.PROVINCE else _TOWN.match
    if _is_town(look(text, hit.word_end), gazetteer):
        return True
    return not behind or (_ENDINGS.match(behind) is not None and len(behind) <= 20)


@cache
def _abroad(gazetteer: Gazetteer) -> re.Pattern[str]:
    countries = "|".join(gazetteer.words.abroad)
    return re.compile(rf"(?:^|[^가-힣])(?:{countries})(?:의|에\s?있는)?\s*(?:[가-힣]+(?:성|주|시|현|도)\s+){{0,2}}$")


def denied(text: str, site: Site) -> bool:
    """Whether the words behind the site take it back: 화성 말고, 화성이 아니라."""
    return _DENIED.match(text, site.end) is not None
