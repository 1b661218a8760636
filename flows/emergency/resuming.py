"""Going on after a pause: a short recap, and what turned out otherwise since the person was last told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from flows.emergency.speech import Speech
from flows.engine import Standing
from flows.exchange import Context, Message
from flows.state import State, Told
from flows.summary import subsidy_of
from intents.answer import Card
from knowledge.notice import Notice

PAUSE = timedelta(hours=3)
RECAPPED = ("company_name", "equipment", "fault_description", "site_address", "quote_amount")


def told_of(standing: Standing, notice: Notice) -> Told:
    """What a standing tells the person."""
    return Told({f.gate: f.status.value for f in standing.findings}, subsidy_of(standing, notice))


def since_then(state: State, speech: Speech, context: Context) -> Iterator[Message]:
    """What is said before the next answer: where the request stood after a pause, and what has changed since.

    The same answers are judged anew on this day, with this notice and the intake as it is now, so a case that was in order
    can have become one that is not. Nothing is said where nothing changed and nobody was away.
    """
    if _away(state, context.now):
        yield recap(state, speech)
    if state.notice != speech.notice.id:
        yield speech.said("new_notice")
    yield from _changes(state.told, speech)


def recap(state: State, speech: Speech) -> Message:
    """Since when the request runs, how far it is, and its main answers."""
    done, total = speech.standing.progress
    began = datetime.fromisoformat(state.entries[0].at).date()
    words = speech.said("recap", began=began, done=done, total=total).text
    return speech.told(Card(None, words, rows=speech.rows(RECAPPED)))


def _away(state: State, now: datetime) -> bool:
    if not state.entries:
        return False
    last = datetime.fromisoformat(state.entries[-1].at)
    return (now.replace(tzinfo=None) - last.replace(tzinfo=None)) >= PAUSE


def _changes(told: Told | None, speech: Speech) -> Iterator[Message]:
    if told is None:
        return
    now = told_of(speech.standing, speech.notice)
    changed = [
        {
            "title": speech.notice.gates[gate].title,
            "before": speech.status(before),
            "now": speech.status(now.gates[gate]),
        }
        for gate, before in told.gates.items()
        if now.gates.get(gate, before) != before
    ]
    if changed:
        yield speech.said("gates_changed", changes=changed)
    if told.subsidy_krw is not None and now.subsidy_krw not in (None, told.subsidy_krw):
        yield speech.said("subsidy_changed", before=told.subsidy_krw, now=now.subsidy_krw)
