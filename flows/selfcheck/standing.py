"""Where a self-check stands: derived from its list of entries by replay, as everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.selfcheck.criteria import Criterion, criteria_of
from flows.state import ASK, Entry
from knowledge.facts import FactValue, Open
from knowledge.notice import Notice, ScoringTable

FLOW = "selfcheck"
TABLE, TRACK, EDIT = "table", "track", "edit"  # questions that are no criteria; EDIT: which answer to change
ANEW = "anew"  # value: a table whose answers no longer count
TRACKS = ("program", "self_built")


@dataclass(frozen=True)
class Check:
    """Answers as they are now. Those of other tables stay in the list and count again when their table is chosen."""

    table: ScoringTable | None
    criteria: tuple[Criterion, ...]
    track: FactValue | None
    answers: Mapping[str, FactValue]  # by criterion id
    focus: str | None  # a question that is asked out of its turn

    @property
    def questions(self) -> tuple[str, ...]:
        """What is asked of this table, in order."""
        tracked = (TRACK,) if any(each.tracked for each in self.criteria) else ()
        return (*tracked, *(each.id for each in self.criteria))

    @property
    def known_track(self) -> str | None:
        return str(self.track) if self.track in TRACKS else None

    def answered(self, question: str) -> bool:
        return self.track is not None if question == TRACK else question in self.answers

    @property
    def ask(self) -> str | None:
        """The open question; None once everything is answered."""
        if self.table is None:
            return TABLE
        if self.focus is not None:
            return self.focus
        return next((each for each in self.questions if not self.answered(each)), None)

    @property
    def progress(self) -> tuple[int, int] | None:
        if self.table is None or self.focus == TABLE:
            return None
        return sum(self.answered(each) for each in self.questions), len(self.questions)

    def criterion(self, id: str | None) -> Criterion | None:
        return next((each for each in self.criteria if each.id == id), None)

    def following(self) -> tuple[Criterion, ...]:
        """The open criterion and those after it that still wait for an answer."""
        current = self.criterion(self.ask)
        if current is None:
            return ()
        later = [each for each in self.criteria if each.number > current.number and each.id not in self.answers]
        return (current, *later)


def standing(entries: Sequence[Entry], notice: Notice) -> Check:
    """Fold the entries, oldest first. Another track takes with it what was answered about the other wording."""
    tables = {id: criteria_of(table) for id, table in notice.scoring.items()}
    every = {each.id: each for criteria in tables.values() for each in criteria}
    table: str | None = None
    track: FactValue | None = None
    answers: dict[str, FactValue] = {}
    focus: str | None = None
    for entry in entries:
        if entry.fact == ASK:
            focus = str(entry.value) or None
        elif entry.fact == ANEW:
            answers = {id: value for id, value in answers.items() if every[id].table != entry.value}
        elif entry.fact == TABLE and entry.value in tables:
            table, focus = str(entry.value), None
        elif entry.fact == TRACK and entry.value in (*TRACKS, Open.UNSURE):
            if track is not None and track != entry.value:
                answers = {id: value for id, value in answers.items() if not every[id].tracked}
            track = entry.value
            focus = None if focus in (TRACK, EDIT) else focus
        elif entry.fact in every and entry.value in (*every[entry.fact].values, Open.UNSURE):
            answers[entry.fact] = entry.value
            focus = None if focus in (entry.fact, EDIT) else focus
    criteria = tables[table] if table else ()
    own = {each.id: answers[each.id] for each in criteria if each.id in answers}
    if focus is not None and focus not in (TABLE, TRACK, EDIT, *(each.id for each in criteria)):
        focus = None
    return Check(notice.scoring[table] if table else None, criteria, track, own, focus)
