"""The notice's words for a request's fields: labels, questions, choices; and answers as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import yaml

from flows.errors import QuestionsBroken
from flows.parsing import DAYS_OF_MONTH
from flows.questions import Question, emergency_questions
from flows.state import EQUIPMENT_WORDS
from knowledge.business_number import check
from knowledge.equipment import all_equipment
from knowledge.facts import Facts, FactValue, Open
from knowledge.korean import day_full, plain_number, won_talk
from knowledge.loading import NOTICES
from knowledge.notice import Notice
from knowledge.wording import Wording

AREA = "request"
FIELD_KEYS = ("label", "ask", "hint", "why", "clause", "choices", "stated")


@cache
def _yaml(notice_id: str, name: str) -> Any:
    file = NOTICES / notice_id / "wording" / AREA / name
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@cache
def _fields(notice_id: str) -> Mapping[str, Mapping[str, Any]]:
    fields: Mapping[str, Mapping[str, Any]] = _yaml(notice_id, "fields.yaml")
    questions = emergency_questions()
    for name, entry in fields.items():
        if name not in questions:
            raise QuestionsBroken("wording/request/fields.yaml", name, "unknown field", questions)
        for key in entry:
            if key not in FIELD_KEYS:
                raise QuestionsBroken("wording/request/fields.yaml", name, key, FIELD_KEYS)
    for name in questions:
        if not {"label", "ask", "why"} <= set(fields.get(name, ())):
            raise QuestionsBroken("wording/request/fields.yaml", name, "incomplete", ("label, ask and why",))
    return fields


@cache
def _wording(notice_id: str, notice_key: int) -> Wording:  # noqa: ARG001 - the key keeps two loads of a notice apart
    return Wording(NOTICES / notice_id, _NOTICES[notice_id])


_NOTICES: dict[str, Notice] = {}


def wording_of(notice: Notice) -> Wording:
    """The sentences of the notice, made once per loaded notice."""
    _NOTICES[notice.id] = notice
    return _wording(notice.id, id(notice))


class Labels:
    """The words of one notice for a case with these facts (some questions read differently by track)."""

    def __init__(self, notice: Notice, facts: Facts) -> None:
        self._notice = notice
        self._facts = facts
        self._entries = _fields(notice.id)
        self._words: Mapping[str, Any] = _yaml(notice.id, "labels.yaml")

    def word(self, key: str, /, **values: Any) -> str:
        """A short word, with its values filled in."""
        return str(self._words[key]).format(**values)

    def onsite(self) -> tuple[str, ...]:
        """What the on-site evaluation judges and no gate does."""
        return tuple(self._words["onsite"].values())

    def field(self, name: str) -> str:
        return str(self._entries[name]["label"])

    def ask(self, name: str) -> str:
        return self._by_track(name, "ask")

    def hint(self, name: str) -> str:
        return self._by_track(name, "hint")

    def why(self, name: str) -> str:
        return self._by_track(name, "why")

    def clause(self, name: str) -> str | None:
        """The clause that a question rests on, None where the notice has none."""
        return self._by_track(name, "clause") or None

    def stated(self, name: str) -> str:
        """The answer that most companies give, as a statement; "" where the field has none."""
        return str(self._entries[name].get("stated", ""))

    def choices(self, question: Question) -> dict[str, str]:
        """What a question's buttons say, by value."""
        own: Mapping[str, str] = self._entries[question.id].get("choices", {})
        if question.kind == "documents":
            return {paper.key: own[paper.key] for paper in self._notice.documents}
        if question.kind == "equipment":
            return dict(own)
        return {value: own.get(value) or self.word(value) for value in question.values}

    def show(self, question: Question, value: FactValue) -> str:
        """An answer as people read it."""
        if isinstance(value, Open):
            return self.word(f"{value.value}_value")
        if isinstance(value, date):
            return day_full(value)
        if isinstance(value, tuple):
            if question.kind == "files":
                return self.word("files", count=len(value)) if value else self.word("no_documents")
            return ", ".join(self.document(key) for key in value) or self.word("no_documents")
        if question.kind == "amount":
            return won_talk(int(value))
        if question.kind == "months":
            return self._duration(float(value))
        if question.kind == "business_number":
            return check(str(value)).written
        if question.kind == "equipment":
            words = self._facts.known(EQUIPMENT_WORDS)
            if words:
                return str(words)
            listed = all_equipment().get(str(value))
            return listed.label if listed else str(value)
        if question.kind in ("yes_no", "choice"):
            return self.choices(question)[str(value)]
        return str(value)

    def _duration(self, months: float) -> str:
        """Months as they are said: under one, the weeks or days that they stand for (a month has 30 days)."""
        days = round(months * DAYS_OF_MONTH)
        if months >= 1 or days < 1:
            return self.word("months", count=plain_number(months))
        return self.word("days", count=days) if days % 7 else self.word("weeks", count=days // 7)

    def edit_groups(self) -> Mapping[str, Mapping[str, Any]]:
        """Groups of fields by which a long list of answers is offered for correction: id -> label and fields."""
        groups: Mapping[str, Mapping[str, Any]] = self._words["edit_groups"]
        return groups

    def document(self, key: str) -> str:
        """A paper's short name; the sixth by what the company's track calls for."""
        track = self._facts.known("track")
        for paper in self._notice.documents:
            if paper.key == key and paper.tracks and track in paper.tracks:
                return paper.title
        return str(self._entries["documents"]["choices"][key])

    def _by_track(self, name: str, key: str) -> str:
        found = self._entries[name].get(key, "")
        if isinstance(found, Mapping):
            found = found.get(self._facts.known("track"), found["default"])
        return str(found)
