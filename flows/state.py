"""A flow's state: the ordered list of what was answered. Everything else is derived from it by replay.

An edit is a newer answer, going back is an entry that asks a question once more, so nothing that was said is lost
and the same list always gives the same standing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flows.errors import StateUnreadable
from flows.questions import Questions
from knowledge.facts import Facts, FactValue, from_json, to_json

# entries that are no answer to a question of their own
ASK = "ask"  # value: the field to ask once more; empty: go on where it was
CHOSEN = "documents_chosen"  # papers picked so far, until `done` makes them the answer
FILES = "attachments_chosen"  # files sent so far, one JSON text each
REFUSED = "number_refused"  # digest of a business number whose check digit was wrong, to know it when it comes again
UNVERIFIED = "business_number_unverified"  # a number that was given twice in spite of its check digit
SUPPLIER_UNVERIFIED = "supplier_number_unverified"
EQUIPMENT_WORDS = "equipment_words"  # what the person called the thing that broke
OFFICE = "office"  # chosen by the person where the address fits several, or by a location

_FOLLOWS = {
    "site_address": (OFFICE,),
    "business_number": (UNVERIFIED,),
    "supplier_number": (SUPPLIER_UNVERIFIED,),
    "documents": (CHOSEN,),
    "equipment": (EQUIPMENT_WORDS,),
}


@dataclass(frozen=True)
class Entry:
    """One thing that was said: the fact, its value, the words, and when. `opening`: before the flow began."""

    fact: str
    value: FactValue
    raw: str
    at: str  # ISO 8601
    opening: bool = False


@dataclass(frozen=True)
class Told:
    """What the person was told last: each gate's status by its id, and the subsidy in won.

    It is no standing to go on from, that is always derived anew; it is there to say what has changed since.
    """

    gates: Mapping[str, str]
    subsidy_krw: int | None


@dataclass(frozen=True)
class State:
    """What a conversation keeps of a flow: under which notice it was judged last, what was answered, what was told."""

    flow: str
    notice: str
    entries: tuple[Entry, ...] = ()
    told: Told | None = None

    def with_entry(self, fact: str, value: FactValue, raw: str, now: datetime) -> State:
        return replace(self, entries=(*self.entries, Entry(fact, value, raw, now.isoformat())))

    def to_json(self) -> dict[str, Any]:
        return {
            "flow": self.flow,
            "notice": self.notice,
            "answers": [
                {"fact": e.fact, "value": to_json(e.value), "raw": e.raw, "at": e.at, "opening": e.opening}
                for e in self.entries
            ],
            "told": {"gates": dict(self.told.gates), "subsidy_krw": self.told.subsidy_krw} if self.told else None,
        }


def state_from_json(data: Mapping[str, Any], flow: str) -> State:
    """The state that `to_json` wrote. Raises StateUnreadable."""
    if data.get("flow") != flow:
        raise StateUnreadable("flow", str(data.get("flow")), flow)
    try:
        entries = tuple(
            Entry(str(e["fact"]), from_json(e["value"]), str(e["raw"]), str(e["at"]), bool(e["opening"]))
            for e in data["answers"]
        )
        told = data.get("told")  # unfinished conversations of 0.1.0 have none
        return State(flow, str(data["notice"]), entries, Told(told["gates"], told["subsidy_krw"]) if told else None)
    except (KeyError, TypeError, ValueError) as error:
        raise StateUnreadable("answers", type(error).__name__, "what State.to_json writes") from error


@dataclass(frozen=True)
class Replayed:
    """The standing of a list of entries: facts as they are now, and a question that is to be asked once more."""

    facts: Facts
    focus: str | None


def replay(entries: Sequence[Entry], questions: Questions) -> Replayed:
    """Fold the entries, oldest first. A changed answer takes with it what was answered under the old one."""
    facts: dict[str, FactValue] = {}
    focus: str | None = None
    for entry in entries:
        if entry.fact == ASK:
            focus = str(entry.value) or None
            continue
        for gone in _made_void(entry, facts, questions):
            facts.pop(gone, None)
        facts[entry.fact] = entry.value
        if entry.fact == focus or (focus == "site_address" and entry.fact == OFFICE):
            focus = None
    return Replayed(_without_irrelevant(Facts(facts), questions), focus)


def _made_void(entry: Entry, facts: Mapping[str, FactValue], questions: Questions) -> set[str]:
    void: set[str] = set()
    question = questions.get(entry.fact)
    if question and not entry.opening:
        void |= set(question.replaces)
    changed = entry.fact in facts and facts[entry.fact] != entry.value
    if changed:
        for name in [q.id for q in questions.values() if entry.fact in q.renewed]:
            void |= {name, *_FOLLOWS.get(name, ())}
    if changed or entry.fact == "site_address":
        void |= set(_FOLLOWS.get(entry.fact, ())) - {CHOSEN}
    if question and entry.fact != "consult":
        # a talk with the office was offered about the case as it stood; going on with other answers takes it back
        keeps = "consultation" in question.needs and facts.get("consult") == "yes"
        void |= set() if keeps else {"consult"}
    return void


def _without_irrelevant(facts: Facts, questions: Questions) -> Facts:
    """Answers whose question no longer matters stay in the list, but are no facts of the case."""
    gone = [q.id for q in questions.values() if q.id in facts and q.matters(facts) is False]
    return facts.without(*gone)
