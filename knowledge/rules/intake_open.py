"""Gate `intake_open`: whether emergency requests are taken on the day."""

from __future__ import annotations

from knowledge.findings import Finding, Status
from knowledge.notice import GateSpec
from knowledge.rules.case import Case, finding
from knowledge.windows import standing

SUPPORT_TYPE = "emergency"
_STATUS = {"open": Status.PASS, "last_days": Status.PASS, "after_year": Status.REVIEW}


def intake_open(case: Case, gate: GateSpec) -> Finding:
    """Fails before the window, after it and when the switch is off; review after the notice's own year.

    Reasons: the states of `knowledge.windows.standing`.
    """
    state = standing(SUPPORT_TYPE, case.notice, case.today, case.intake_open).state
    return finding(gate, _STATUS.get(state, Status.FAIL), state)
