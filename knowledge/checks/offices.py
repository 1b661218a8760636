"""The regional offices: as many as there are, each with the number that its clause names."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.errors import NoticeProblem
from knowledge.notice import Notice

FILE = "offices.yaml"
COUNT = 17
PREFIX = "contact."


def office_problems(notice: Notice) -> Iterator[NoticeProblem]:
    """Offices too many or too few, and those that differ from their clause."""
    if len(notice.offices) != COUNT:
        yield NoticeProblem(FILE, "file", f"{len(notice.offices)} offices", f"{COUNT}, each id once")
    for clause in notice.clauses:
        if clause.startswith(PREFIX) and clause.removeprefix(PREFIX) not in notice.offices:
            yield NoticeProblem(FILE, clause.removeprefix(PREFIX), "missing", f"an office for each {PREFIX}* clause")
    for office in notice.offices.values():
        if office.clause != PREFIX + office.id:
            yield NoticeProblem(FILE, f"{office.id}.clause", office.clause, PREFIX + office.id)
        elif office.clause in notice.clauses:
            quote = notice.clauses[office.clause].quote
            if quote != f"{office.name} {office.phone}":
                yield NoticeProblem(FILE, office.id, f"{office.name} {office.phone}", quote)
            if not office.name.startswith(office.region):
                yield NoticeProblem(FILE, f"{office.id}.region", office.region, f"what {office.name} begins with")
