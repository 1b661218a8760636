"""After sending, in a real browser: the page is a press away, the picture says where the case stands."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from support.telegram_talk import ANSWERS, STORY
from support.terminal_talk import FIELDS

pytestmark = pytest.mark.browser

POST = """async what => {
  const body = {event_id: crypto.randomUUID().replaceAll("-", ""), since: 0, ...what};
  const answer = await fetch("/chat/events", {
    method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify(body),
  });
  return answer.json();
}"""


def file_a_request(chat: Any) -> None:
    """Answers until it is sent, as the page's own script posts; then the page is loaded again."""
    last = chat.page.evaluate(POST, {"text": STORY})
    for _ in range(50):
        field = last["ask"]
        if field is None:
            break
        what = {"choice": f"{field}:{ANSWERS[field]}"} if field in ANSWERS else {"text": FIELDS[field]}
        last = chat.page.evaluate(POST, what)
    assert last["ask"] is None
    chat.page.reload()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_page_is_a_press_away_at_every_width(visit, width: int) -> None:
    chat = visit({"width": width, "height": 844})
    file_a_request(chat)
    link = chat.last.get_by_role("link", name="접수증 받기(PDF)")
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    with chat.page.expect_download() as started:
        link.click()
    assert re.fullmatch(r"asbot-\d{4}-\d{4,}\.pdf", started.value.suggested_filename)
    (sheet,) = PdfReader(io.BytesIO(started.value.path().read_bytes())).pages
    assert "가나정밀" in sheet.extract_text()
    wide = chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    inside = chat.page.evaluate(
        "document.querySelector('#main').scrollWidth <= document.querySelector('#main').clientWidth"
    )
    assert wide
    assert inside


def test_the_procedures_picture_tells_the_same_in_words(visit, desktop) -> None:
    chat = visit(desktop)
    file_a_request(chat)
    picture = chat.page.locator("#panel").get_by_role("img", name=re.compile("긴급AS 절차 12단계"))
    expect(picture).to_be_visible()
    assert "신청접수(스마트공장 사업관리시스템) 지금 여기" in str(picture.get_attribute("aria-label"))
    expect(chat.last.locator(".steps-picture")).to_be_hidden()
    chat.last.get_by_text("절차 그림 보기").click()
    expect(chat.last.locator(".steps-picture")).to_be_visible()


def test_another_browser_finds_nothing_at_the_pages_address(visit) -> None:
    chat, stranger = visit(), visit()
    file_a_request(chat)
    address = chat.last.get_by_role("link", name="접수증 받기(PDF)").get_attribute("href")
    answer = stranger.page.request.get(f"{stranger.url}{address}")
    assert answer.status == 404
