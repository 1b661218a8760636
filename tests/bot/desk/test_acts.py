"""담당하기, 되묻기, 메모, 요건 확인, 넘기기, 마치기, 되돌리기 on a real store."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.desk import acts, notices, outbox, summary
from bot.desk.access import OPEN_STATUSES
from bot.desk.errors import (
    ActionNotOpen,
    DeskError,
    GateUnknown,
    HeldByAnother,
    NotAllowed,
    OfficeUnknown,
    RequestNotFound,
    TextMissing,
    TextTooLong,
    UndoTooLate,
)
from bot.store.models import ChatMessage, Delivery, Request, RequestEvent
from knowledge.findings import Status


def do(office, act, *arguments, who="김담당", later=0.0):
    """One act in its own transaction, `later` seconds after now."""
    now = office.now + timedelta(seconds=later)
    with office.store.begin() as session:
        staff = office.people[who]
        if act in (acts.note, acts.check_gate, acts.undo):
            return act(session, staff, *arguments, now)
        return act(session, office.desk, staff, *arguments, now)


def request_of(office, receipt: str) -> Request:
    with office.store.read() as session:
        return session.exec(select(Request).where(Request.receipt == receipt)).one()


def rows(office, model):
    with office.store.read() as session:
        return session.exec(select(model).order_by(model.id)).all()


def kinds(office) -> list[str]:
    return [event.kind for event in rows(office, RequestEvent)]


def test_claim_tells_the_company_who_has_it(office) -> None:
    receipt = office.file()
    do(office, acts.claim, receipt)
    request = request_of(office, receipt)
    assert (request.status, request.claimed_by) == ("claimed", office.people["김담당"].id)
    [line] = rows(office, ChatMessage)
    assert line.body["text"].startswith("👤 경기지역본부 김담당이")
    assert line.sender == "event"
    [delivery] = [row for row in rows(office, Delivery) if row.kind == "company_notice"]
    assert (delivery.channel, delivery.recipient, delivery.state) == ("web", "company-1", "waiting")
    assert delivery.due_at == office.now + acts.HOLD, "held while it can be taken back"


def test_second_learns_who_has_it_and_since_when(office) -> None:
    receipt = office.file()
    do(office, acts.claim, receipt, who="이예시 대리")
    with pytest.raises(HeldByAnother) as refused:
        do(office, acts.claim, receipt, later=60)
    assert (refused.value.name, refused.value.at) == ("이예시 대리", office.now)
    assert "이예시" not in str(refused.value), "names stay out of messages that may be logged"


def test_pressing_claim_twice_changes_nothing(office) -> None:
    receipt = office.file()
    do(office, acts.claim, receipt)
    do(office, acts.claim, receipt, later=3)
    assert kinds(office) == ["filed", "claimed"]


def test_of_many_claims_at_once_exactly_one_wins(either_office) -> None:
    office = either_office
    names = [f"담당{number}" for number in range(8)]
    for name in names:
        office.person(name, "gyeonggi")
    receipt = office.file()
    start, outcomes = threading.Barrier(len(names)), []

    def press(name: str) -> None:
        start.wait()
        try:
            do(office, acts.claim, receipt, who=name)
            outcomes.append(name)
        except HeldByAnother as refused:
            outcomes.append(refused)

    threads = [threading.Thread(target=press, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [each for each in outcomes if isinstance(each, str)]
    lost = [each for each in outcomes if isinstance(each, HeldByAnother)]
    assert len(won) == 1
    assert len(lost) == len(names) - 1
    assert {each.name for each in lost} == set(won)
    assert kinds(office) == ["filed", "claimed"]


def test_claim_counts_its_rows_even_when_both_read_first(office) -> None:
    """The condition is in the UPDATE: a stale read does not make a second claim pass."""
    receipt = office.file()
    stale = request_of(office, receipt)
    do(office, acts.claim, receipt, who="이예시 대리")
    with office.store.begin() as session:
        session.add(stale)
        with pytest.raises(HeldByAnother):
            acts._take(session, stale, office.people["김담당"], office.now)


def test_ask_back_takes_the_request_and_waits_for_the_company(office) -> None:
    receipt = office.file()
    do(office, acts.ask_back, receipt, "  서버 뒷면의 모델명 사진을 보내 주세요.  ")
    request = request_of(office, receipt)
    assert (request.status, request.claimed_by) == ("waiting_company", office.people["김담당"].id)
    [line] = rows(office, ChatMessage)
    assert line.sender == "staff"
    assert "서버 뒷면의 모델명 사진을 보내 주세요." in line.body["text"]
    assert "경기지역본부 김담당" in line.body["text"]
    assert line.at == office.now, "a question is not held"


def test_a_note_never_reaches_the_company(office) -> None:
    receipt = office.file()
    do(office, acts.note, receipt, "작년에 같은 서버로 상담한 기록이 있습니다.")
    assert kinds(office) == ["filed", "note"]
    assert rows(office, ChatMessage) == []
    assert rows(office, Delivery) == []


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_words_are_needed_where_words_are_sent(office, text: str) -> None:
    receipt = office.file()
    for act in (acts.ask_back, acts.note, acts.close):
        with pytest.raises(TextMissing):
            do(office, act, receipt, text)
    assert kinds(office) == ["filed"]


def test_a_text_longer_than_a_message_is_refused(office) -> None:
    receipt = office.file()
    with pytest.raises(TextTooLong) as refused:
        do(office, acts.close, receipt, "가" * (acts.TEXT_MOST + 1))
    assert (refused.value.length, refused.value.most) == (acts.TEXT_MOST + 1, acts.TEXT_MOST)


def test_gate_check_lies_over_the_finding_and_keeps_it(office) -> None:
    receipt = office.file()
    do(office, acts.check_gate, receipt, "no_warranty", "pass")
    request = request_of(office, receipt)
    assert next(each for each in request.findings if each["gate"] == "no_warranty")["status"] == "review"
    with office.store.read() as session:
        findings = summary.findings_of(request, summary.checks(session, request))
    assert next(each for each in findings if each.gate == "no_warranty").status is Status.PASS
    do(office, acts.check_gate, receipt, "no_warranty", "fail")
    with office.store.read() as session:
        findings = summary.findings_of(request, summary.checks(session, request))
    assert next(each for each in findings if each.gate == "no_warranty").status is Status.FAIL


def test_only_gates_of_the_request_can_be_checked(office) -> None:
    receipt = office.file()
    with pytest.raises(GateUnknown):
        do(office, acts.check_gate, receipt, "weather", "pass")
    with pytest.raises(ActionNotOpen):
        do(office, acts.check_gate, receipt, "no_warranty", "maybe")


def test_hand_over_moves_it_out_of_sight(office) -> None:
    receipt = office.file()
    do(office, acts.claim, receipt)
    do(office, acts.hand_over, receipt, "incheon", "현장이 인천입니다", later=60)
    request = request_of(office, receipt)
    assert (request.office, request.status, request.claimed_by) == ("incheon", "new", None)
    with pytest.raises(RequestNotFound):
        do(office, acts.note, receipt, "메모", later=90)
    do(office, acts.claim, receipt, who="정본보기", later=120)
    told = [line.body["text"] for line in rows(office, ChatMessage)]
    assert any("인천지역본부로 넘겼습니다" in text for text in told)
    assert all("현장이 인천입니다" not in text for text in told), "the reason is for colleagues"


@pytest.mark.parametrize("target", ["gyeonggi", "moon", ""])
def test_hand_over_needs_another_office_of_the_notice(office, target: str) -> None:
    receipt = office.file()
    with pytest.raises(OfficeUnknown):
        do(office, acts.hand_over, receipt, target, "")


def test_close_sends_the_result(office) -> None:
    receipt = office.file()
    do(office, acts.close, receipt, "지원 요건을 확인하고 신청 서류를 안내했습니다.")
    request = request_of(office, receipt)
    assert request.status == "closed"
    assert request.closed_at == office.now
    assert request.claimed_by == office.people["김담당"].id, "who closes it had it"
    [line] = rows(office, ChatMessage)
    assert line.body["text"].startswith(f"요청 {receipt}")
    assert "지원 요건을 확인하고 신청 서류를 안내했습니다." in line.body["text"]


def test_a_colleague_is_told_who_has_it_before_acting_on_it(office) -> None:
    receipt = office.file()
    do(office, acts.claim, receipt, who="이예시 대리")
    for act, arguments in ((acts.ask_back, ("무엇인가요?",)), (acts.close, ("끝",)), (acts.hand_over, ("busan", ""))):
        with pytest.raises(HeldByAnother):
            do(office, act, receipt, *arguments, later=60)
    do(office, acts.note, receipt, "제가 도울까요?", later=60)
    do(office, acts.close, receipt, "팀장이 마칩니다.", who="박예시 과장", later=120)
    assert request_of(office, receipt).status == "closed"


@pytest.mark.parametrize(
    ("act", "arguments"), [(acts.claim, ()), (acts.hand_over, ("incheon", "")), (acts.close, ("마침",))]
)
@pytest.mark.parametrize("claimed_before", [False, True])
def test_undo_restores_everything_and_tells_nobody(office, act, arguments, claimed_before: bool) -> None:
    receipt = office.file()
    if claimed_before and act is not acts.claim:
        do(office, acts.claim, receipt, later=-600)
    before = request_of(office, receipt)
    lines, waiting = len(rows(office, ChatMessage)), len(rows(office, Delivery))
    do(office, act, receipt, *arguments)
    do(office, acts.undo, receipt, later=4)
    after = request_of(office, receipt)
    for name in ("office", "status", "claimed_by", "claimed_at", "closed_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert (len(rows(office, ChatMessage)), len(rows(office, Delivery))) == (lines, waiting)
    assert kinds(office)[-1] == "undone"


def test_undo_ends_when_the_company_may_have_heard(office) -> None:
    receipt = office.file()
    do(office, acts.claim, receipt)
    with pytest.raises(UndoTooLate):
        do(office, acts.undo, receipt, later=acts.HOLD.total_seconds() + 1)
    assert request_of(office, receipt).status == "claimed"


def test_undo_is_for_ones_own_last_act(office) -> None:
    receipt = office.file()
    do(office, acts.claim, receipt)
    with pytest.raises(UndoTooLate):
        do(office, acts.undo, receipt, who="이예시 대리", later=1)
    do(office, acts.note, receipt, "메모", later=1)
    with pytest.raises(UndoTooLate):
        do(office, acts.undo, receipt, later=2)


def test_undo_is_refused_once_the_message_has_left(office) -> None:
    receipt = office.file()
    do(office, acts.claim, receipt)
    with office.store.begin() as session:
        for row in session.exec(select(Delivery)):
            row.state = "sending"
            session.add(row)
    with pytest.raises(UndoTooLate):
        do(office, acts.undo, receipt, later=1)


def test_undo_of_another_offices_request_is_not_found(office) -> None:
    receipt = office.file("incheon")
    do(office, acts.claim, receipt, who="정본보기")
    with pytest.raises(RequestNotFound):
        do(office, acts.undo, receipt, later=1)


def test_release_gives_it_back_to_the_office(office) -> None:
    receipt = office.file()
    do(office, acts.claim, receipt)
    with pytest.raises(NotAllowed):
        do(office, acts.release, receipt, who="이예시 대리")
    do(office, acts.release, receipt, later=60)
    assert (request_of(office, receipt).status, request_of(office, receipt).claimed_by) == ("new", None)
    do(office, acts.claim, receipt, who="이예시 대리", later=90)


def test_seen_is_kept_once_in_a_while(office) -> None:
    receipt = office.file()
    staff = office.people["김담당"]
    for minutes, expected in ((0, True), (3, False), (11, True)):
        with office.store.begin() as session:
            request = acts.find(session, staff, receipt)
            assert acts.seen(session, staff, request, office.now + timedelta(minutes=minutes)) is expected
    assert kinds(office) == ["filed", "seen", "seen"]


MOVES = {
    "claim": lambda o, r, w, t: do(o, acts.claim, r, who=w, later=t),
    "release": lambda o, r, w, t: do(o, acts.release, r, who=w, later=t),
    "ask": lambda o, r, w, t: do(o, acts.ask_back, r, "무엇인가요?", who=w, later=t),
    "note": lambda o, r, w, t: do(o, acts.note, r, "메모", who=w, later=t),
    "gate": lambda o, r, w, t: do(o, acts.check_gate, r, "no_warranty", "pass", who=w, later=t),
    "incheon": lambda o, r, w, t: do(o, acts.hand_over, r, "incheon", "", who=w, later=t),
    "gyeonggi": lambda o, r, w, t: do(o, acts.hand_over, r, "gyeonggi", "", who=w, later=t),
    "close": lambda o, r, w, t: do(o, acts.close, r, "마침", who=w, later=t),
    "undo": lambda o, r, w, t: do(o, acts.undo, r, who=w, later=t),
}
PEOPLE = ("김담당", "이예시 대리", "박예시 과장", "정본보기", "관리자")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.sampled_from(PEOPLE), st.integers(1, 9)), max_size=12))
def test_whatever_is_pressed_the_request_stays_sound(office, presses) -> None:
    receipt = office.file()
    clock = 0.0
    for move, who, seconds in presses:
        clock += seconds
        before = request_of(office, receipt)
        record = len(kinds(office))
        try:
            MOVES[move](office, receipt, who, clock)
        except DeskError:
            after = request_of(office, receipt)
            assert after == before, "a refused act changes nothing"
            assert len(kinds(office)) == record
            continue
        after = request_of(office, receipt)
        assert (after.claimed_by is None) == (after.status == "new")
        assert (after.claimed_at is None) == (after.claimed_by is None)
        assert (after.closed_at is not None) == (after.status == "closed")
        if before.status not in OPEN_STATUSES and move != "undo":
            assert after.status == before.status, "what has ended stays ended"
        if before.claimed_by and after.claimed_by and before.claimed_by != after.claimed_by:
            pytest.fail("a request passes from one person to another only through nobody")
        repeated = move == "claim" and before.claimed_by == office.people[who].id
        assert len(kinds(office)) == record + (0 if repeated else 1), "every act leaves one event"


def test_staff_notices_are_drawn_from_how_things_stand(office) -> None:
    office.chat("-100", "gyeonggi")
    receipt = office.file()
    with office.store.begin() as session:
        notices.filed(session, acts.find(session, office.people["김담당"], receipt), office.now)
    new, late = [row for row in rows(office, Delivery) if row.kind == "staff_notice"]
    assert (new.recipient, new.channel) == ("-100", "telegram")

    def drawn(row, minutes=0):
        with office.store.read() as session:
            return notices.draw(session, office.desk, row, office.now + timedelta(minutes=minutes))

    message = drawn(new)
    assert message.text.startswith("🔴 새 요청 | 가나정밀, 화성")
    assert f"요청번호 {receipt} · 응답 목표 09:30" in message.text
    assert "확인 필요 2" in message.text
    assert [choice.label for choice in message.choices] == ["담당하기", "자세히", "넘기기"]
    assert "22분 넘겼습니다" in drawn(late, 32).text
    do(office, acts.claim, receipt)
    assert drawn(new).text.startswith("🟡 담당 김담당 | 가나정밀, 화성")
    assert drawn(late, 32) is None, "claimed in time: there is nothing to say"
    do(office, acts.hand_over, receipt, "incheon", "", later=60)
    assert drawn(new).text.startswith("⚪ 넘김 | 가나정밀 → 인천지역본부")
    assert "MES" not in drawn(new).text, "the other office's request is no longer theirs to read"


def test_group_notices_carry_no_telephone_or_business_number(office) -> None:
    office.chat("-100", "gyeonggi")
    receipt = office.file(fault="서버 고장. 010-1234-5678로 전화 주세요, 사업자 123-45-67891, 견적 36,000,000원")
    with office.store.begin() as session:
        notices.filed(session, acts.find(session, office.people["김담당"], receipt), office.now)
    for row in rows(office, Delivery):
        with office.store.read() as session:
            message = notices.draw(session, office.desk, row, office.now + timedelta(hours=1))
        for number in ("1234-5678", "67891", "0000-0000", "1234567891"):
            assert number not in message.text
        assert receipt in message.text


def test_an_office_without_a_chat_keeps_its_notice_and_administrators_hear(office) -> None:
    office.chat("77", None, is_group=False)
    receipt = office.file("jeju")
    with office.store.begin() as session:
        notices.filed(session, acts.find(session, office.people["관리자"], receipt), office.now)
    kept = [row for row in rows(office, Delivery) if row.recipient == "office:jeju"]
    told = [row for row in rows(office, Delivery) if row.recipient == "77"]
    assert [row.payload["what"] for row in kept] == ["new", "late"]
    assert all(row.channel == "none" for row in kept)
    assert [row.payload["what"] for row in told] == ["unreached"]
    with office.store.begin() as session:
        assert outbox.deliver_what_waited(session, "jeju", "-200") == 2
    moved = [row for row in rows(office, Delivery) if row.recipient == "-200"]
    assert [(row.channel, row.state) for row in moved] == [("telegram", "waiting")] * 2


def test_a_blocked_chat_passes_its_notice_on(office) -> None:
    office.chat("-100", "gyeonggi")
    receipt = office.file()
    with office.store.begin() as session:
        notices.filed(session, acts.find(session, office.people["김담당"], receipt), office.now)
        row = session.exec(select(Delivery)).first()
        row.state = "blocked"
        session.add(row)
        session.flush()
        notices.given_up(session, row)
    again = [row for row in rows(office, Delivery) if row.dedupe_key.startswith("again:")]
    assert {row.recipient for row in again} == {"office:gyeonggi", "admins"}


def test_sent_notices_are_edited_in_place(office) -> None:
    office.chat("-100", "gyeonggi")
    receipt = office.file()
    with office.store.begin() as session:
        notices.filed(session, acts.find(session, office.people["김담당"], receipt), office.now)
        sent = session.exec(select(Delivery)).first()
        sent.state, sent.external_id = "sent", "41"
        session.add(sent)
    do(office, acts.claim, receipt)
    [edit] = [row for row in rows(office, Delivery) if (row.payload or {}).get("edits")]
    assert (edit.recipient, edit.payload["edits"]) == ("-100", sent.id)
