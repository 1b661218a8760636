"""Topic `request`: wants to file an emergency request here."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.decisions.works import beyond_repair, works_of
from intents.question import Draft, Question, drafted
from intents.topics.common import office_of, standings, subject_values
from intents.world import World
from knowledge.findings import Verdict

CLAUSES = ("apply.emergency", "window.emergency", "support.emergency.repair")


def answer(question: Question, world: World) -> Draft:
    """Offers to begin, says that the official application is made on the site."""
    office = office_of(question, world)
    only_regular = bool(beyond_repair(works_of(question.facts), world.notice)) and question.facts.known(
        "support_type"
    ) != "emergency"  # fmt: skip
    clauses = ("apply.regular", "window.regular") if only_regular else CLAUSES
    values = {
        **subject_values(question),
        "site": world.notice.site,
        "standings": standings(world),
        "only_regular": only_regular,
        "office": office,
    }
    choices = (
        ("regular:path", "topic:apply", "human:connect")
        if only_regular
        else ("request:start", "topic:documents", "human:connect")
    )
    # the request is taken here and now: a yes as long as the intake is open
    taken = not only_regular and standings(world)["emergency"].is_open
    decision = Decision(
        Verdict.YES if taken else None,
        "regular" if only_regular else "emergency",
        (*clauses, *((office.clause,) if office else ())),
    )
    return drafted(decision, "request", values=values, office=office.id if office else None, choices=choices)
