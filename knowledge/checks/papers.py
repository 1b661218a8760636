"""Documents, procedures and utilisation groups: numbered without gaps, and in the words of their clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.checks.quotes import CELL, compact
from knowledge.checks.references import SUPPORT_TYPES, TRACKS
from knowledge.errors import NoticeProblem
from knowledge.notice import Notice

ACTORS = ("중소벤처기업부", "스마트공장 사업관리시스템", "중진공", "도입기업", "공급기업")


def paper_problems(notice: Notice) -> Iterator[NoticeProblem]:
    """Gaps in numbers, unknown actors, and words that are not the clause's."""
    for track in TRACKS:
        papers = [paper for paper in notice.documents if not paper.tracks or track in paper.tracks]
        yield from _numbers("documents.yaml", track, [paper.number for paper in papers])
    keys = {document.number: document.key for document in notice.documents}
    for document in notice.documents:
        if keys[document.number] != document.key:
            allowed = f"{keys[document.number]}, the key of the other number {document.number}"
            yield NoticeProblem("documents.yaml", document.key, "two keys under one number", allowed)
    yield from _procedures(notice)
    for group in notice.utilization:
        row = CELL.join((group.title, *group.items))
        if group.clause in notice.clauses and compact(row) != compact(notice.clauses[group.clause].quote):
            yield NoticeProblem("utilization.yaml", f"{group.id}.items", row, f"all words of {group.clause}, in order")


def _procedures(notice: Notice) -> Iterator[NoticeProblem]:
    for support_type in SUPPORT_TYPES:
        if support_type not in notice.procedures:
            yield NoticeProblem("procedures.yaml", support_type, "missing", f"each of {', '.join(SUPPORT_TYPES)}")
    for support_type, steps in notice.procedures.items():
        yield from _numbers("procedures.yaml", support_type, [step.number for step in steps])
        for step in steps:
            key = f"{support_type}.{step.number}"
            if not _stands(notice, f"procedure.{support_type}", step.title):
                allowed = f"a step of procedure.{support_type}"
                yield NoticeProblem("procedures.yaml", f"{key}.title", step.title, allowed)
            for actor in step.actors or ("nobody",):
                if actor not in ACTORS:
                    yield NoticeProblem("procedures.yaml", f"{key}.actors", actor, ", ".join(ACTORS))


def _numbers(file: str, key: str, found: Sequence[int]) -> Iterator[NoticeProblem]:
    if list(found) != list(range(1, len(found) + 1)) or not found:
        listed = ", ".join(map(str, found)) or "none"
        yield NoticeProblem(file, key, f"numbers {listed}", "1, 2, 3 and so on without gaps")


def _stands(notice: Notice, clause: str, words: str) -> bool:
    """Whether the words stand in the clause; an unknown clause is reported with the references."""
    return clause not in notice.clauses or compact(words) in compact(notice.clauses[clause].quote)
