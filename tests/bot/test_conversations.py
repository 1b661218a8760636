"""Whole conversations with whatever people do in between: answers, questions, corrections, ways back, pauses, restarts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messages import Conversation, Incoming, Reply
from bot.turn import turn
from flows.engine import CONFIRM, CONSULT
from flows.exchange import Context, FileRef
from flows.questions import emergency_questions
from knowledge.business_number import check_digit
from knowledge.facts import from_json, to_json
from knowledge.loading import default_notice

NOTICE, QUESTIONS = default_notice(), emergency_questions()
NOON = datetime(2023, 6, 14, 12, 0)  # noqa: DTZ001 - wall clock of the offices
OWN, SUPPLIER, OTHER = (nine + check_digit(nine) for nine in ("123456789", "220810001", "314860001"))
PAPERS = tuple(dict.fromkeys(paper.key for paper in NOTICE.documents))

# per field: what may be done, with the value that must stand in the request; a button's id begins with !
ANSWERS: Mapping[str, tuple[tuple[str, Any], ...]] = {
    "consent": (("!yes", "yes"), ("네 동의합니다", "yes")),
    "equipment": (("!server", "server"), ("바코드 스캐너요", "barcode_scanner"), ("PLC가 나갔어요", "plc")),
    "fault_description": (("전원이 켜지지 않습니다", "전원이 켜지지 않습니다"), ("화면이 까맣게 나옵니다", "화면이 까맣게 나옵니다")),
    "failure_repair": (("!yes", "yes"), ("수리만 필요합니다", "yes"), ("!unsure", "unsure")),
    "track": (("!program", "program"), ("!self_built", "self_built"), ("정부 지원사업으로 마련", "program")),
    "program_completed": (("!yes", "yes"), ("네", "yes")),
    "level_certificate": (("!yes", "yes"), ("네 받았습니다", "yes")),
    "scope_link": (("!yes", "yes"), ("네", "yes"), ("!unsure", "unsure")),
    "unsupported_item": (("!no", "no"), ("아니요", "no")),
    "warranty": (("!no", "no"), ("없습니다", "no"), ("잘 모르겠어요", "unsure")),
    "self_capable": (("!no", "no"), ("못 고칩니다", "no")),
    "manufacturing_sme": (("!yes", "yes"), ("네", "yes")),
    "closed": (("!no", "no"), ("아니요", "no")),
    "tax_arrears": (("!no", "no"), ("없습니다", "no"), ("잘 모르겠어요", "unsure")),
    "sanctioned": (("!no", "no"), ("아니요", "no")),
    "other_application": (("!no", "no"), ("없습니다", "no")),
    "site_address": (("경기 화성시 봉담읍", "경기 화성시 봉담읍"), ("충남 천안시 서북구", "충남 천안시 서북구")),
    "company_name": (("가나정밀", "가나정밀"), ("저희는 마바산업입니다", "마바산업")),
    "business_number": ((OWN, OWN), (f"{OTHER[:3]}-{OTHER[3:5]}-{OTHER[5:]}", OTHER)),
    "contact_name": (("김가나 과장", "김가나 과장"), ("이나라", "이나라")),
    "phone": (("010-2345-6789", "010-2345-6789"), ("031-123-4567", "031-123-4567")),
    "occurred_on": (("6월 13일", {"date": "2023-06-13"}), ("!later", "later")),
    "supplier_name": (("다라시스템", "다라시스템"), ("!later", "later")),
    "supplier_number": ((SUPPLIER, SUPPLIER), ("!later", "later")),
    "quote_amount": (("3,600만 원", 36_000_000), ("천이백만원", 12_000_000), ("!later", "later")),
    "self_funds": (("!yes", "yes"), ("네 낼 수 있습니다", "yes")),
    "lower_amount_consent": (("!yes", "yes"), ("동의합니다", "yes")),
    "duration_months": (("2개월", 2.0), ("!later", "later")),
    "documents": (("!all", list(PAPERS)), ("!done", [])),
    "tax_certificate_issued_on": (("6월 1일", {"date": "2023-06-01"}),),
    "attachments": (("!done", []),),
}  # fmt: skip
QUESTIONS_ASKED = (
    "돈은 언제 들어와요?", "그럼 부가세는요?", "세금 체납이 있으면 어떻게 되나요?", "준비할 서류가 뭐예요?", "AS지원이랑 뭐가 달라요?",
    "경기지역본부 전화번호 알려주세요", "현장평가는 누가 하나요?",
)  # fmt: skip
TALK = ("안녕하세요", "고마워요", "아 진짜 답답하네", "ㅋㅋㅋ")
WHY = ("왜 물어보세요?", "!flow:why", "그건 왜 묻나요")
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 5)),
        st.tuples(st.just("answer"), st.integers(0, 5)),
        st.tuples(st.just("ask"), st.sampled_from(QUESTIONS_ASKED)),
        st.tuples(st.just("talk"), st.sampled_from(TALK)),
        st.tuples(st.just("why"), st.sampled_from(WHY)),
        st.tuples(st.just("edit"), st.integers(0, 40)),
        st.tuples(st.just("back"), st.sampled_from(("이전", "!flow:back"))),
        st.tuples(st.just("file"), st.integers(1, 3)),
        st.tuples(st.just("wait"), st.sampled_from((1, 5, 30, 24 * 20))),
        st.tuples(st.just("again"), st.just("!flow:resume")),
    ),
    min_size=5,
    max_size=70,
)


@dataclass
class Person:
    """One person with one conversation, which goes through JSON before every turn, as after a restart."""

    now: datetime = NOON
    conversation: Conversation = field(default_factory=lambda: Conversation("web", "person", NOTICE.id))
    said: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    events: int = 0
    filed: Mapping[str, Any] | None = None
    reply: Reply = field(default_factory=lambda: Reply(()))

    def do(self, what: str = "", file: FileRef | None = None) -> Reply:
        context = Context(
            today=self.now.date(), now=self.now, intake_open={"emergency": True, "regular": True},
            offices_with_staff=frozenset({"gyeonggi"}), reserved_receipt="2306-0001",
        )  # fmt: skip
        self.events += 1
        incoming = Incoming(str(self.events), "web", "person")
        if file is not None:
            incoming = replace(incoming, file=file)
        elif what.startswith("!"):
            incoming = replace(incoming, choice=what[1:])
        else:
            incoming = replace(incoming, text=what)
        stored = json.loads(json.dumps(dict(self.conversation.state), ensure_ascii=False))
        before = self.ask
        self.conversation, self.reply, effects = turn(
            replace(self.conversation, state=stored), incoming, context, NOTICE
        )
        self.filed = next((effect.data for effect in effects if effect.kind == "file_request"), self.filed)
        assert self.reply.messages, "nothing was said"
        if self.reply.flow is not None:
            assert self.reply.ask is not None
            assert any(message.choices or message.wants for message in self.reply.messages), "no way to go on"
            if self.reply.ask != before:
                self.asked.append(self.reply.ask)
        return self.reply

    @property
    def ask(self) -> str | None:
        return self.reply.ask if self.reply.flow is not None else None

    @property
    def facts(self) -> dict[str, Any]:
        """The newest answer to every field, as the flow's own list has it."""
        flow = self.conversation.state["flow"]
        return {entry["fact"]: entry["value"] for entry in flow["answers"]} if flow else {}

    def answer(self, which: int = 0) -> None:
        ask = str(self.ask)
        if ask == CONFIRM:
            self.do("!confirm:yes")
        elif ask == CONSULT:
            self.do("!consult:no")
        else:
            what, value = ANSWERS[ask][which % len(ANSWERS[ask])]
            self.do(f"!{ask}:{what[1:]}" if what.startswith("!") else what)
            self.said[ask] = value


def walk(moves: list[tuple[str, Any]]) -> Person:
    person = Person()
    person.do("!request:start")
    sent = 0
    for kind, value in moves:
        if person.ask is None:
            break
        ask, facts = person.ask, person.facts
        if kind == "answer" and ask != CONFIRM:
            person.answer(value)
        elif kind in ("ask", "talk", "why") and ask not in (CONFIRM, CONSULT):
            person.do(value)
            assert person.ask == ask, f"{value} moved the question"
            assert person.facts == facts, f"{value} filled a field"
        elif kind == "edit":
            there = [f for f in QUESTIONS if f in person.said and f in facts and f != "consent"]
            if there:
                person.do(f"!flow:edit:{there[value % len(there)]}")
        elif kind == "back":
            person.do(value)
        elif kind == "file" and person.said.get("consent") == "yes":
            sent += 1
            person.do(file=FileRef(f"f{sent}", "photo", f"사진 {sent}.jpg", 1000))
        elif kind == "wait":
            person.now += timedelta(hours=value)
        elif kind == "again":
            person.do(value)
    for _ in range(90):
        if person.ask is None:
            return person
        person.answer()
    raise AssertionError(f"the conversation does not end: {person.asked[-6:]}")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MOVES)
def test_any_conversation_ends_with_what_was_said(moves: list[tuple[str, Any]]) -> None:
    person = walk(moves)
    outcome = person.reply.outcome
    assert outcome is not None
    assert outcome.result in ("routed", "declined")
    if outcome.result == "declined":
        assert outcome.failed
        return
    assert person.filed is not None
    facts = person.filed["facts"]
    for fact, value in person.said.items():
        if fact in facts and fact not in ("attachments", "site_address", "tax_certificate_issued_on"):
            assert facts[fact] == _stored(value), fact
    assert set(QUESTIONS) - set(facts) <= {"consult", CONFIRM, "program_completed", "level_certificate",
                                           "tax_certificate_issued_on", "supplier_name", "supplier_number"}  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    MOVES.map(lambda moves: [move for move in moves if move[0] in ("answer", "ask", "talk", "why", "wait", "again")])
)
def test_without_a_correction_no_question_is_asked_twice(moves: list[tuple[str, Any]]) -> None:
    person = walk(moves)
    repeated = {field for field in person.asked if person.asked.count(field) > 1}
    assert not repeated


def _stored(value: Any) -> Any:
    return {"open": value} if value in ("unsure", "later") else to_json(from_json(value))
