"""The company's standing: track, certificate, taxes, sanctions, contracts, earlier applications, relation to the supplier."""

from __future__ import annotations

import re

from intents.reading.lexicon import Mention, lexicon
from intents.reading.stating import Sentences, first, mentions, unknown_after
from knowledge.facts import FactValue, Open

# a stated value -> the request's own fields that it settles
_SETTLES: dict[tuple[str, str], dict[str, FactValue]] = {
    ("program_state", "completed"): {"program_completed": "yes"},
    ("program_state", "ongoing"): {"program_completed": "no"},
    ("program_state", "abandoned"): {"program_completed": "no"},
    ("tax_state", "arrears"): {"tax_arrears": "yes"},
    ("tax_state", "paid"): {"tax_arrears": "no"},
    ("sanction_state", "running"): {"sanctioned": "yes"},
    ("sanction_state", "ended"): {"sanctioned": "no"},
    ("other_application_state", "pending"): {"other_application": "yes"},
    ("other_application_state", "selected"): {"other_application": "yes"},
    ("other_application_state", "rejected"): {"other_application": "no"},
    ("other_application_state", "last_year"): {"other_application": "no"},
    ("warranty_state", "running"): {"warranty": "yes"},
    ("warranty_state", "ended"): {"warranty": "no"},
    ("warranty_state", "none"): {"warranty": "no"},
    ("warranty_state", "covers_other"): {"warranty": "no"},
    ("company_kind", "midsize"): {"manufacturing_sme": "no"},
    ("company_kind", "large"): {"manufacturing_sme": "no"},
    ("company_kind", "not_manufacturer"): {"manufacturing_sme": "no"},
    ("company_kind", "sme"): {"manufacturing_sme": "yes"},
    ("level_certificate", "pending"): {"level_certificate": "no", "level_certificate_pending": "yes"},
    ("closed", "resuming"): {"closed": "yes", "closed_resuming": "yes"},
}
# these are read into the field itself, not kept beside it
_FIELDS = frozenset(("level_certificate", "closed"))
_SIMPLE = ("track", "program_state", "programme_variant", "level_certificate", "company_kind", "tax_state", "closed", "sanction_state",
           "other_application_state", "warranty_state", "self_capable", "same_company", "already_repaired", "disguise", "urgent",
           "licence", "linked", "wants_cap")  # fmt: skip
_PAST = re.compile(r" ?(?:기록|이력|내역|사실|했던|된 ?적|한 ?적)")
# what a person may not know of their own things -> the fact that is then unsure ("" none)
_OWNED = {
    "track": "track",
    "linked": "",
    "warranty_state": "warranty",
    "program_state": "",
    "level_certificate": "",
    "licence": "",
}


def read_standing(text: Sentences) -> tuple[dict[str, FactValue], dict[str, str]]:
    """What is said of the company, with the words it came from."""
    facts: dict[str, FactValue] = {}
    evidence: dict[str, str] = {}
    for name in _SIMPLE:
        stated = first(lexicon(name), text)
        if stated is not None and name in _OWNED and unknown_after(text.text, stated.start, stated.end):
            fact = _OWNED[name]
            if fact:
                facts[fact], evidence[fact] = Open.UNSURE, stated.words
        elif stated is not None:
            _take(name, stated, facts, evidence)
    if facts.get("closed") == "yes" and facts.get("warranty_state") == "supplier_gone" and "휴업" not in text.text:
        # it is the supplier that closed
        for fact in ("closed", "closed_resuming"):
            facts.pop(fact, None)
            evidence.pop(fact, None)
    _still_owed(text, facts, evidence)
    return facts, evidence


def _still_owed(text: Sentences, facts: dict[str, FactValue], evidence: dict[str, str]) -> None:
    """ "체납은 아니고 법인세가 밀렸어요": what is paid or denied of one tax takes nothing back of another."""
    if facts.get("tax_state") != "paid":
        return
    found = mentions(lexicon("tax_state"), text)
    last_paid = max(each.end for each in found if each.value == "paid")
    owed = [each for each in found if each.value == "arrears" and each.end > last_paid]
    if owed and not _PAST.match(text.text, owed[-1].end):
        _take("tax_state", owed[-1], facts, evidence)


def _take(name: str, stated: Mention, facts: dict[str, FactValue], evidence: dict[str, str]) -> None:
    settles = _SETTLES.get((name, stated.value), {})
    if name not in _FIELDS or not settles:
        facts[name], evidence[name] = stated.value, stated.words
    for fact, value in settles.items():
        facts[fact], evidence[fact] = value, stated.words


def read_support_type(text: Sentences) -> Mention | None:
    """`emergency`, `regular`, or `both` where both are named."""
    index = lexicon("support_type")
    named: dict[str, Mention] = {}
    for entry in index.entries:
        if entry.pattern is None:
            continue
        for match in entry.pattern.finditer(text.text):
            if match.end() > match.start() and not text.hides(entry, match.start()):
                named.setdefault(entry.value, Mention(entry.value, match[0].strip(), match.start(), match.end()))
    if len(named) == 2:
        words = ", ".join(mention.words for mention in named.values())
        return Mention("both", words, 0, 0)
    return next(iter(named.values()), None)
