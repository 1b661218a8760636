"""Topic `evaluation`: criteria, points, grades, thresholds, final selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from intents.answer import Row
from intents.aspects import aspects_of
from intents.decisions.criteria import Named, named
from intents.decisions.decision import Decision
from intents.decisions.mixed_grades import mixed_grades, summed_points
from intents.decisions.scores import Scored, graded, items_of
from intents.question import Draft, Question, drafted
from intents.topics import procedure
from intents.topics.common import asked_type
from intents.world import World
from knowledge.findings import Verdict
from knowledge.notice import ScoringTable

RESULTS = {
    "written": ("selection.regular.written",),
    "onsite": ("selection.regular.onsite", "scoring.onsite.result"),
    "emergency": ("scoring.emergency.result", "selection.emergency.onsite"),
}
REGULAR = ("selection.regular.written", "selection.regular.onsite", "scoring.onsite.result")


def answer(question: Question, world: World) -> Draft:
    """The criterion, threshold or step that is asked about, else the table."""
    steps = aspects_of("procedure", question.text)
    if "remote" in steps and question.facts.known("points") is None:
        # who comes, and whether from afar, is a matter of the steps
        return procedure.answer(replace(question, aspects=steps), world)
    table_id = _table_id(question)
    found = named(question.text, world.notice, table_id)
    told = (
        question.said if "grade" not in question.said else question.facts
    )  # a grade goes on with the criterion before
    if found is None and told.known("scoring_criterion"):
        found = _by_fact(str(told.known("scoring_criterion")), world)
    if found is not None and question.about("whole_group"):
        found = replace(found, item=None)
    # a threshold of AS지원 without a named table stands in both of its tables
    table = world.notice.scoring.get(table_id or (found.table.id if found else ""))
    summed = summed_points(question.text, table)
    points = summed if summed is not None else question.facts.known("points")
    if summed is not None:
        found = None  # several groups are named: their sum is asked
    decision, scored = _decide(question, points, table, found, world)
    values = {
        "table": table,
        "named": found,
        "scored": scored,
        "grade": question.facts.known("grade"),
        "points": points,
        "figures": world.notice.figures,
    }
    rows = _rows(decision.reason, table, found, scored, world.wording.blocks("answers/evaluation_rows"))
    return drafted(decision, "evaluation", values=values, rows=rows, choices=_ways(table))


def _ways(table: ScoringTable | None) -> tuple[str, ...]:
    """What may follow: going through the table oneself, the steps, the papers."""
    return (f"selfcheck:{table.id}" if table else "selfcheck:start", "topic:procedure", "topic:documents")


def _table_id(question: Question) -> str | None:
    table = question.said.known("scoring_table") or question.facts.known("scoring_table")
    if asked_type(question) == "emergency" and question.said.known("scoring_table") in (None, "onsite", "emergency"):
        return "emergency"
    if table == "emergency" and (asked_type(question) == "regular" or "points" in question.said):
        return "onsite"  # 긴급AS gives no points
    return str(table) if table else None


def _by_fact(criterion: str, world: World) -> Named | None:
    for table in world.notice.scoring.values():
        for group in table.groups:
            if group.clause == f"scoring.{criterion}" or group.clause == criterion:
                return Named(table, group, None)
    return None


def _decide(
    question: Question, points: int | None, table: ScoringTable | None, found: Named | None, world: World
) -> tuple[Decision, Scored | None]:
    table_id = table.id if table else None
    results = RESULTS[table_id] if table_id else REGULAR
    grade = question.facts.known("grade")
    if table_id == "emergency" and question.about("whether") and (question.about("some_pass") or points is not None):
        return Decision(Verdict.NO, "emergency_result", RESULTS["emergency"]), None
    if question.about("failing_item"):
        clauses = (
            RESULTS["emergency"] if table_id == "emergency" else ("scoring.onsite.result", "scoring.onsite.target")
        )
        return Decision(Verdict.NO, "failing_item", clauses), None
    if question.about("final"):
        verdict = Verdict.YES if question.about("beyond_points") else None
        return Decision(verdict, "final", ("selection.regular.final",)), None
    mixed = mixed_grades(question.text, table, found.group if found else None) if grade else None
    if mixed is not None:
        clauses = (
            tuple(group.clause for group in table.groups if set(group.items) & {item for item, _ in mixed.items})
            if table
            else ()
        )
        return Decision(None, "graded", (*clauses, *results)), mixed
    if grade and table and question.about("everything") and not (found and found.item) and table_id != "emergency":
        scored = graded(items_of(table, found.group if found and not question.about("everything") else None), grade)
        enough = scored.points >= world.notice.figures.pass_points
        clauses = (*results[:1], *(group.clause for group in table.groups))
        return Decision(Verdict.CONDITIONAL if enough else Verdict.NO, "all_graded", clauses), scored
    if grade and found:
        items = (found.item,) if found.item else found.group.items
        return Decision(None, "graded", (found.group.clause, *results)), graded(items, grade)
    if points is not None and table_id != "emergency" and not found:
        enough = points >= world.notice.figures.pass_points
        reason = "points_enough" if enough else "points_short"
        return Decision(Verdict.CONDITIONAL if enough else Verdict.NO, reason, results), None
    if (question.about("threshold", "shortlist") and not found) or (table is None and found is None):
        return Decision(None, "emergency_result" if table_id == "emergency" else "threshold", results), None
    if table_id == "emergency" and question.about("count"):
        return Decision(None, "emergency_result", results), None
    if found and table_id == "emergency":
        return Decision(Verdict.YES, "criterion_judged", (found.group.clause, *results)), None
    if table_id == "emergency" and question.about("self_funds"):
        clauses = ("scoring.emergency.self_funds", "procedure.emergency.self_funded", "scoring.emergency.result")
        # that it is looked at is a yes; whether it goes without is not
        return Decision(Verdict.NO if question.about("unable") else Verdict.YES, "self_funds", clauses), None
    if found:
        return Decision(None, "group", (found.group.clause, *results)), None
    assert table is not None
    clauses = tuple(dict.fromkeys((*_telling(table), *results)))
    return Decision(None, "table", clauses), None


def _telling(table: ScoringTable) -> tuple[str, ...]:
    """The groups with points first; ○/× groups of the emergency table by their result."""
    with_points = tuple(group.clause for group in table.groups if group.points)
    return with_points or (table.result_clause, *(group.clause for group in table.groups[:3]))


def _rows(
    reason: str, table: ScoringTable | None, found: Named | None, scored: Scored | None, words: Mapping[str, str]
) -> tuple[Row, ...]:
    unit, judged = words["unit"], words["judged"]
    if scored:
        rows = tuple(Row(item.title, f"{points}{unit}") for item, points in scored.items)
        return (*rows, Row(words["total"], f"{scored.points}{unit}", total=True)) if len(rows) > 1 else rows
    if reason == "group" and found:
        items = (found.item,) if found.item else found.group.items
        return tuple(
            Row(item.title, f"{item.points[0]}{unit} ({' '.join(map(str, item.points))})" if item.points else judged)
            for item in items
        )
    if reason == "table" and table:
        return tuple(
            Row(group.title, f"{group.points}{unit}") if group.points else Row(group.items[0].title, judged)
            for group in table.groups
        )
    return ()
