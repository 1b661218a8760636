"""What "어디서 멈추나" shows: how many requests are left after each part of the way, and at which question others stopped.

A request has stopped where it ended unsent (cancelled, refused, declined, forgotten), or where its question has stood
unanswered since before yesterday; what began yesterday or today may still go on. The numbers are of the whole country:
before the address is told nobody knows an office, so an office's own numbers would leave out every early stop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.flow_counts import (
    BEGUN,
    CANCELLED,
    CONSULTATION,
    DECLINED,
    DECLINED_BY,
    OPEN,
    REACHED,
    REFUSED,
    SENT,
    VANISHED,
    Counted,
)
from flows.labels import Labels
from flows.questions import emergency_questions
from knowledge.facts import Facts
from knowledge.notice import Notice

SILENT = "silent"  # open, and begun before yesterday
WAYS = (CANCELLED, REFUSED, DECLINED, VANISHED, SILENT)  # of stopping


@dataclass(frozen=True)
class StepCount:
    """One question: how many reached it, how many stopped at it and in which ways, how many are under way there."""

    step: str
    label: str
    reached: int
    stopped: int
    ways: Mapping[str, int]
    under_way: int


@dataclass(frozen=True)
class PartCount:
    """A part of the way: how many requests are left behind it, of which none has stopped so far."""

    label: str
    left: int
    stopped: int
    steps: Sequence[StepCount]


@dataclass(frozen=True)
class Stops:
    """begun = sent + consultation + stopped + under_way."""

    begun: int
    sent: int
    consultation: int
    stopped: int
    under_way: int
    parts: Sequence[PartCount]
    gates: Sequence[tuple[str, int]]  # title of the gate that failed first, how often nobody was talked to after it

    def share(self, count: int) -> int:
        """Percent of what was begun."""
        return round(100 * count / self.begun) if self.begun else 0

    @property
    def worst(self) -> Sequence[StepCount]:
        """The questions at which most stopped, three at most."""
        steps = [step for part in self.parts for step in part.steps if step.stopped]
        return sorted(steps, key=lambda one: -one.stopped)[:3]


def stops_of(counted: Counted, notice: Notice) -> Stops:
    """The page's numbers. A question that the request no longer has is shown by its id, in a part of its own."""
    labels = Labels(notice, Facts())
    parts: list[PartCount] = []
    left = begun = counted.at("", BEGUN)
    for label, steps in _parts(counted, labels):
        counts = [_step(counted, step, labels) for step in steps]
        stopped = sum(one.stopped for one in counts)
        left -= stopped
        parts.append(PartCount(label, left, stopped, [one for one in counts if one.reached]))
    gates = [(notice.gates[gate].title if gate in notice.gates else gate, events[DECLINED_BY])
             for gate, events in counted.by_step.items() if events.get(DECLINED_BY)]  # fmt: skip
    return Stops(
        begun=begun,
        sent=counted.total(SENT),
        consultation=counted.total(CONSULTATION),
        stopped=begun - left,
        under_way=sum(counted.under_way.values()),
        parts=parts,
        gates=sorted(gates, key=lambda one: (-one[1], one[0])),
    )


def _parts(counted: Counted, labels: Labels) -> list[tuple[str, list[str]]]:
    """The way in parts: consent, the groups of answers, the talk that is offered, the summary."""
    groups = [(str(made["label"]), [str(field) for field in made["fields"]]) for made in labels.edit_groups().values()]
    order = list(emergency_questions())
    parts = [
        (labels.field("consent"), ["consent"]),
        *((label, sorted(fields, key=order.index)) for label, fields in groups),
        (labels.field("consult"), ["consult"]),
        (labels.word("graph_last"), ["confirm"]),
    ]
    named = {step for _, steps in parts for step in steps}
    others = sorted(step for step, events in counted.by_step.items() if REACHED in events and step not in named)
    return [*parts, ("…", others)] if others else parts


def _step(counted: Counted, step: str, labels: Labels) -> StepCount:
    under_way = counted.under_way.get(step, 0)
    ways = {way: counted.at(step, way) for way in (CANCELLED, REFUSED, DECLINED, VANISHED)}
    ways[SILENT] = counted.at(step, OPEN) - under_way
    return StepCount(
        step=step,
        label=labels.field(step) if step in emergency_questions() else step,
        reached=counted.at(step, REACHED),
        stopped=sum(ways.values()),
        ways={way: count for way, count in ways.items() if count},
        under_way=under_way,
    )
