"""The thing that a text is about, what is wrong with it, and what is to be done with it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intents.reading.equipment import GENERAL, find_equipment
from intents.reading.lexicon import Mention, lexicon
from intents.reading.stating import Sentences, mentions, negated_after
from intents.reading.terms import Compact, Term
from knowledge.equipment import equipment
from knowledge.facts import FactValue

# systems and machines carry the thing that is meant: "MES 서버", "프레스 로드셀", "ERP에 모듈"
_CARRIER_KINDS = frozenset(("solution", "machine"))
# a broken thing is to be repaired: what else is done to it is said
_TO_REPAIR = frozenset(("broken", "hacked", "disconnected"))
# works in which the word for the thing is the carrier itself (a module is added to the ERP)
_ON_SYSTEMS = frozenset(("add_module", "add_function", "modify_program", "change_screen", "version_up", "training", "handover_training",
                         "database_tuning", "new_system"))  # fmt: skip
# what says little as soon as anything else is said
_OFFICE = {"monitor": "office_monitor", "pc": "office_pc", "printer": "office_printer"}
_OFFICE_WORDS = re.compile(r"(?:사무실|사무용|경리|총무|사장|회의실|영업부|개인|관리부|대표님)[가-힣 ]{0,10}$")
_WEAK_WORKS = ("repair", "replace", "inspection", "upgrade")


def read_things(text: Sentences, compact: Compact) -> tuple[dict[str, FactValue], dict[str, str]]:
    """Facts equipment, equipments, equipment_unit, condition, work, works with the words they came from."""
    facts: dict[str, FactValue] = {}
    evidence: dict[str, str] = {}
    terms = [term for term in find_equipment(compact) if not _set_aside(text.text, term)]
    condition = _condition(text)
    broken = condition is not None and condition.value in _TO_REPAIR
    works = _works(text, broken)
    if condition:
        facts["condition"], evidence["condition"] = condition.value, condition.words
    if works:
        values = tuple(dict.fromkeys(work.value for work in sorted(works, key=lambda each: each.start)))
        facts["works"], evidence["works"] = values, ", ".join(work.words for work in works)
        main = works[0]
        facts["work"], evidence["work"] = main.value, main.words
    if condition and broken and (not works or _only_told(works[0], text)):
        facts["work"], evidence["work"] = "repair", condition.words
        facts["works"] = ("repair", *(work for work in _listed(facts) if work != "repair"))
        evidence.setdefault("works", condition.words)
    if terms:
        facts["equipments"] = tuple(dict.fromkeys(term.value for term in terms))
        evidence["equipments"] = ", ".join(text.text[term.start : term.end] for term in terms)
        done = works[0].start if works else None
        chosen = main_thing(
            _asked_about(terms, text), str(facts.get("work", "")), condition.start if condition else None, done
        )
        facts["equipment"] = _OFFICE.get(chosen.value, chosen.value) if _in_office(text.text, chosen) else chosen.value
        evidence["equipment"] = text.text[chosen.start : chosen.end]
    unit = next(iter(mentions(lexicon("equipment_unit"), text)), None)
    if unit:
        facts["equipment_unit"], evidence["equipment_unit"] = unit.value, unit.words
    return facts, evidence


def _listed(facts: dict[str, FactValue]) -> tuple[str, ...]:
    works = facts.get("works", ())
    return works if isinstance(works, tuple) else ()


def _set_aside(text: str, term: Term) -> bool:
    """ "센서 말고", "서버는 멀쩡하고": named only to be left out."""
    after = text[term.end : term.end + 14]
    return after.lstrip().startswith(("말고", "빼고")) or "멀쩡" in after[:10]


def _in_office(text: str, term: Term) -> bool:
    return _OFFICE_WORDS.search(text[max(0, term.start - 14) : term.start]) is not None


def _asked_about(terms: list[Term], text: Sentences) -> list[Term]:
    """The things that an asking sentence names, where it names any that say something."""
    asked = [term for term in terms if (sentence := text.around(term.start)) is not None and sentence.asks]
    return asked if any(term.value not in GENERAL for term in asked) else terms


def main_thing(terms: Iterable[Term], work: str, broken_at: int | None, done_at: int | None) -> Term:
    """Of several things the one that is meant: a part before what carries it, beside what is said to be wrong."""
    listed = list(terms)
    telling = [term for term in listed if term.value not in GENERAL] or listed
    if work in _ON_SYSTEMS:
        before = [term for term in telling if done_at is not None and term.start <= done_at]
        return before[-1] if before else telling[0]
    carried = [term for term in telling if equipment(term.value).kind not in _CARRIER_KINDS]
    telling = carried or [term for term in telling if equipment(term.value).kind == "machine"] or telling
    if broken_at is not None:
        before = [term for term in telling if term.start <= broken_at]
        return before[-1] if before else telling[0]
    return telling[0]


def _works(text: Sentences, broken: bool) -> list[Mention]:
    found = [each for each in mentions(lexicon("work"), text) if not negated_after(text.text, each.end)]
    strong = [each for each in found if each.value not in _WEAK_WORKS]
    weak = [each for each in found if each.value in _WEAK_WORKS]
    asked = [
        each
        for each in strong
        if (sentence := text.around(each.start)) is not None and (sentence.asks or len(text.all) == 1)
    ]
    places = {(each.start, each.end, each.value) for each in asked}
    told = [each for each in strong if (each.start, each.end, each.value) not in places]
    # what is asked for stands in the asking sentence; the others tell how it came about
    return [*asked, *weak, *told] if broken else [*asked, *told, *weak]


def _only_told(work: Mention, text: Sentences) -> bool:
    """Whether a work is only part of how it came about: not weak, and not in a sentence that asks."""
    sentence = text.around(work.start)
    return work.value not in _WEAK_WORKS and len(text.all) > 1 and sentence is not None and not sentence.asks


def _condition(text: Sentences) -> Mention | None:
    return next((each for each in mentions(lexicon("condition"), text)), None)
