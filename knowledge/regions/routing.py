"""Address or sentence -> regional office."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from knowledge.regions.gazetteer import Gazetteer, gazetteer
from knowledge.regions.postal import office_of_postal_code
from knowledge.regions.shapes import NOWHERE, RegionMention, Routing
from knowledge.regions.sites import Site, denied, sites
from knowledge.regions.typos import corrected

_LONGEST_ADDRESS = 500  # characters; what stands behind is no address any more
_SITE = re.compile(r"(?:공장|현장|사업장|설비|제조\s?라인)(?:은|는|이|가|도|만)?\s*(?:실제로?\s*)?$")
_NOT_SITE = re.compile(r"(?:본사|본점|사무실|사무소|공급기업|공급사|공급업체)(?:은|는|이|가|도|만)?\s*(?:실제로?\s*)?$")
_SITE_BEHIND = re.compile(r"\s*(?:에\s?있는\s*)?(?:공장|현장|사업장)")


def route(text: str) -> Routing:
    """The office for an address or a place in any wording.

    A name that fits several offices gives none of them, but `candidates`; so do two places of different offices.
    Nothing recognised, or an address abroad: neither.
    """
    text = unicodedata.normalize("NFC", text)[:_LONGEST_ADDRESS]
    known = gazetteer()
    found = sites(text, known, address=True)
    if not found:
        fixed = corrected(text, known)
        found = sites(fixed, known, address=True) if fixed is not None else []
        text = fixed or text
    kept = [site for site in found if not denied(text, site)] or found
    if len(kept) > 1:
        kept = _where_it_stands(text, kept)
    offices = _in_order(known, (office for site in kept for office in site.offices(known)))
    return _with_postal_code(text, offices, ", ".join(text[site.start : site.end] for site in kept))


def _where_it_stands(text: str, found: list[Site]) -> list[Site]:
    """Of several places the factory's, where all others are said to be head office or supplier."""
    factory = [
        site for site in found if _SITE.search(text[: site.start]) or _SITE_BEHIND.match(text, site.hits[-1].end)
    ]
    others = [site for site in found if site not in factory]
    if factory and others and all(_NOT_SITE.search(text[: site.start]) for site in others):
        return factory
    return found


def _with_postal_code(text: str, offices: tuple[str, ...], matched: str) -> Routing:
    if len(offices) == 1:
        return Routing(offices[0], offices, matched)
    code, by_code = office_of_postal_code(text)
    if not offices:
        return Routing(by_code[0] if len(by_code) == 1 else None, by_code, code) if by_code else NOWHERE
    both = tuple(office for office in offices if office in by_code)
    if len(both) == 1:
        return Routing(both[0], both, f"{matched}, {code}")
    return Routing(None, offices, matched)


def _in_order(known: Gazetteer, offices: Iterable[str]) -> tuple[str, ...]:
    found = set(offices)
    return tuple(office for office in known.offices if office in found)


def find_regions(text: str) -> tuple[RegionMention, ...]:
    """The regions named in a free sentence, in order. Conservative: what may be a common word or an amount is left out."""
    known = gazetteer()
    mentions = []
    for site in sites(text, known, address=False):
        offices = site.offices(known)
        office = offices[0] if len(offices) == 1 else None
        mentions.append(RegionMention(site.start, site.end, text[site.start : site.end], office, offices))
    return tuple(mentions)
