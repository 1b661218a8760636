"""Postal codes: five digits since 2015, and the six of before with their hyphen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from knowledge.regions.gazetteer import load_documents

# not a part of a longer number, a phone number, an amount or a quantity
_FIVE = re.compile(
    r"(?<![\d,.\-])(\d{5})(?![\d,.\-]|\s*(?:원|만|천|개|대|건|명|년|월|일|번|호|층|호기|시간|톤|ppm|%|㎡|mm|kg|[A-Za-z]))"
)
_SIX = re.compile(r"(?<![\d,.\-])(\d{3})-\d{3}(?![\d\-])")


@cache
def _tables() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    five, six = load_documents("postal.yaml")
    return _spread(five), _spread(six)


def _spread(ranges: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Ranges such as "10-20 22" by prefix; a longer prefix is looked up first."""
    found: dict[str, tuple[str, ...]] = {}
    for offices, text in ranges.items():
        for part in text.split():
            first, _, last = part.partition("-")
            for number in range(int(first), int(last or first) + 1):
                found[str(number).zfill(len(first))] = tuple(offices.split())
    return found


def office_of_postal_code(text: str) -> tuple[str, tuple[str, ...]]:
    """The postal code in a text and the offices it fits; two empty values without one."""
    five, six = _tables()
    for pattern, table in ((_FIVE, five), (_SIX, six)):
        for match in pattern.finditer(text):
            offices = table.get(match.group(1)[:3]) or table.get(match.group(1)[:2])
            if offices:
                return match.group(), offices
    return "", ()
