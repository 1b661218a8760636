"""Whether two ways of writing a company's name mean the same company."""

from __future__ import annotations

import re
import unicodedata

# a legal form may stand before or after the name, in full, in brackets, as one character (㈜) or in English
_FORMS = {
    "stock": r"주식\s*회사|\(\s*주\s*\)|\(株\)|株式會社|^주\)|\(주$|co\.?\s*,?\s*ltd\.?|inc\.?|corp(?:oration|\.)?",
    "limited": r"유한책임회사|유한\s*회사|\(\s*유\s*\)|\(有\)|^유\)|llc\.?",
    "partnership": r"합자회사|합명회사|\(\s*합\s*\)",
    "farming": r"농업회사법인|영농조합법인",
}
# English forms only as words of their own: Zinc is no Z Inc.
_PATTERNS = {form: re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])") for form, pattern in _FORMS.items()}


def same_company_name(first: str, second: str) -> bool:
    """(주)한빛정밀, 주식회사 한빛 정밀 and 한빛정밀㈜ are one; so is 한빛정밀, whose legal form is left out.

    Two different legal forms are two companies. An empty name equals none.
    """
    first_forms, first_core = _parts(first)
    second_forms, second_core = _parts(second)
    if not first_core or first_core != second_core:
        return False
    return first_forms == second_forms or not first_forms or not second_forms


def _parts(name: str) -> tuple[frozenset[str], str]:
    rest = unicodedata.normalize("NFKC", name).strip().lower()
    forms = set()
    for form, pattern in _PATTERNS.items():
        shorter = pattern.sub(" ", rest)
        # a name that is nothing but a legal form stays as it is, so that it can equal itself
        if shorter != rest and _core(shorter):
            forms.add(form)
            rest = shorter
    return frozenset(forms), _core(rest)


def _core(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
