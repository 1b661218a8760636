"""What a company does with a request that it has sent: sees its steps, adds to it, takes it back. On a real store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select
from support.desk import Office

from bot import effects
from bot.desk import acts
from bot.desk.acts import Desk
from bot.desk.errors import DeskError
from bot.desk.notices import draw
from bot.messages import Reply
from bot.runner import Runner
from bot.store import Store
from bot.store.models import Attachment, Delivery, Request, RequestEvent
from flows.exchange import FileRef
from knowledge.loading import default_notice
from knowledge.wording import default_wording

from .conftest import TODAY, Person

# Wednesday 14 June 2023, 10:00 in Korea
MORNING = datetime(2023, 6, 14, 1, 0, tzinfo=UTC)


@dataclass
class House:
    """A company's person, and the office's people at the same store; the clock goes on with every act."""

    store: Store
    now: datetime = MORNING
    desk: Desk = field(default_factory=lambda: Desk(default_notice(), default_wording()))

    def __post_init__(self) -> None:
        self.runner = Runner(self.store, default_notice(), today=lambda: TODAY, now=lambda: self.now)
        self.person = Person(self.runner)
        self.office = Office(self.store, self.desk)
        self.clerk = self.office.person("김담당", "gyeonggi")
        self.other_clerk = self.office.person("정본보기", "incheon")
        self.office.chat("-100", "gyeonggi")

    def staff(self, act: Callable[..., Any], *arguments: Any, by: Any = None, **named: Any) -> None:
        self.now += timedelta(minutes=1)
        with self.store.begin() as session:
            act(session, self.desk, by or self.clerk, *arguments, **named, now=self.now)

    def request(self, receipt: str) -> Request:
        with self.store.read() as session:
            return session.exec(select(Request).where(Request.receipt == receipt)).one()

    def rows(self, table: Any) -> list[Any]:
        with self.store.read() as session:
            return list(session.exec(select(table).order_by(table.id)))

    def replies(self) -> list[Any]:
        return [event for event in self.rows(RequestEvent) if event.kind == "company_reply"]


@pytest.fixture
def house(sqlite_store: Store) -> House:
    return House(sqlite_store)


@pytest.fixture
def either_house(either_store: Store) -> House:
    return House(either_store)


def text(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)


def ids(reply: Reply) -> list[str]:
    return [choice.id for message in reply.messages for choice in message.choices]


def photo(name: str, caption: str = "") -> FileRef:
    return FileRef(f"files/{name}", "photo", name, 10, caption)


def sent(house: House) -> str:
    return str(house.person.files_a_request().outcome.receipt)


# the timeline


def test_a_new_request_shows_its_number_office_phone_state_and_target(house: House) -> None:
    receipt = sent(house)
    said = text(house.person.does(command="status"))
    for part in (receipt, "경기지역본부", "031-260-4931", "담당자를 기다립니다", "MES 서버가 부팅되지 않습니다"):
        assert part in said
    assert "6월 14일(수) 오전 10:00 접수했습니다." in said
    assert "응답 목표는 6월 14일(수) 오전 10:30입니다." in said
    assert "요건검토, 현장평가" in said, "what comes next is said"


def test_a_late_answer_is_admitted(house: House) -> None:
    sent(house)
    house.now += timedelta(hours=1)
    assert "응답 목표 6월 14일(수) 오전 10:30을 넘겼습니다." in text(house.person.does(command="status"))


def test_every_step_is_told_and_nothing_that_is_the_staffs_own(house: House) -> None:
    receipt = sent(house)
    house.staff(acts.claim, receipt)
    with house.store.begin() as session:
        acts.note(session, house.clerk, receipt, "견적이 비싸 보임", house.now)
        acts.check_gate(session, house.clerk, receipt, "no_warranty", "fail", house.now)
        acts.seen(session, house.clerk, house.request(receipt), house.now)
    house.staff(acts.ask_back, receipt, "모델명을 알려 주세요.")
    said = text(house.person.says("제 신청 어떻게 됐어요?"))
    assert "경기지역본부 김담당이 맡았습니다." in said
    assert "김담당이 물었습니다. “모델명을 알려 주세요.”" in said
    house.person.says("가나-100입니다")
    house.staff(acts.hand_over, receipt, "incheon", "관할이 다름")
    house.staff(acts.claim, receipt, by=house.other_clerk)
    house.staff(acts.close, receipt, "서류를 안내했습니다.", by=house.other_clerk)
    said = text(house.person.presses(f"own:show:{receipt}"))
    for part in (
        "글을 보냈습니다. “가나-100입니다”",
        "인천지역본부로 넘겼습니다.",
        "인천지역본부 정본보기가 맡았습니다.",
    ):
        assert part in said
    assert "마쳤습니다. “서류를 안내했습니다.”" in said
    for secret in ("비싸", "관할이 다름", "요건", "확인:"):
        assert secret not in said


def test_what_staff_took_back_did_not_happen(house: House) -> None:
    receipt = sent(house)
    house.staff(acts.claim, receipt)
    with house.store.begin() as session:
        acts.undo(session, house.clerk, receipt, house.now)
    assert "김담당" not in text(house.person.does(command="status"))


def test_several_requests_are_offered_newest_first(house: House) -> None:
    first, second = sent(house), sent(house)
    reply = house.person.presses("request:status")
    assert ids(reply) == [f"own:show:{second}", f"own:show:{first}"]
    reply = house.person.presses(f"own:show:{first}")
    assert first in text(reply)
    assert "request:status" in ids(reply), "and back to the others"


def test_its_number_alone_shows_a_request(house: House) -> None:
    receipt = sent(house)
    sent(house)
    assert "담당자를 기다립니다" in text(house.person.says(receipt))


def test_nobody_elses_request_is_shown(house: House) -> None:
    receipt = sent(house)
    stranger = Person(house.runner, "terminal", "stranger")
    for what in ({"choice": f"own:show:{receipt}"}, {"text": receipt}, {"choice": f"own:withdraw-yes:{receipt}"}):
        assert "MES" not in text(stranger.does(**what))
    assert house.request(receipt).status == "new"


def test_in_the_middle_of_a_request_the_timeline_comes_and_then_the_open_question(house: House) -> None:
    receipt = sent(house)
    asked = house.person.goes_to("consult")
    for what in ({"command": "status"}, {"choice": "request:status"}, {"text": "제 신청 어떻게 됐어요?"}):
        reply = house.person.does(**what)
        assert receipt in reply.messages[0].text
        assert (reply.ask, reply.messages[-1].text) == ("consult", asked.messages[-1].text)


def test_a_question_about_a_request_made_elsewhere_says_where_it_is_seen(house: House) -> None:
    said = text(house.person.says("지난주에 신청한 거 어떻게 됐어요?"))
    assert "이 대화에서 보낸 요청이 없습니다" in said
    assert "smart-factory.kr" in said


# adding


def test_files_and_a_word_about_them_go_to_the_request_that_was_named(house: House) -> None:
    receipt = sent(house)
    assert receipt in text(house.person.says("아까 접수한 거에 사진 추가할게요"))
    for name in ("앞.jpg", "뒤.jpg"):
        reply = house.person.does(file=photo(name))
        assert receipt in text(reply)
    assert "파일 2개를 받았습니다" in text(reply)
    house.person.says("두 번째가 모델명 스티커입니다")
    reply = house.person.presses("own:done")
    assert "파일 2개를 더했습니다" in text(reply)
    assert [event.body["files"] for event in house.replies()] == [1, 1, 0]
    assert {file.request_id for file in house.rows(Attachment)} == {house.request(receipt).id}
    assert "파일 2개를 보냈습니다." in text(house.person.does(command="status")), "an album is one step"


def test_a_caption_reaches_the_staff(house: House) -> None:
    receipt = sent(house)
    house.person.presses(f"own:add:{receipt}")
    house.person.does(file=photo("a.jpg", "전원 램프가 꺼져 있습니다"))
    assert house.replies()[0].body["text"] == "전원 램프가 꺼져 있습니다"


def test_an_album_is_one_notice_to_the_office(house: House) -> None:
    receipt = sent(house)
    house.person.presses(f"own:add:{receipt}")
    for name in "abc":
        house.person.does(file=photo(name))
    notices = [row for row in house.rows(Delivery) if (row.payload or {}).get("what") == "company_reply"]
    assert [row.payload["files"] for row in notices] == [3]
    assert notices[0].due_at > house.now
    with house.store.read() as session:
        message = draw(session, house.desk, notices[0], house.now)
    assert message is not None
    assert "파일 3개를 보냈습니다" in message.text


def test_a_question_while_adding_is_answered_and_later_files_still_belong_there(house: House) -> None:
    receipt = sent(house)
    house.person.presses(f"own:add:{receipt}")
    house.person.does(file=photo("a.jpg"))
    reply = house.person.says("사업비는 언제 지급되나요?")
    assert reply.answer is not None
    assert reply.answer.topic == "procedure"
    house.person.does(file=photo("b.jpg"))
    assert len(house.replies()) == 2


def test_whatever_is_written_for_the_staff_goes_to_them_once(house: House) -> None:
    receipt = sent(house)
    house.person.presses(f"own:note:{receipt}")
    house.person.says("언제 오시나요?")
    house.person.says("사업비는 언제 지급되나요?")
    assert [event.body["text"] for event in house.replies()] == ["언제 오시나요?"]


@pytest.mark.parametrize("way", [{"text": "취소"}, {"command": "cancel"}, {"choice": "own:cancel"}])
def test_leaving_a_word_can_be_given_up(house: House, way: dict[str, Any]) -> None:
    receipt = sent(house)
    house.person.presses(f"own:note:{receipt}")
    house.person.does(**way)
    house.person.says("사업비는 언제 지급되나요?")
    assert house.replies() == []
    assert house.request(receipt).status == "new"


def test_a_file_out_of_the_blue_is_kept_until_the_person_says_where_it_belongs(house: House) -> None:
    receipt = sent(house)
    house.person.does(file=photo("a.jpg", "앞면"))
    reply = house.person.does(file=photo("b.jpg"))
    assert ids(reply) == [f"reply:{receipt}", "reply:none"]
    house.person.presses(f"reply:{receipt}")
    (event,) = house.replies()
    assert event.body == {"text": "앞면", "files": 2}
    assert {file.request_id for file in house.rows(Attachment)} == {house.request(receipt).id}


def test_an_album_that_two_questions_may_have_asked_for_is_gathered_first(house: House) -> None:
    receipts = [sent(house), sent(house)]
    for receipt in receipts:
        house.staff(acts.ask_back, receipt, "사진을 보내 주세요.")
    for name in "abc":
        house.person.does(file=photo(name))
    house.person.presses(f"reply:{receipts[0]}")
    (event,) = house.replies()
    assert (event.request_id, event.body["files"]) == (house.request(receipts[0]).id, 3)


def test_what_was_just_sent_leads_to_its_steps(house: House) -> None:
    assert "request:status" in ids(house.person.files_a_request())


def test_after_an_answer_with_a_photo_more_photos_follow(house: House) -> None:
    receipt = sent(house)
    house.staff(acts.ask_back, receipt, "사진을 보내 주세요.")
    for name in "ab":
        house.person.does(file=photo(name))
    assert len(house.replies()) == 2
    assert house.request(receipt).status == "contacted"


def test_an_adding_left_alone_is_over_after_an_hour(house: House) -> None:
    receipt = sent(house)
    house.person.presses(f"own:add:{receipt}")
    house.now += timedelta(hours=2)
    house.person.says("스캐너가 고장 났습니다")
    assert house.replies() == []


def test_with_several_requests_it_is_asked_which(house: House) -> None:
    first, second = sent(house), sent(house)
    reply = house.person.says("보낸 요청에 사진 추가할게요")
    assert ids(reply) == [f"own:add:{second}", f"own:add:{first}"]
    house.person.presses(f"own:add:{first}")
    house.person.does(file=photo("a.jpg"))
    assert house.replies()[0].request_id == house.request(first).id


@pytest.mark.parametrize("act", ["add", "note", "withdraw", "withdraw-yes"])
@pytest.mark.parametrize("ended", ["closed", "withdrawn"])
def test_an_ended_request_takes_nothing_and_shows_a_way_on(house: House, act: str, ended: str) -> None:
    receipt = sent(house)
    if ended == "closed":
        house.staff(acts.close, receipt, "마쳤습니다.")
    else:
        house.person.presses(f"own:withdraw-yes:{receipt}")
    before = len(house.rows(RequestEvent))
    reply = house.person.presses(f"own:{act}:{receipt}")
    assert ids(reply) == ["request:start", "human:connect"]
    house.person.does(file=photo("a.jpg"))
    house.person.says("사진 추가할게요")
    assert len(house.rows(RequestEvent)) == before
    assert house.request(receipt).status == ended


def test_a_request_that_ends_while_a_photo_is_on_its_way_refuses_it_and_says_so(
    either_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = either_house
    receipt = sent(house)
    house.person.presses(f"own:add:{receipt}")
    turn, closed = house.runner._turn, []

    def with_staff_in_between(*arguments: Any) -> Any:
        result = turn(*arguments)
        if not closed:
            closed.append(receipt)
            house.staff(acts.close, receipt, "마쳤습니다.")
        return result

    monkeypatch.setattr(house.runner, "_turn", with_staff_in_between)
    reply = house.person.does(file=photo("a.jpg"))
    assert closed
    assert "전했습니다" not in text(reply)
    assert house.replies() == []


def test_an_effect_on_an_ended_request_is_refused_by_the_store(house: House) -> None:
    receipt = sent(house)
    house.staff(acts.close, receipt, "마쳤습니다.")
    for act in (effects.company_reply, effects.withdraw):
        with pytest.raises(effects.RequestOvertaken), house.store.begin() as session:
            act(session, {"receipt": receipt, "text": "글"}, house.person.event(text="글"), now=house.now)


# taking back


def test_taking_back_is_asked_once_and_says_what_it_means(house: House) -> None:
    receipt = sent(house)
    reply = house.person.says("접수한 거 철회할래요")
    assert ids(reply) == [f"own:withdraw-yes:{receipt}", f"own:keep:{receipt}"]
    assert "1개 유형" in text(reply)
    assert "정식 신청" in text(reply)
    assert house.request(receipt).status == "new"
    house.person.says("네")
    assert house.request(receipt).status == "withdrawn"


@pytest.mark.parametrize("answer", ["아니요", "취소", "그대로 두기", "생각해 볼게요"])
def test_anything_but_a_yes_leaves_it(house: House, answer: str) -> None:
    receipt = sent(house)
    house.person.presses(f"own:withdraw:{receipt}")
    house.person.says(answer)
    house.person.says("네")
    assert house.request(receipt).status == "new"


def test_a_yes_of_the_next_day_takes_nothing_back(house: House) -> None:
    receipt = sent(house)
    house.person.presses(f"own:withdraw:{receipt}")
    house.now += timedelta(days=1)
    house.person.says("네")
    assert house.request(receipt).status == "new"


def test_the_staff_see_that_it_was_taken_back(house: House) -> None:
    receipt = sent(house)
    house.staff(acts.claim, receipt)
    with house.store.begin() as session:
        notice = session.exec(select(Delivery).where(Delivery.kind == "staff_notice")).first()
        assert notice is not None
        notice.state, notice.external_id = "sent", "7"
        session.add(notice)
    house.person.presses(f"own:withdraw-yes:{receipt}")
    redrawn = [row for row in house.rows(Delivery) if (row.payload or {}).get("edits") == notice.id][-1]
    with house.store.read() as session:
        message = draw(session, house.desk, redrawn, house.now)
        late = next(row for row in house.rows(Delivery) if (row.payload or {}).get("what") == "late")
        assert message is not None
        assert "⚪ 거둠" in message.text
        assert draw(session, house.desk, late, house.now) is None, "nobody is reminded of it"
    with pytest.raises(DeskError):
        house.staff(acts.ask_back, receipt, "모델명을 알려 주세요.")


def test_cancel_in_the_middle_of_a_dialog_is_about_the_dialog(house: House) -> None:
    receipt = sent(house)
    house.person.goes_to("consult")
    reply = house.person.says("취소")
    assert reply.outcome is not None
    assert reply.outcome.result == "cancelled"
    assert house.request(receipt).status == "new"


def test_in_the_middle_of_a_dialog_it_is_asked_which_of_the_two_ends(house: House) -> None:
    receipt = sent(house)
    house.person.goes_to("consult")
    reply = house.person.says("요청 취소하고 싶어요")
    assert {"flow:cancel", f"own:withdraw:{receipt}"} <= set(ids(reply))
    assert reply.flow == "emergency"
    assert house.request(receipt).status == "new"


def test_cancel_without_a_dialog_leads_to_what_was_sent(house: House) -> None:
    sent(house)
    assert ids(house.person.does(command="cancel")) == ["request:status", "request:start"]


# the year's one type


def fails_one_type(reply: Reply) -> bool:
    return any(f.gate == "one_type_per_year" and f.status.value == "fail" for f in reply.gates)


@pytest.mark.parametrize("state", ["new", "claimed", "waiting", "handed over"])
def test_an_own_request_that_is_pending_fails_the_next_at_once_with_ways_on(house: House, state: str) -> None:
    receipt = sent(house)
    if state == "claimed":
        house.staff(acts.claim, receipt)
    elif state == "waiting":
        house.staff(acts.ask_back, receipt, "모델명을 알려 주세요.")
    elif state == "handed over":
        house.staff(acts.hand_over, receipt, "incheon", "")
    reply = house.person.presses("request:start")
    assert fails_one_type(reply)
    assert reply.ask == "consult", "before anything else is asked"
    assert {f"own:add:{receipt}", f"own:withdraw:{receipt}", "consult:yes"} <= set(ids(reply))
    assert "이미 보낸 긴급AS 요청이 있습니다" in text(reply)


def test_after_taking_it_back_the_running_request_goes_on(house: House) -> None:
    receipt = sent(house)
    house.person.presses("request:start")
    house.person.presses(f"own:withdraw:{receipt}")
    reply = house.person.presses(f"own:withdraw-yes:{receipt}")
    assert reply.ask == "consent", "in the same turn"
    reply = house.person.files_a_request()
    assert reply.outcome is not None
    assert reply.outcome.result == "routed"


def test_a_request_that_was_closed_does_not_stand_in_the_way(house: House) -> None:
    receipt = sent(house)
    house.staff(acts.close, receipt, "요건이 맞지 않아 마칩니다.")
    assert not fails_one_type(house.person.presses("request:start"))


def test_last_years_request_does_not_stand_in_the_way(house: House) -> None:
    sent(house)
    house.runner._today = lambda: TODAY.replace(year=2024)
    assert not fails_one_type(house.person.presses("request:start"))


@pytest.mark.parametrize(("kind", "status"), [("request", "review"), ("consultation", "pass")])
def test_another_persons_request_with_the_number_is_seen_by_staff_alone(house: House, kind: str, status: str) -> None:
    first = sent(house)
    with house.store.begin() as session:
        row = session.exec(select(Request).where(Request.receipt == first)).one()
        row.kind = kind
        session.add(row)
    other = Person(house.runner, "terminal", "other")
    reply = other.files_a_request()
    assert reply.outcome is not None
    assert reply.outcome.result == "routed"
    assert not fails_one_type(reply)
    found = {f["gate"]: f["status"] for f in house.request(reply.outcome.receipt).findings}
    assert found["one_type_per_year"] == status
    assert first not in text(other.does(command="status"))


@pytest.mark.parametrize("why", ["taken back", "last year"])
def test_another_persons_request_of_last_year_or_taken_back_is_no_reason(house: House, why: str) -> None:
    first = sent(house)
    if why == "taken back":
        house.person.presses(f"own:withdraw-yes:{first}")
    else:
        with house.store.begin() as session:
            row = session.exec(select(Request).where(Request.receipt == first)).one()
            row.summary = {**row.summary, "filed_on": "2022-06-14"}
            session.add(row)
    receipt = Person(house.runner, "terminal", "other").files_a_request().outcome.receipt
    assert {f["gate"]: f["status"] for f in house.request(receipt).findings}["one_type_per_year"] == "pass"


# AS지원


def test_a_talk_about_regular_support_reaches_the_office_under_its_own_name(house: House) -> None:
    house.person.says("MES에 재고 모듈 추가하고 싶은데 긴급AS로 되나요?")
    assert "regular:start" in ids(house.person.presses("regular:path"))
    reply = house.person.presses("regular:start")
    assert (reply.flow, reply.ask) == ("regular", "consent")
    for answer in ("네", "가나정밀", "010-2345-6789", "화성시"):
        reply = house.person.says(answer)
    assert reply.outcome is not None
    assert reply.outcome.result == "consultation"
    request = house.request(str(reply.outcome.receipt))
    assert (request.kind, request.facts["support_type"], request.office) == ("consultation", "regular", "gyeonggi")
    notice = next(row for row in house.rows(Delivery) if row.kind == "staff_notice" and row.payload["what"] == "new")
    with house.store.read() as session:
        message = draw(session, house.desk, notice, house.now)
    assert message is not None
    assert "🔴 새 AS지원 상담 | 가나정밀, 화성" in message.text
    assert "재고 모듈" in message.text
    said = text(house.person.does(command="status"))
    assert "필요한 일 MES에 재고 모듈" in said
    assert not fails_one_type(house.person.presses("request:start")), "a talk is no application"


def test_a_failing_request_turns_into_a_talk_with_what_was_said(house: House) -> None:
    house.person.goes_to("failure_repair")
    house.person.presses("failure_repair:no")
    assert "regular:start" in ids(house.person.presses("regular:path"))
    reply = house.person.presses("regular:start")
    assert (reply.flow, reply.ask) == ("regular", "company_name"), "consent and need are known"


def test_another_dialog_is_finished_first(house: House) -> None:
    house.person.goes_to("equipment")
    reply = house.person.presses("regular:path")
    assert "regular:start" not in ids(reply)
    reply = house.person.presses("regular:start")
    assert (reply.flow, reply.ask) == ("emergency", "equipment")
    assert "먼저 마치거나" in text(reply)


def test_papers_asked_for_after_the_way_are_those_of_regular_support(house: House) -> None:
    house.person.presses("regular:path")
    assert "AS지원은 12단계" in text(house.person.presses("topic:procedure"))


def test_refusing_consent_to_a_talk_forgets_it(house: House) -> None:
    house.person.presses("regular:start")
    house.person.presses("consent:no")
    assert house.rows(Request) == []
