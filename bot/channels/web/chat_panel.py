"""What stands beside the conversation: the answers of a running request, its gates, its office; the intake else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.standing import Standing
from flows import regular
from flows.engine import standing
from flows.exchange import Context
from flows.labels import Labels
from flows.questions import emergency_questions
from flows.regular.speech import Speech
from flows.regular.standing import regular_questions
from flows.regular.standing import standing as talk_standing
from flows.state import state_from_json
from flows.steps import step_of
from knowledge.findings import Status
from knowledge.notice import Notice, Office
from knowledge.windows import WindowStanding
from knowledge.windows import standing as window_standing

FLOW = "emergency"
REQUEST_TITLE = "긴급AS 요청"
_NO_FACTS = ("consent", "confirm", "consult")
# what the keyboard of a phone should offer for a field
INPUT_MODES = {"business_number": "numeric", "supplier_number": "numeric", "phone": "tel"}
SUPPORT_NAMES = {"emergency": "긴급AS", "regular": "AS지원 2차"}
INTAKE_ORDER = ("emergency", "regular")


@dataclass(frozen=True)
class KnownFact:
    """An answer as read by people; `field` is what 고치기 asks again."""

    field: str
    label: str
    value: str


@dataclass(frozen=True)
class Panel:
    """Where a running request stands."""

    done: int
    total: int
    ask: str | None
    facts: tuple[KnownFact, ...]
    passed: int
    review: tuple[str, ...]  # titles of gates
    failed: tuple[str, ...]
    still_open: int
    office: Office | None
    address: str
    step: str = ""  # "2/6 스마트공장", the part of the request that is asked about
    title: str = REQUEST_TITLE
    is_judged: bool = True  # whether the gates say anything about it
    kind: str = "request"

    @property
    def input_mode(self) -> str:
        return INPUT_MODES.get(self.ask or "", "text")


@dataclass(frozen=True)
class Intake:
    """Whether applications of a support type are taken: `state` as in knowledge.windows."""

    name: str
    state: str
    is_open: bool
    closes: date | None
    opens: date
    today: date


def panel_of(conversation: Standing, notice: Notice, context: Context) -> Panel | None:
    """The panel of a running request; None where none runs."""
    if conversation.flow is None or conversation.in_guide:
        return None
    if conversation.flow["flow"] == regular.FLOW:
        return _talk_panel(conversation.flow, notice)
    questions = emergency_questions()
    case = standing(state_from_json(conversation.flow, FLOW), questions, notice, context)
    labels = Labels(notice, case.facts)
    step = step_of(case.ask, labels)
    by_status = {
        status: tuple(notice.gates[f.gate].title for f in case.findings if f.status is status) for status in Status
    }
    return Panel(
        done=case.progress[0],
        total=case.progress[1],
        ask=case.ask,
        facts=tuple(
            KnownFact(question.id, labels.field(question.id), labels.show(question, case.facts[question.id]))
            for question in questions.values()
            if question.id in case.facts and question.id not in _NO_FACTS
        ),
        passed=len(by_status[Status.PASS]),
        review=by_status[Status.REVIEW],
        failed=by_status[Status.FAIL],
        still_open=len(by_status[Status.OPEN]),
        office=notice.offices[case.office] if case.office else None,
        address=str(case.facts.known("site_address") or ""),
        step=labels.word("step", number=step.number, total=step.total, label=step.label) if step else "",
    )


def _talk_panel(flow: Mapping[str, Any], notice: Notice) -> Panel:
    """The panel of a talk about AS지원: what was said of it, and its office."""
    case = talk_standing(state_from_json(flow, regular.FLOW))
    speech = Speech(case, notice, can_go_back=False)
    known = [field for field in regular_questions() if field in case.facts and field not in _NO_FACTS]
    return Panel(
        done=case.progress[0],
        total=case.progress[1],
        ask=case.ask,
        facts=tuple(KnownFact(field, speech.label(field), speech.shown(field)) for field in known),
        passed=0,
        review=(),
        failed=(),
        still_open=0,
        office=notice.offices[case.office] if case.office else None,
        address=str(case.facts.known("site_address") or ""),
        title="AS지원 상담",
        is_judged=False,
    )


def intakes(notice: Notice, today: date, intake_open: Mapping[str, bool]) -> tuple[Intake, ...]:
    """How the windows stand, the emergency one first."""
    made = []
    for support_type in INTAKE_ORDER:
        window: WindowStanding = window_standing(support_type, notice, today, intake_open)
        made.append(
            Intake(SUPPORT_NAMES[support_type], window.state, window.is_open, window.closes, window.opens, today)
        )
    return tuple(made)
