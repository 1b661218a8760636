"""References: every clause that a file names is one of clauses.yaml, support types and tracks are those there are."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.errors import NoticeProblem
from knowledge.notice import Notice

SUPPORT_TYPES = ("regular", "emergency")
TRACKS = ("program", "self_built")
_CHOICE = "utilization.select"  # says that groups are chosen from, and is none itself


def references(notice: Notice) -> Iterator[tuple[str, str, str]]:
    """Every mention of a clause as file, key, clause id. Figures and gates check their own."""
    for support_type, window in notice.windows.items():
        yield from (("windows.yaml", f"{support_type}.clauses", clause) for clause in window.clauses)
    for office in notice.offices.values():
        yield "offices.yaml", f"{office.id}.clause", office.clause
    for document in notice.documents:
        yield "documents.yaml", f"{document.key}.clause", document.clause
    for support_type, steps in notice.procedures.items():
        for step in steps:
            if step.note_clause is not None:
                yield "procedures.yaml", f"{support_type}.{step.number}.note_clause", step.note_clause
    for table in notice.scoring.values():
        yield "scoring.yaml", f"{table.id}.result_clause", table.result_clause
        yield from (("scoring.yaml", f"{table.id}.{group.title}.clause", group.clause) for group in table.groups)
    for group in notice.utilization:
        yield "utilization.yaml", f"{group.id}.clause", group.clause
    for item in notice.support:
        yield "support.yaml", f"{item.id}.clause", item.clause
    yield from (("exclusions.yaml", clause, clause) for clause in notice.exclusions)
    yield from (("cautions.yaml", clause, clause) for clause in notice.cautions)
    yield from (("rulings.yaml", clause, clause) for clause in notice.rulings)


def reference_problems(notice: Notice) -> Iterator[NoticeProblem]:
    """Names that lead nowhere, and whole lists that lack or repeat one."""
    for file, key, clause in references(notice):
        if clause not in notice.clauses:
            yield NoticeProblem(file, key, f"unknown clause {clause}", "an id of clauses.yaml")
    for item in notice.support:
        yield from _closed("support.yaml", f"{item.id}.types", item.types, SUPPORT_TYPES)
        if not item.types:
            yield NoticeProblem("support.yaml", f"{item.id}.types", "none", ", ".join(SUPPORT_TYPES))
    for document in notice.documents:
        yield from _closed("documents.yaml", f"{document.key}.tracks", document.tracks, TRACKS)
    yield from _complete(notice)


def _complete(notice: Notice) -> Iterator[NoticeProblem]:
    """Lists that hold every clause of their part of the notice: with one left out, an answer would be silent on it."""
    groups = tuple(group.clause for group in notice.utilization)
    unsupported = tuple({item.clause for item in notice.support if item.clause.startswith("unsupported.")})
    supported = tuple({item.clause for item in notice.support if item.clause.startswith("utilization.")})
    for file, prefix, named in (
        ("exclusions.yaml", "excluded.", notice.exclusions),
        ("cautions.yaml", "caution.", notice.cautions),
        ("utilization.yaml", "utilization.", groups),
        ("support.yaml", "utilization.", supported),
        ("support.yaml", "unsupported.", unsupported),
    ):
        expected = [clause for clause in notice.clauses if clause.startswith(prefix) and clause != _CHOICE]
        if sorted(named) != sorted(expected):
            yield NoticeProblem(file, "file", f"{len(named)} clauses {prefix}*", f"each: {', '.join(expected)}")
    ids = [item.id for item in notice.support]
    for repeated in sorted({item_id for item_id in ids if ids.count(item_id) > 1}):
        yield NoticeProblem("support.yaml", repeated, "id given twice", "each thing once")


def _closed(file: str, key: str, found: tuple[str, ...], allowed: tuple[str, ...]) -> Iterator[NoticeProblem]:
    for value in found:
        if value not in allowed:
            yield NoticeProblem(file, key, value, ", ".join(allowed))
