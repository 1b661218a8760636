"""Reads a message: normalise, split, facts with their words, then what is asked."""

from __future__ import annotations

import re
from datetime import date

from intents.reading.asking import asks, is_follow_up
from intents.reading.lexicon import lexicon
from intents.reading.money import read_money
from intents.reading.normalise import normalise
from intents.reading.places import find_offices
from intents.reading.reading import Reading
from intents.reading.scoring import read_scoring
from intents.reading.sentences import split
from intents.reading.standing import read_standing, read_support_type
from intents.reading.stating import Sentences, first
from intents.reading.terms import Compact
from intents.reading.things import read_things
from intents.reading.times import between_days, days, project_duration
from knowledge.facts import Facts, FactValue
from knowledge.notice import Notice

_CERTIFICATE = re.compile(r"증명|납세|발급|[떼뗀뗐]")


def read(text: str, notice: Notice, today: date, thread_topic: str | None = None) -> Reading:
    """The message as understood. `thread_topic`: the topic of the answer before it, for what is left unsaid."""
    normalised = normalise(text)
    sentences = Sentences(normalised, split(normalised))
    facts, evidence = read_facts(sentences, notice, today, thread_topic)
    guesses, follow_up = asks(sentences, facts, thread_topic) if normalised else ((), False)
    return Reading(
        text=text,
        normalised=normalised,
        facts=Facts(facts),
        evidence=evidence,
        asks=guesses,
        follow_up=follow_up or is_follow_up(normalised, thread_topic),
    )


def read_facts(
    text: Sentences, notice: Notice, today: date, thread_topic: str | None
) -> tuple[dict[str, FactValue], dict[str, str]]:
    """All question facts of a normalised text, with the words they came from."""
    facts, evidence = read_standing(text)
    support = read_support_type(text)
    if support is not None:
        facts["support_type"], evidence["support_type"] = support.value, support.words
    for found, sources in (
        read_things(text, Compact(text.text)),
        read_scoring(text, str(facts.get("support_type", ""))),
        days(
            text.text,
            today,
            certificate=bool(_CERTIFICATE.search(text.text)) or thread_topic == "documents",
            papers=thread_topic == "documents",
        ),
    ):
        facts.update(found)
        evidence.update(sources)
    money = read_money(text.text, in_amount_thread=thread_topic == "amount")
    facts.update(money.facts)
    evidence.update(money.evidence)
    duration = project_duration(text.text, notice.figures.period_months) or between_days(text.text, today)
    if duration is not None:
        facts["duration_months"], evidence["duration_months"] = duration
    theme = first(lexicon("unanswered_theme"), text)
    if theme is not None:
        facts["unanswered_theme"], evidence["unanswered_theme"] = theme.value, theme.words
        if theme.value == "double_funding" and "other_application_state" not in facts:
            facts["other_application_state"] = "other_programme"
            evidence["other_application_state"] = theme.words
    office, candidates, words = find_offices(text.text)
    if office is not None and office in notice.offices:
        facts["office"], evidence["office"] = office, words
    elif candidates:
        facts["offices"], evidence["offices"] = candidates, words
    return facts, evidence
