"""What a self-check says: its questions with their buttons, the list of answers, and the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.exchange import Message
from flows.guides import Given
from flows.labels import wording_of
from flows.selfcheck.assessment import Assessment, Judged, assess
from flows.selfcheck.criteria import Criterion, row_in_clause
from flows.selfcheck.standing import EDIT, TABLE, TRACK, TRACKS, Check
from flows.summary import plain
from intents.answer import Card, Choice, Quote, Row
from knowledge.facts import FactValue, Open
from knowledge.korean import josa
from knowledge.notice import Notice

MOST_PULLING = 3  # rows of what pulls the points down; the rest is folded
# who decides in the end stands in a clause of its own for AS지원
FINAL = "selection.regular.final"
EMERGENCY = "emergency"


@dataclass(frozen=True)
class Speech:
    """The words for one standing of a self-check."""

    check: Check
    notice: Notice
    words: Mapping[str, Any]

    # -- questions ----------------------------------------------------------------------------------------------

    def parts(self) -> tuple[str, str, str, tuple[Choice, ...]]:
        """The open question, its hint, the answer that it has already, and its buttons."""
        ask = self.check.ask
        if ask == TABLE:
            return (*self._asked("table"), "", self.tables())
        if ask == EDIT:
            return (*self._asked("edit", rows=self._list()), "", self._edits())
        if ask == TRACK:
            known = self.check.track
            choices = tuple(Choice(f"{TRACK}:{each}", self.words["tracks"][each]) for each in (*TRACKS, Open.UNSURE))
            return (*self._asked("track"), "" if known is None else self.words["tracks"][known], choices)
        criterion = self.check.criterion(ask)
        assert criterion is not None, "every other question is a criterion"
        known = self.check.answers.get(criterion.id)
        return (
            *self._asked(
                "criterion",
                titles=criterion.titles(self.check.known_track),
                graded=bool(criterion.points),
                group=criterion.group,
                number=criterion.number,
                count=len(self.check.criteria),
                most=criterion.points[0] if criterion.points else 0,
            ),
            "" if known is None else self.show(criterion, known),
            self._answers(criterion),
        )

    def _asked(self, what: str, **values: Any) -> tuple[str, str]:
        blocks = wording_of(self.notice).blocks("selfcheck/question", what=what, **values)
        return blocks["ask"], blocks["hint"]

    def _answers(self, criterion: Criterion) -> tuple[Choice, ...]:
        values: tuple[FactValue, ...] = (*criterion.values, Open.UNSURE)
        return tuple(Choice(f"{criterion.id}:{value}", self.show(criterion, value)) for value in values)

    def tables(self) -> tuple[Choice, ...]:
        return tuple(Choice(f"selfcheck:{id}", self.words["tables"][id]) for id in self.notice.scoring)

    def show(self, criterion: Criterion, value: FactValue) -> str:
        """An answer as people read it: 우수 15점, 적합(○)."""
        word = str(self.words["answers"][str(value)])
        if not criterion.points or value not in criterion.values:
            return word
        return str(self.words["worth"]).format(grade=word, points=criterion.worth(str(value)))

    def _list(self) -> list[dict[str, Any]]:
        """The answers so far, numbered as they are named."""
        shown = [each for each in self.check.criteria if each.id in self.check.answers]
        return [
            {
                "number": each.number,
                "title": " / ".join(each.titles(self.check.known_track)),
                "value": self.show(each, self.check.answers[each.id]),
            }
            for each in shown
        ]

    def _edits(self) -> tuple[Choice, ...]:
        numbers = [each for each in self.check.criteria if each.id in self.check.answers]
        track = (Choice(f"flow:edit:{TRACK}", self.words["track"]),) if self.check.track is not None else ()
        named = tuple(
            Choice(f"flow:edit:{each.id}", self.words["number"].format(number=each.number)) for each in numbers
        )
        return (*named, *(track if TRACK in self.check.questions else ()))

    def groups(self) -> tuple[tuple[str, tuple[Given, ...]], ...]:
        """The table's groups with their points, each with its criteria and what was answered to them."""
        made: dict[str, list[Given]] = {}
        for each in self.check.criteria:
            heading = self.words["group" if each.points else "group_suitability"]
            title = str(heading).format(title=each.group.title, points=each.group.points)
            known = self.check.answers.get(each.id)
            edit = f"flow:edit:{each.id}" if known is not None and each.id != self.check.ask else ""
            made.setdefault(title, []).append(
                Given(self._title(each), "" if known is None else self.show(each, known), edit)
            )
        return tuple((title, tuple(given)) for title, given in made.items())

    # -- why ----------------------------------------------------------------------------------------------------

    def why(self) -> Card:
        """The criterion's row of the table, to the letter; of other questions a sentence."""
        criterion = self.check.criterion(self.check.ask)
        what = "criterion" if criterion else str(self.check.ask)
        headline = wording_of(self.notice).render(
            "selfcheck/why", what=what, table=self.check.table, graded=bool(criterion and criterion.points)
        )
        clause = criterion.group.clause if criterion else self.check.table.result_clause if self.check.table else None
        quotes = (self._quote(clause, criterion),) if clause else ()
        return Card(None, headline, quotes=quotes)

    def _quote(self, clause: str, criterion: Criterion | None = None) -> Quote:
        found = self.notice.clauses[clause]
        marked = row_in_clause(criterion, self.check.known_track, self.notice) if criterion else ""
        return Quote(found.id, found.place, found.quote, marked)

    # -- result -------------------------------------------------------------------------------------------------

    def result(self) -> tuple[Message, ...]:
        """The total against the threshold, then what pulls it down; the ways on stand below the last of them."""
        assessment = assess(self.check.criteria, self.check.answers)
        cards = [self._total(assessment)]
        if assessment.pulling_down or assessment.failed or assessment.unsure:
            cards.append(self._pulling(assessment))
        ways = self._ways()
        return tuple(
            Message(plain(card), ways if index == len(cards) - 1 else (), card) for index, card in enumerate(cards)
        )

    def _total(self, assessment: Assessment) -> Card:
        table = self.check.table
        assert table is not None, "a result is of a table"
        points = self.notice.figures.pass_points
        words = wording_of(self.notice).blocks(
            "selfcheck/result",
            table=table,
            one=assessment,
            reaches=assessment.reaches(points),
            exact=assessment.least == assessment.most,
            figures=self.notice.figures,
            unsure_suitability=[one for one in assessment.suitability if one.value is None],
            actors=self._actors(),
        )
        clauses = (table.result_clause,) if table.id == EMERGENCY else (table.result_clause, FINAL)
        return Card(
            None,
            words["headline"],
            reason=" ".join(words["reason"].split()),
            rows=self._rows(assessment),
            quotes=tuple(self._quote(clause) for clause in clauses),
            next=" ".join(words["next"].split()),
        )

    def _rows(self, assessment: Assessment) -> tuple[Row, ...]:
        """A row for each group of points and one for all that is judged ○/×, the total last."""
        rows = [
            Row(group.title, self._points(part, of=part.full)) for group, part in assessment.groups() if group.points
        ]
        if assessment.suitability:
            counted = self.words["suitability_value"].format(met=len(assessment.met), count=len(assessment.suitability))
            rows.append(Row(self.words["suitability"], counted, total=not assessment.full))
        if assessment.full:
            rows.append(Row(self.words["total"], self._points(assessment, of=assessment.full), total=True))
        return tuple(rows)

    def _points(self, part: Assessment, of: int) -> str:
        key = "points" if part.least == part.most else "points_range"
        return str(self.words[key]).format(least=part.least, most=part.most, full=of)

    def _pulling(self, assessment: Assessment) -> Card:
        lost = assessment.pulling_down
        shown = [*assessment.failed, *lost[:MOST_PULLING]]
        words = wording_of(self.notice).blocks(
            "selfcheck/pulling", one=assessment, table=self.check.table, figures=self.notice.figures
        )
        rows = [Row(self._title(one.criterion), self._cost(one)) for one in shown]
        rows += [Row(self._title(one.criterion), self._open(one)) for one in assessment.unsure]
        first = shown[0] if shown else assessment.unsure[0]
        folded = "\n".join(f"{self._title(one.criterion)}: {self._cost(one)}" for one in lost[MOST_PULLING:])
        return Card(
            None,
            words["headline"],
            reason=" ".join(words["reason"].split()),
            rows=tuple(rows),
            quotes=(self._quote(first.criterion.group.clause, first.criterion),),
            more=folded,
        )

    def _title(self, criterion: Criterion) -> str:
        title = " / ".join(criterion.titles(self.check.known_track))
        return str(self.words["numbered"]).format(number=criterion.number, title=title)

    def _cost(self, one: Judged) -> str:
        answer = str(self.words["answers"][str(one.value)])
        if one.better is None:
            return answer
        grade, gain = one.better
        return str(self.words["cost"]).format(
            grade=answer,
            points=one.most,
            full=one.full,
            better=josa(self.words["answers"][grade], "이면/면"),
            gain=gain,
        )

    def _open(self, one: Judged) -> str:
        key = "open_points" if one.full else "open"
        return str(self.words[key]).format(least=one.least, most=one.most)

    def _actors(self) -> str:
        """Who carries the evaluation out, as the notice's procedure names it."""
        table = self.check.table
        assert table is not None, "a result is of a table"
        steps = self.notice.procedures[EMERGENCY if table.id == EMERGENCY else "regular"]
        return next((", ".join(step.actors) for step in steps if f"({step.title})" in table.title), "")

    def _ways(self) -> tuple[Choice, ...]:
        table = self.check.table
        to_apply = "request:start" if table and table.id == EMERGENCY else "topic:apply"
        ways = ("selfcheck:edit", "selfcheck:start", to_apply, "human:connect")
        return tuple(Choice(each, self.words["ways"][each]) for each in ways)
