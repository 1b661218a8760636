"""The notice's words by which the page knows what it draws: names of fields, refusals, a question asked again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.labels import Labels
from flows.papers.message import PREFIX as PAPERS
from flows.questions import emergency_questions
from knowledge.facts import Facts
from knowledge.loading import NOTICES
from knowledge.notice import Notice

# buttons that stand outside of messages: what the person's line says where the store has no label
OUTSIDE_LABELS = {
    "human:connect": "담당자 연결",
    "request:start": "긴급AS 요청하기",
    "request:status": "내 요청 확인하기",
    "topic:amount": "지원금 계산하기",
    "calculator:start": "지원금 계산하기",
    "selfcheck:start": "평가 자가 점검",
}
EDIT = "flow:edit:"
_TAG = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
_VALUE = re.compile(r"{{.*?}}")


@dataclass(frozen=True)
class ChatWords:
    """`fields` is what each field of a request is called; the patterns match whole messages."""

    fields: Mapping[str, str]
    refusal: re.Pattern[str]
    again: str

    def is_refusal(self, text: str) -> bool:
        return self.refusal.fullmatch(text.strip()) is not None


def words_of(notice: Notice) -> ChatWords:
    """The words of a notice: a refusal is whatever its template request/refused can say."""
    labels = Labels(notice, Facts({}))
    refusals, again = _patterns(notice.id)
    return ChatWords(
        fields={question.id: labels.field(question.id) for question in emergency_questions().values()},
        refusal=refusals,
        again=again,
    )


@cache
def _patterns(notice_id: str) -> tuple[re.Pattern[str], str]:
    folder = NOTICES / notice_id / "wording" / "request"
    lines = _sentences((folder / "refused.j2").read_text(encoding="utf-8"))
    refusal = "|".join(".+?".join(re.escape(part) for part in _VALUE.split(line)) for line in lines)
    # the question's template opens with these words where it follows something else
    again = _sentences((folder / "question.j2").read_text(encoding="utf-8"))[0]
    return re.compile(refusal), again


def _sentences(template: str) -> list[str]:
    return [line.strip() for line in _TAG.sub("\n", template).split("\n") if line.strip()]


def company_text(body: Mapping[str, Any], words: ChatWords) -> str:
    """What the person did, in words."""
    if body.get("text"):
        return str(body["text"])
    choice = str(body.get("choice") or "")
    if choice.startswith(PAPERS):
        return f"접수증 받기: {choice.removeprefix(PAPERS)}"
    if choice.startswith(EDIT):
        name = words.fields.get(choice.removeprefix(EDIT), "")
        return f"고치기: {name}" if name else "답 고치기"
    if choice:
        return OUTSIDE_LABELS.get(choice, "골랐습니다")
    return "현재 위치를 보냈습니다" if body.get("location") else ""
