"""Topic `contact`: the regional office of a place."""

from __future__ import annotations

from intents.answer import Row
from intents.decisions.decision import Decision
from intents.question import Draft, Question, drafted
from intents.topics.common import office_of
from intents.world import World
from knowledge.regions import route


def answer(question: Question, world: World) -> Draft:
    """The office of the named place; several where the place is ambiguous; all of them where none is named."""
    offices = world.notice.offices
    office = office_of(question, world)
    if not question.said.known("office") and not question.said.known("offices"):
        # where only the number is asked, a name that is a word elsewhere, or misspelt, is a place
        office = offices.get(str(route(question.text).office)) or office
    candidates = [offices[name] for name in question.facts.known("offices") or () if name in offices]
    others = [candidate for candidate in candidates if office is None or candidate.id != office.id]
    if office is not None:
        clauses = (office.clause, *(other.clause for other in others[:2]))
        reason, shown = "office", (office, *others[:2])
    elif others:
        reason, shown, clauses = "ambiguous", tuple(others), tuple(other.clause for other in others)
    else:
        reason, shown, clauses = "all", tuple(offices.values()), tuple(each.clause for each in offices.values())
    rows = tuple(Row(each.name, each.phone, total=each is office) for each in shown)
    values = {"office": office, "others": others, "factory": question.about("factory")}
    return drafted(
        Decision(None, reason, clauses),
        "contact",
        values=values,
        rows=rows,
        office=office.id if office else None,
        quotes=1 if office else 0,
        choices=("human:connect", "topic:apply"),
    )
