"""The chat in a real browser on the real server: asking, answering, sending, and what happens when things fail."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

QUESTION = "클라우드 MES 월 사용료도 지원되나요?"


def into_request(chat) -> None:
    """A request up to its second question."""
    chat.page.get_by_role("button", name="긴급AS 요청하기").click()
    expect(chat.last).to_contain_text("동의하나요?")
    chat.presses("동의하고 계속")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_question_gets_a_verdict_with_the_words_of_the_notice(visit, request, size: str) -> None:
    chat = visit(request.getfixturevalue(size))
    expect(chat.page.get_by_role("heading", name="무엇이 고장 났나요?")).to_be_visible()
    answer = chat.says(QUESTION)
    expect(answer.get_by_text("불가", exact=True)).to_be_visible()
    expect(answer.locator("blockquote").first).to_contain_text("임대 사용료")
    expect(answer.get_by_role("link", name=re.compile("공고에서 보기")).first).to_be_visible()
    expect(chat.page.get_by_role("heading", name="무엇이 고장 났나요?")).to_be_hidden()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_nothing_is_wider_than_the_screen(visit, request, size: str) -> None:
    chat = visit(request.getfixturevalue(size))
    chat.says(QUESTION)
    into_other = chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert into_other


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}, {"width": 640, "height": 380}])
def test_the_smallest_screen_and_a_page_zoomed_to_200_percent_show_everything(visit, viewport) -> None:
    chat = visit(viewport)
    chat.says(QUESTION)
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(chat.page.get_by_role("button", name="보내기", exact=True)).to_be_in_viewport()
    expect(chat.page.get_by_role("button", name="담당자 연결").first).to_be_visible()


def test_a_pressed_choice_becomes_text_and_the_focus_goes_to_the_writing(visit) -> None:
    chat = visit()
    chat.page.get_by_role("button", name="긴급AS 요청하기").click()
    ask = chat.last
    expect(ask.get_by_role("group", name=re.compile("동의하나요"))).to_be_visible()
    chat.presses("동의하고 계속")
    assert chat.is_focused(chat.text)
    used = chat.answers.nth(chat.answers.count() - 2)
    expect(used.get_by_role("button")).to_have_count(0)
    expect(used.locator(".picked")).to_contain_text("동의하고 계속")


def test_a_reload_keeps_the_conversation_and_the_open_question(visit) -> None:
    chat = visit()
    into_request(chat)
    before = chat.page.locator("article").all_inner_texts()
    chat.page.reload()
    assert chat.page.locator("article").all_inner_texts() == before
    chat.presses("서버")
    expect(chat.last).to_contain_text("어떻게 고장 났는지")


def test_the_conversation_stands_in_the_page_also_without_scripts(visit, chromium, server) -> None:
    chat = visit()
    chat.says(QUESTION)
    state = chat.page.context.storage_state()
    context = chromium.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(server.url)
    expect(page.locator("article")).to_contain_text("불가")
    expect(page.get_by_text(QUESTION)).to_be_visible()
    context.close()


def test_the_progress_of_a_request_opens_what_is_known_and_an_answer_can_be_changed(visit, phone) -> None:
    chat = visit(phone)
    assert chat.page.get_by_role("progressbar").count() == 0
    into_request(chat)
    chat.presses("서버")
    expect(chat.page.get_by_role("progressbar").first).to_be_visible()
    chat.page.get_by_role("button", name="확인한 내용 보기").click()
    panel = chat.page.get_by_role("complementary", name="이 대화에서 확인한 내용")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("아직 묻지 않음")
    chat.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert chat.is_focused(chat.page.get_by_role("button", name="확인한 내용 보기"))
    chat.page.get_by_role("button", name="확인한 내용 보기").click()
    before = chat.answers.count()
    panel.get_by_role("button", name="고장 난 것 고치기").click()
    expect(chat.answered(before)).to_contain_text("무엇이 고장 났나요?")
    expect(chat.page.locator(".bubble").last).to_have_text("고치기: 고장 난 것")
    expect(panel).to_be_hidden()


def test_on_a_wide_screen_the_panel_stands_beside_the_conversation(visit) -> None:
    chat = visit()
    into_request(chat)
    chat.presses("서버")
    panel = chat.page.get_by_role("complementary", name="이 대화에서 확인한 내용")
    expect(panel).to_contain_text("서버")
    expect(chat.page.get_by_role("button", name="확인한 내용 보기")).to_be_hidden()


def test_why_back_and_cancel_are_links_under_each_question(visit) -> None:
    chat = visit()
    into_request(chat)
    chat.presses("서버")
    expect(chat.presses("왜 묻나요?")).to_contain_text("이어서")
    expect(chat.presses("이전 질문")).to_contain_text("무엇이 고장 났나요?")
    expect(chat.presses("요청 그만두기")).to_contain_text("요청을 그만두었습니다.")
    assert chat.page.get_by_role("button", name="확인한 내용 보기").count() == 0


def test_a_clause_opens_in_the_notice_marked_and_back_is_the_conversation(visit) -> None:
    chat = visit()
    answer = chat.says(QUESTION)
    answer.get_by_role("link", name=re.compile("공고에서 보기")).first.click()
    marked = chat.page.locator(".clause:target")
    expect(marked).to_be_in_viewport()
    expect(marked).to_contain_text("임대 사용료")
    chat.page.get_by_role("link", name="대화로 돌아가기").click()
    expect(chat.last).to_contain_text("불가")


def test_a_photo_is_uploaded_in_a_request(visit, photo: Path) -> None:
    chat = visit()
    into_request(chat)
    before = chat.answers.count()
    chat.page.locator("input[type=file]").set_input_files(photo)
    expect(chat.answered(before)).to_contain_text("1개를 받았습니다.")
    expect(chat.page.locator(".file b").last).to_have_text("서버 앞면.png")
    chat.page.reload()
    expect(chat.page.locator(".file b").last).to_have_text("서버 앞면.png")
    picture = chat.page.get_by_role("img", name=re.compile("^사진: 서버 앞면.png"))
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 1
    chat.says("방금 올린 사진 빼주세요")
    expect(chat.last).to_contain_text("올린 파일을 모두 뺐습니다.")
    chat.page.reload()
    expect(picture).to_have_count(0)


def test_a_file_of_another_kind_is_refused_in_words_and_can_be_taken_away(visit, tmp_path: Path) -> None:
    chat = visit()
    into_request(chat)
    script = tmp_path / "서버 사진.jpg"
    script.write_text("#!/bin/sh\nexit 0\n")
    chat.page.locator("input[type=file]").set_input_files(script)
    note = chat.page.locator("#pending .fail")
    expect(note).to_contain_text("실행 파일은 받지 않습니다.")
    note.get_by_role("button", name="지우기").click()
    expect(chat.page.locator("#pending .msg")).to_have_count(0)
    chat.troubles.clear()  # the browser logs the 415 itself


def test_a_slow_upload_shows_its_progress_and_can_be_cancelled(visit, tmp_path: Path) -> None:
    chat = visit()
    into_request(chat)
    held: list[Route] = []
    chat.page.route("**/chat/files", lambda route: held.append(route))
    photo = tmp_path / "큰 사진.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 3_000_000)
    chat.page.locator("input[type=file]").set_input_files(photo)
    box = chat.page.locator("#pending .file")
    expect(box).to_contain_text("큰 사진.jpg")
    expect(box).to_contain_text("2.9MB · 올리는 중")
    expect(box.get_by_role("progressbar", name="올리는 중")).to_be_visible()
    box.get_by_role("button", name="큰 사진.jpg 올리기 취소").click()
    expect(chat.page.locator("#pending .msg")).to_have_count(0)
    held[0].abort()
    chat.troubles.clear()


def test_without_connection_words_wait_on_this_device_and_are_sent_when_it_is_back(visit) -> None:
    chat = visit()
    chat.page.wait_for_load_state("load")
    chat.page.context.set_offline(True)
    expect(chat.page.get_by_text("인터넷 연결이 끊겼습니다.")).to_be_visible()
    chat.text.fill(QUESTION)
    chat.text.press("Enter")
    chat.text.fill("지울 글")
    chat.text.press("Enter")
    expect(chat.page.locator("#pending .wait")).to_have_text(["연결되면 보냅니다 · 지우기"] * 2)
    chat.page.get_by_role("button", name="지우기").last.click()
    expect(chat.page.get_by_text("지울 글")).to_have_count(0)
    chat.page.context.set_offline(False)
    expect(chat.last).to_contain_text("불가")
    expect(chat.page.get_by_text("인터넷 연결이 끊겼습니다.")).to_be_hidden()
    expect(chat.page.locator(".bubble")).to_have_count(1)
    chat.troubles.clear()


def test_words_that_waited_survive_a_reload(visit) -> None:
    chat = visit()
    chat.page.route("**/chat/events", lambda route: route.abort())
    chat.page.route("**/healthz", lambda route: route.abort())
    chat.text.fill(QUESTION)
    chat.text.press("Enter")
    expect(chat.page.locator("#pending .wait")).to_contain_text("연결되면 보냅니다")
    chat.page.unroute_all()
    chat.page.reload()
    expect(chat.last).to_contain_text("불가")
    expect(chat.page.locator(".bubble")).to_have_count(1)
    chat.troubles.clear()


def test_a_failed_message_can_be_sent_again_and_stands_once(visit) -> None:
    chat = visit()
    chat.page.route("**/chat/events", lambda route: route.fulfill(status=500, json={"error": "failed"}))
    chat.text.fill(QUESTION)
    chat.text.press("Enter")
    expect(chat.page.get_by_text("보내지 못했습니다.")).to_be_visible()
    chat.page.unroute_all()
    chat.page.get_by_role("button", name="다시 보내기").click()
    expect(chat.last).to_contain_text("불가")
    expect(chat.page.locator(".bubble")).to_have_count(1)
    chat.troubles.clear()


def test_an_answer_whose_way_back_broke_is_not_asked_twice(visit) -> None:
    """The server took the event, the reply was lost: the same event id is sent again."""
    chat = visit()
    ids: list[str] = []

    def losing(route: Route) -> None:
        ids.append(json.loads(route.request.post_data or "{}")["event_id"])
        if len(ids) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    chat.page.route("**/chat/events", losing)
    chat.text.fill(QUESTION)
    chat.text.press("Enter")
    expect(chat.last).to_contain_text("불가")
    expect(chat.page.locator("#pending .msg")).to_have_count(0)
    chat.page.reload()
    expect(chat.page.locator(".bubble")).to_have_count(1)
    assert set(ids) == {ids[0]}
    chat.troubles.clear()


def test_waiting_shows_words_only_after_a_moment(visit) -> None:
    chat = visit()
    held: list[Route] = []
    chat.page.route("**/chat/events", lambda route: held.append(route))
    chat.text.fill(QUESTION)
    chat.text.press("Enter")
    expect(chat.page.locator(".bubble")).to_have_text(QUESTION)
    assert chat.page.locator(".typing").count() == 0
    expect(chat.page.get_by_role("status").filter(has_text="공고에서 찾고 있습니다")).to_be_visible()
    held[0].continue_()
    expect(chat.last).to_contain_text("불가")
    expect(chat.page.locator(".typing")).to_have_count(0)


def test_a_draft_survives_a_reload_and_is_gone_once_sent(visit) -> None:
    chat = visit()
    chat.text.fill("아직 보내지 않은 글")
    chat.page.reload()
    expect(chat.text).to_have_value("아직 보내지 않은 글")
    chat.says(QUESTION)
    chat.page.reload()
    expect(chat.text).to_have_value("")


def test_an_empty_message_is_named_beside_the_field(visit) -> None:
    chat = visit()
    chat.text.press("Enter")
    alert = chat.page.get_by_role("alert")
    expect(alert).to_have_text("질문이나 답을 적어 주세요.")
    expect(chat.text).to_have_accessible_description("질문이나 답을 적어 주세요.")
    expect(chat.text).to_have_attribute("aria-invalid", "true")
    chat.text.type("서")
    expect(alert).to_be_hidden()


def press_enter(page: Page, composing: bool) -> None:
    page.evaluate(
        """composing => document.getElementById("text").dispatchEvent(
             new KeyboardEvent("keydown", {key: "Enter", isComposing: composing, bubbles: true, cancelable: true}))""",
        composing,
    )


def test_enter_while_a_syllable_is_put_together_sends_nothing(visit) -> None:
    chat = visit()
    chat.text.fill("서버 수리")
    press_enter(chat.page, composing=True)
    chat.page.wait_for_timeout(300)
    assert chat.page.locator(".bubble").count() == 0
    press_enter(chat.page, composing=False)
    expect(chat.page.locator(".bubble")).to_have_count(1)


def test_on_a_phone_enter_makes_a_line(visit, phone) -> None:
    chat = visit(phone, has_touch=True, is_mobile=True)
    chat.text.fill("첫 줄")
    chat.text.press("Enter")
    chat.text.type("둘째 줄")
    expect(chat.text).to_have_value("첫 줄\n둘째 줄")
    assert chat.page.locator(".bubble").count() == 0


def test_a_reader_who_scrolled_up_is_not_moved_but_told(visit, phone) -> None:
    chat = visit(phone)
    for question in (QUESTION, "긴급AS 서류는 무엇을 내나요?", "누가 신청할 수 있나요?"):
        chat.says(question)
    second = chat.page.context.new_page()
    second.goto(chat.url)
    main = chat.page.locator("#main")
    main.evaluate("element => { element.scrollTop = 0 }")
    second.get_by_label("질문이나 답 적기").fill("견적 3천만원이면 얼마를 지원받나요?")
    second.get_by_label("질문이나 답 적기").press("Enter")
    pill = chat.page.get_by_role("button", name="새 답변")
    expect(pill).to_be_visible()
    assert main.evaluate("element => element.scrollTop") == 0
    pill.click()
    expect(chat.last.locator(".verdict, .head").first).to_be_in_viewport()
    expect(pill).to_be_hidden()


def test_an_answer_taller_than_the_screen_is_read_from_its_top(visit) -> None:
    chat = visit({"width": 390, "height": 560})
    answer = chat.says("긴급AS 서류는 무엇을 내나요?")
    box, view = answer.bounding_box(), chat.page.locator("#main").bounding_box()
    assert box is not None
    assert view is not None
    assert box["height"] > view["height"]
    assert view["y"] <= box["y"] < view["y"] + 60


def test_refusing_consent_empties_the_page(visit) -> None:
    chat = visit()
    chat.says(QUESTION)
    chat.page.get_by_role("button", name="메뉴").click()
    chat.page.get_by_role("button", name="처음부터").click()
    expect(chat.last).to_contain_text("긴급AS 요청하기")
    chat.presses("긴급AS 요청하기")
    chat.last.get_by_role("button", name="동의하지 않음", exact=True).click()
    expect(chat.page.get_by_text("이 대화를 지웁니다")).to_be_visible()
    expect(chat.page.get_by_text(QUESTION)).to_have_count(0)
    chat.page.reload()
    expect(chat.page.get_by_role("heading", name="무엇이 고장 났나요?")).to_be_visible()


def test_another_tab_shows_what_was_said_here(visit) -> None:
    chat = visit()
    second = chat.page.context.new_page()
    second.goto(chat.url)
    chat.says(QUESTION)
    expect(second.locator("article")).to_contain_text("불가")
    expect(second.locator(".bubble")).to_have_count(1)


def test_no_page_of_the_chat_asks_another_server(visit: Callable) -> None:
    chat = visit()
    chat.says(QUESTION)
    chat.page.goto(f"{chat.url}/notice")
    chat.page.wait_for_load_state("networkidle")
    assert len(chat.requests) > 8
    assert chat.elsewhere() == []
