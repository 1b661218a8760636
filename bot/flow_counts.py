"""Where requests stop, as counts: how many runs of a flow reached a step, stand at it, and ended at it, and how.

A run begins with the first question and ends with an outcome, or when it is forgotten. Counters are kept per
(day, flow, step, event); `day` is the day on which the run *began*, so that the runs of a day can be followed to their
ends, and for every day

    begun = open + sent + consultation + declined + cancelled + refused + vanished

holds at any moment, and with it for any number of days. `open` goes up when a step is put and down when the run moves
on or ends; all others only go up. Who has stopped without a word therefore counts at the step that still stands open:
before consent until the conversation is forgotten after 24 hours (`vanished`, bot.timers), after it for good.

No person can be told from a counter: it has no channel, user, office or time of day. A run in progress is known from
its own conversation (`Run`, in the encrypted state), is deleted with it, and its changes are written in the turn's own
transaction, which an event has once: a repeated event changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.store.models import FlowCounter
from flows.exchange import Effect, Outcome

SEOUL = ZoneInfo("Asia/Seoul")
BEGUN, REACHED, OPEN, SENT, CONSULTATION, DECLINED, CANCELLED, REFUSED, VANISHED = (
    "begun", "reached", "open", "sent", "consultation", "declined", "cancelled", "refused", "vanished",
)  # fmt: skip
DECLINED_BY = "declined_by"  # beside `declined`: `step` is the gate that failed first
ENDS = (SENT, CONSULTATION, DECLINED, CANCELLED, REFUSED, VANISHED)
DAYS = 30
COUNTED = ("emergency",)  # a self-check or a calculation sends nothing, so nobody stops short of sending
_RESULTS = {"routed": SENT, "consultation": CONSULTATION, "declined": DECLINED, "cancelled": CANCELLED}
_ADD = text(
    "INSERT INTO flow_counter (day, flow, step, event, count) VALUES (:day, :flow, :step, :event, :count) "
    "ON CONFLICT (day, flow, step, event) DO UPDATE SET count = flow_counter.count + excluded.count"
)

Changes = Counter[tuple[str, str]]  # by step and event


@dataclass(frozen=True)
class Run:
    """A run in progress, as the conversation keeps it: the day it began, the step that is open, steps seen before."""

    flow: str
    day: str
    step: str
    reached: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"flow": self.flow, "day": self.day, "step": self.step, "reached": list(self.reached)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Run:
        return cls(str(data["flow"]), str(data["day"]), str(data["step"]), tuple(data["reached"]))


@dataclass(frozen=True)
class Turned:
    """What a turn did to the flow: which ran before, which asks now (None: none runs), what, and how it ended."""

    before: str | None
    flow: str | None
    ask: str | None
    outcome: Outcome | None
    effects: tuple[Effect, ...] = ()


def follow(run: Run | None, turned: Turned, day: date) -> tuple[Run | None, Run | None, Changes]:
    """The run after a turn, the run whose counters change, and by how much.

    A flow that was running before runs were counted is not counted at all: its beginning was not.
    """
    changes: Changes = Counter()
    if turned.flow in COUNTED:
        if run is None:
            if turned.before == turned.flow or turned.ask is None:
                return None, None, changes
            begun = Run(str(turned.flow), day.isoformat(), turned.ask, (turned.ask,))
            changes.update({("", BEGUN): 1, (turned.ask, REACHED): 1, (turned.ask, OPEN): 1})
            return begun, begun, changes
        if turned.ask is None or turned.ask == run.step:
            return run, run, changes
        changes.update({(run.step, OPEN): -1, (turned.ask, OPEN): 1})
        moved = replace(run, step=turned.ask)
        if turned.ask not in run.reached:
            changes[(turned.ask, REACHED)] += 1
            moved = replace(moved, reached=(*run.reached, turned.ask))
        return moved, run, changes
    if run is None:
        return None, None, changes
    return None, run, _ending(run, turned)


def _ending(run: Run, turned: Turned) -> Changes:
    refused = any(effect.kind == "forget" for effect in turned.effects)
    outcome = turned.outcome
    # a talk about AS지원 that takes over ends a request that could not be sent
    ended = CONSULTATION if turned.flow is not None else VANISHED
    event = REFUSED if refused else _RESULTS[outcome.result] if outcome is not None else ended
    changes: Changes = Counter({(run.step, OPEN): -1, (run.step, event): 1})
    if event == DECLINED and outcome is not None and outcome.failed:
        changes[(outcome.failed[0], DECLINED_BY)] += 1
    return changes


def write(session: Session, run: Run | None, changes: Changes) -> None:
    """Add the changes to the counters of the run's day."""
    if run is None:
        return
    # always in the same order: two turns that change the same counters never wait for each other in a circle
    for (step, event), count in sorted(changes.items()):
        if count:
            values = {"day": run.day, "flow": run.flow, "step": step, "event": event, "count": count}
            session.execute(_ADD, values)


def vanish(session: Session, run: Run | None) -> None:
    """The conversation of a run is forgotten without an answer."""
    if run is not None:
        write(session, run, Counter({(run.step, OPEN): -1, (run.step, VANISHED): 1}))


@dataclass(frozen=True)
class Counted:
    """Sums over the runs that began in a span of days."""

    first: date
    last: date
    by_step: Mapping[str, Mapping[str, int]]  # step -> event -> count
    under_way: Mapping[str, int]  # step -> open runs that began yesterday or today

    def total(self, event: str) -> int:
        return sum(events.get(event, 0) for events in self.by_step.values())

    def at(self, step: str, event: str) -> int:
        return self.by_step.get(step, {}).get(event, 0)


def read(session: Session, flow: str, now: datetime, days: int = DAYS) -> Counted:
    """The counters of the runs that began in the last `days` days, today among them."""
    last = now.astimezone(SEOUL).date()
    first = last - timedelta(days=days - 1)
    recent = (last - timedelta(days=1)).isoformat()
    by_step: dict[str, dict[str, int]] = {}
    under_way: dict[str, int] = {}
    query = select(FlowCounter).where(
        FlowCounter.flow == flow, col(FlowCounter.day) >= first.isoformat(), col(FlowCounter.day) <= last.isoformat()
    )
    for row in session.exec(query):
        events = by_step.setdefault(row.step, {})
        events[row.event] = events.get(row.event, 0) + row.count
        if row.event == OPEN and row.day >= recent:
            under_way[row.step] = under_way.get(row.step, 0) + row.count
    return Counted(first, last, by_step, under_way)
