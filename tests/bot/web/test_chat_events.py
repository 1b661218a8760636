"""Events of the chat over HTTP: who a visitor is, what is taken, what comes back."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.channels.web.chat_visitor import COOKIE, user_of
from bot.runner import Runner
from bot.store.models import ChatMessage, Conversation, IncomingEvent

QUESTION = "클라우드 MES 월 사용료도 지원되나요?"


def html_of(update: dict) -> str:
    return "".join(line["html"] for line in update["lines"])


async def test_the_first_visit_gets_a_cookie_that_scripts_cannot_read(visit) -> None:
    cookie = (await visit.open()).headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_the_store_never_holds_what_would_let_somebody_in_as_the_visitor(visit, runner: Runner) -> None:
    await visit.open()
    await visit.says(QUESTION)
    token = visit.client.cookies[COOKIE]
    with runner.store.read() as session:
        users = set(session.exec(select(Conversation.user)).all())
    assert users == {user_of(token)}
    assert token not in users


async def test_an_answer_shows_verdict_headline_and_the_clause_with_its_place_in_the_notice(visit) -> None:
    html = html_of(await visit.says(QUESTION))
    assert '<span class="lab">불가</span>' in html
    assert "임대 사용료, 기간이 정해진 라이센스형 소프트웨어 비용" in html
    assert 'href="/notice#unsupported.rental_license"' in html
    assert html.index("불가") < html.index("공고 원문")


async def test_a_reload_shows_the_same_conversation(visit) -> None:
    update = await visit.says(QUESTION)
    page = (await visit.open()).text
    for line in update["lines"]:
        assert f'id="{line["key"]}"' in page
    assert QUESTION in page


async def test_the_same_event_twice_is_one_line_of_the_conversation(visit, runner: Runner) -> None:
    first = (await visit.post("the-same-event", text=QUESTION)).json()
    again = (await visit.post("the-same-event", text=QUESTION)).json()
    assert [line["key"] for line in again["lines"]] == [line["key"] for line in first["lines"]]
    with runner.store.read() as session:
        said = session.exec(select(ChatMessage).where(ChatMessage.sender == "company")).all()
    assert len(said) == 1


async def test_one_visitor_never_gets_the_reply_to_anothers_event(visit, second_visit) -> None:
    await visit.post("the-same-event", text="가나정밀입니다. " + QUESTION)
    other = (await second_visit.post("the-same-event", text="견적 3천만원이면 얼마를 지원받나요?")).json()
    assert "가나정밀" not in html_of(other)
    assert "1,500만 원" in html_of(other)


async def test_what_people_write_is_text_and_never_markup(visit) -> None:
    html = html_of(await visit.says("<script>alert(1)</script> 서버 <b>고장</b>"))
    assert "<script>" not in html
    assert "<b>고장" not in html
    assert "&lt;b&gt;고장" in html


async def test_only_what_is_new_comes_back(visit) -> None:
    await visit.says(QUESTION)
    visit.since += 120_000
    update = await visit.client.get("/chat/history", params={"since": visit.since})
    assert update.json()["lines"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "가" * 2001}, "text"),
        ({"text": "서버", "choice": "request:start"}, "text"),
        ({}, "text"),
        ({"choice": "c" * 101}, "choice"),
        ({"choice": 7}, "choice"),
        ({"command": "reboot"}, "command"),
        ({"location": {"latitude": 91, "longitude": 127}}, "location"),
        ({"location": {"latitude": "37", "longitude": 127}}, "location"),
        ({"location": {"latitude": float("nan"), "longitude": 127}}, "location"),
        ({"text": "서버", "event_id": "short"}, "event_id"),
        ({"text": "서버", "event_id": "with a space"}, "event_id"),
        ({"text": "서버", "since": "yesterday"}, "since"),
    ],
)
async def test_an_event_the_page_would_not_send_is_named_and_changes_nothing(visit, runner, body, field) -> None:
    import json

    content = json.dumps({"event_id": "a-good-event-id", "since": 0, **body})
    response = await visit.client.post("/chat/events", content=content)
    assert (response.status_code, response.json()["field"]) == (400, field)
    with runner.store.read() as session:
        assert session.exec(select(IncomingEvent)).all() == []


@pytest.mark.parametrize("content", ["", "[]", "null", "{", "\udcff".encode("utf-8", "surrogateescape")])
async def test_a_body_that_is_no_event_is_refused(visit, content) -> None:
    assert (await visit.client.post("/chat/events", content=content)).status_code == 400


async def test_a_position_in_a_request_decides_the_office(visit, person) -> None:
    person.runner, person.channel = person.runner, "web"
    await visit.open()
    person.user = user_of(visit.client.cookies[COOKIE])
    person.goes_to("site_address")
    html = html_of(await visit.does(location={"latitude": 37.20, "longitude": 126.83}))
    assert "경기지역본부" in html
    assert "현재 위치를 보냈습니다" in html


async def test_who_writes_too_fast_is_told_when_to_go_on(visit) -> None:
    await visit.open()
    for _ in range(60):
        response = await visit.post(command="help")
        if response.status_code == 429:
            break
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 1


async def test_refusing_consent_empties_the_page_and_the_store(visit, runner: Runner) -> None:
    await visit.says(QUESTION)
    await visit.presses("request:start")
    update = await visit.presses("consent:no")
    assert update["reset"]
    assert "이 대화를 지웁니다" in html_of(update)
    assert QUESTION not in (await visit.open()).text
    with runner.store.read() as session:
        assert session.exec(select(ChatMessage)).all() == []
        assert session.exec(select(Conversation)).all() == []


async def test_a_running_request_shows_what_is_known_with_a_way_to_change_it(visit, person) -> None:
    await visit.open()
    person.channel, person.user = "web", user_of(visit.client.cookies[COOKIE])
    person.goes_to("company_name")
    page = (await visit.open()).text
    assert 'data-choice="flow:edit:site_address"' in page
    assert "경기 화성시 봉담읍" in page
    assert "031-260-4931" in page
    assert "긴급AS 요청" in page
    assert "확인한 내용 보기" in page


async def test_a_used_choice_is_text_after_a_reload(visit) -> None:
    await visit.presses("request:start")
    await visit.presses("consent:yes")
    page = (await visit.open()).text
    assert 'data-choice="consent:yes"' not in page
    assert '<span class="picked">동의하고 계속' in page


async def test_a_mistyped_business_number_is_drawn_as_an_error_above_the_question(visit, person) -> None:
    await visit.open()
    person.channel, person.user = "web", user_of(visit.client.cookies[COOKIE])
    person.goes_to("business_number")
    update = await visit.says("123-45-6789")
    html = html_of(update)
    error = html.index('class="err"')
    assert "숫자가 9자리입니다." in html[error:]
    assert html.index("사업자등록번호를 적어 주세요.", error) > error
    assert update["input_mode"] == "numeric"


async def test_a_sent_request_shows_its_number_and_where_the_application_goes(visit, person) -> None:
    await visit.open()
    person.channel, person.user = "web", user_of(visit.client.cookies[COOKIE])
    person.files_a_request()
    page = (await visit.open()).text
    assert '<span class="lab">요청번호 2306-0001</span>' in page
    assert 'href="https://www.smart-factory.kr"' in page
    assert 'href="tel:031-260-4931"' in page


async def test_a_question_in_the_middle_leaves_one_question_with_buttons(visit, person) -> None:
    await visit.open()
    person.channel, person.user = "web", user_of(visit.client.cookies[COOKIE])
    person.goes_to("self_funds")
    html = html_of(await visit.says("돈은 언제 들어와요?"))
    assert html.count("<fieldset>") == 1
    assert 'data-choice="self_funds:yes"' in html
    assert ">이어서<" in html


async def test_health_answers_while_the_database_does(visit) -> None:
    assert (await visit.client.get("/healthz")).text == "ok"


async def test_a_person_who_looks_for_a_page_that_is_not_there_is_told_so(visit) -> None:
    response = await visit.client.get("/somewhere", headers={"accept": "text/html"})
    assert response.status_code == 404
    assert "찾는 화면이 없습니다." in response.text
