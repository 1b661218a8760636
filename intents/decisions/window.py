"""Whether applications are taken: on the day of the question, or on the day that it names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from intents.decisions.decision import Decision
from intents.decisions.works import beyond_repair, works_of
from knowledge.facts import Facts
from knowledge.findings import Verdict
from knowledge.notice import Notice
from knowledge.windows import WindowStanding, standing

CLAUSES = {
    "regular": ("window.regular", "overview.intake.regular"),
    "emergency": ("window.emergency", "overview.intake.emergency", "support.emergency.rolling"),
}
VERDICTS = {
    "open": Verdict.YES,
    "last_days": Verdict.YES,
    "before": Verdict.NO,
    "closed": Verdict.NO,
    "budget_closed": Verdict.NO,
    "after_year": Verdict.CONDITIONAL,
}


def asked_type(facts: Facts, notice: Notice) -> str | None:
    """The one support type that a question is about: named, or the only one that does the named work."""
    named = facts.known("support_type")
    if named in CLAUSES:
        return str(named)
    return "regular" if named is None and beyond_repair(works_of(facts), notice) else None


def window(
    facts: Facts,
    notice: Notice,
    today: date,
    intake_open: Mapping[str, bool],
    wants_verdict: bool,
    asks_today: bool = False,
) -> Decision:
    """How the asked window stands; both windows, without a verdict, where neither type is meant.

    `asks_today`: the words ask about now, so that a day which is past only tells how it came about.
    """
    support_type = asked_type(facts, notice)
    named = facts.known("on_date")
    day = named if named is not None and not (asks_today and named < today) else today
    if support_type is None:
        open_types = [kind for kind in CLAUSES if standing(kind, notice, day, intake_open).is_open]
        clauses = ("window.emergency", "window.regular", "overview.intake.emergency")
        # open for one type only: whether the case fits that type decides
        settled = {len(CLAUSES): Verdict.YES, 0: Verdict.NO}.get(len(open_types), Verdict.CONDITIONAL)
        verdict = (settled if day.year <= notice.year else Verdict.CONDITIONAL) if wants_verdict else None
        return Decision(verdict, "both", clauses, values={"day": day})
    stands = stands_on(support_type, day, today, notice, intake_open)
    decides = wants_verdict or named is not None
    verdict = VERDICTS[stands.state] if decides else None
    return Decision(
        verdict, stands.state, CLAUSES[support_type], (support_type,), values={"stands": stands, "day": day}
    )


def stands_on(
    support_type: str, day: date, today: date, notice: Notice, intake_open: Mapping[str, bool]
) -> WindowStanding:
    """The window on a day. The intake switch tells of today only; an earlier day is judged by the notice alone."""
    return standing(support_type, notice, day, intake_open if day >= today else {})
