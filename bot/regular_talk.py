"""The AS지원 way in a conversation: the card that shows it, and when a talk with the office about it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.standing import Standing
from bot.talk import Said
from flows import emergency, regular
from flows.exchange import Context, Message, Step
from flows.regular.speech import own_words
from flows.state import FILES, OFFICE
from intents.decisions.works import beyond_repair, works_of
from intents.reading import read
from intents.world import World
from knowledge.facts import FactValue, from_json

PATH, START = "regular:path", "regular:start"
TOPIC = "types"  # what later questions lean on
# what a request has asked that the talk needs too, by the talk's own names
CARRIED = {
    "consent": "consent",
    "fault_description": "need_description",
    "company_name": "company_name",
    "phone": "phone",
    "site_address": "site_address",
    OFFICE: OFFICE,
    FILES: FILES,
}


def show(standing: Standing, context: Context, world: World) -> Said:
    """The AS지원 way; what is asked next about papers or steps is about AS지원."""
    card = regular.path(world.notice, context.today, context.intake_open)
    if not _may_start(standing):
        card = replace(card, choices=tuple(choice for choice in card.choices if choice.id != START))
    facts = standing.thread.facts.updated({"support_type": "regular"})
    thread = replace(standing.thread, facts=facts, topic=TOPIC, pending=None, readings=())
    return Said(replace(standing, thread=thread, pending=None), (card,))


def begin(standing: Standing, words: str, context: Context, world: World) -> Step | None:
    """A talk with the office about AS지원; None while another dialog has to be finished first."""
    if not _may_start(standing):
        return None
    return regular.start(_need(words, standing, world), _carried(standing), world.notice, context)


def first_finish(standing: Standing, world: World) -> Said:
    """Another dialog runs: it comes first."""
    return Said(standing, (Message(own_words(world.notice, what="first_finish")["said"]),))


def _may_start(standing: Standing) -> bool:
    """Where no dialog runs, or a request has come to a gate that fails: then the talk takes over what was said."""
    return standing.flow is None or (standing.flow["flow"] == emergency.FLOW and standing.last_ask == "consult")


def _carried(standing: Standing) -> dict[str, FactValue]:
    answers: list[Mapping[str, Any]] = list(standing.flow["answers"]) if standing.flow is not None else []
    said = {entry["fact"]: from_json(entry["value"]) for entry in answers}
    return {name: said[fact] for fact, name in CARRIED.items() if fact in said}


def _need(words: str, standing: Standing, world: World) -> str:
    """What was said of the work before, in the person's own words; empty where it was only a repair, or nothing."""
    for text in (words, standing.thread.question):
        facts = read(text, world.notice, world.today, standing.thread.topic).facts if text.strip() else None
        if facts is not None and beyond_repair(works_of(facts), world.notice):
            return text.strip()
    return ""
