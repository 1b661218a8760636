"""Whether a project may take as long as a question says."""

from __future__ import annotations

from datetime import date

from intents.decisions.decision import Decision
from knowledge.evaluation import evaluate
from knowledge.facts import Facts
from knowledge.findings import Status, Verdict
from knowledge.notice import Notice

CLAUSES = ("overview.period.extension", "overview.period")
BY_STATUS = {Status.PASS: Verdict.YES, Status.REVIEW: Verdict.CONDITIONAL, Status.FAIL: Verdict.NO}


def period(facts: Facts, notice: Notice, today: date) -> Decision:
    """By the gate `duration`; without a stated duration the notice's own period, without a verdict."""
    if facts.known("duration_months") is None:
        return Decision(None, "period", CLAUSES)
    finding = next(found for found in evaluate(facts, notice, today, {}) if found.gate == "duration")
    clauses = tuple(reversed(CLAUSES)) if finding.status is Status.PASS else CLAUSES
    return Decision(BY_STATUS[finding.status], finding.status.value, clauses)
