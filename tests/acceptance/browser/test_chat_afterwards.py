"""A request that was sent, in the page of a phone: its steps, a photo more, and taken back; and the AS지원 way."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from sqlmodel import select
from support.chat_request import send_request, sent
from support.desk import Office
from support.process import Asbot

from bot.desk import acts
from bot.desk.acts import Desk
from bot.store import Store
from bot.store.models import Attachment, Request
from knowledge.loading import default_notice
from knowledge.wording import default_wording

pytestmark = pytest.mark.browser


@pytest.fixture
def office(server: Asbot) -> Iterator[Office]:
    """The office's people, in the process's own database."""
    store = Store(f"sqlite:///{server.data_dir / 'asbot.sqlite'}", server.environment["ASBOT_SECRET_KEY"])
    yield Office(store, Desk(default_notice(), default_wording()), now=datetime.now(UTC))
    store.close()


def shot(chat, name: str) -> None:
    """A picture to look at, where somebody asked for them."""
    folder = os.environ.get("ASBOT_SHOTS")
    if folder:
        chat.page.wait_for_timeout(400)
        chat.page.screenshot(path=f"{folder}/{name}.png")


def fits(chat) -> bool:
    """Whether nothing sticks out at the side."""
    return bool(chat.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_its_steps_are_seen_a_photo_is_added_and_it_is_taken_back(visit, office, phone, photo) -> None:
    clerk = office.person("김담당", "gyeonggi")
    chat = visit(phone)
    send_request(chat)
    found = re.search(r"\d{4}-\d{4}", sent(chat).inner_text())
    assert found is not None
    receipt = found[0]
    with office.store.begin() as session:
        acts.claim(session, office.desk, clerk, receipt, datetime.now(UTC))
    expect(chat.page.locator(".msg.event")).to_contain_text("맡았습니다", timeout=15_000)

    card = chat.says("제 신청 어떻게 됐어요?")
    expect(card.locator(".verdict")).to_contain_text(f"요청번호 {receipt}")
    expect(card).to_contain_text("담당자가 맡았습니다.")
    expect(card).to_contain_text("접수했습니다.")
    expect(card).to_contain_text("경기지역본부 김담당이 맡았습니다.")
    expect(card.get_by_role("link", name="경기지역본부에 전화 031-260-4931")).to_be_visible()
    assert fits(chat)
    shot(chat, "phone-timeline")

    expect(chat.presses("사진·파일 더하기")).to_contain_text(receipt)
    before = chat.answers.count()
    chat.page.locator("input[type=file]").set_input_files(photo)
    expect(chat.answered(before)).to_contain_text("파일 1개를 받았습니다")
    shot(chat, "phone-adding")
    expect(chat.presses("다 올렸습니다")).to_contain_text("파일 1개를 더했습니다")
    with office.store.read() as session:
        request = session.exec(select(Request).where(Request.receipt == receipt)).one()
        attachments = session.exec(select(Attachment).where(Attachment.request_id == request.id)).all()
    assert [attachment.name for attachment in attachments] == ["서버 앞면.png"]

    chat.presses("진행 상황 보기")
    expect(chat.last).to_contain_text("파일 1개를 보냈습니다.")
    expect(chat.presses("요청 거두기")).to_contain_text("거둘까요?")
    shot(chat, "phone-withdraw")
    expect(chat.presses("요청 거두기")).to_contain_text("거두었습니다.")
    with office.store.read() as session:
        assert session.exec(select(Request).where(Request.receipt == receipt)).one().status == "withdrawn"
    chat.page.reload()
    expect(chat.last).to_contain_text("거두었습니다.")
    chat.says(receipt)
    shot(chat, "phone-withdrawn")


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_the_regular_way_is_one_card_and_leads_to_a_talk(visit, office, request, width: str) -> None:
    office.person("이예시", "gyeonggi")
    chat = visit(request.getfixturevalue(width))
    card = chat.says("AS지원 알아보기")
    expect(card.locator(".head")).to_contain_text("AS지원")
    expect(card.get_by_text("지원 절차 12단계")).to_be_hidden()
    shot(chat, f"{width}-path")
    card.get_by_text("자세히", exact=True).click()
    expect(card.get_by_text("지원 절차 12단계")).to_be_visible()
    expect(card).to_contain_text("12. 완료점검 및 사업비지급")
    assert fits(chat)
    shot(chat, f"{width}-path-open")
    chat.presses("AS지원 상담 남기기")
    chat.presses("동의하고 계속")
    expect(chat.page.locator("#progress, .prog").first).to_contain_text("AS지원 상담")
    shot(chat, f"{width}-talk-asks")
    for answer in ("재고 모듈을 <b>추가</b>하고 싶습니다", "가나정밀", "010-0000-0000", "경기 화성시"):
        chat.says(answer)
    expect(chat.last.locator(".verdict")).to_contain_text("경기지역본부에 상담을 남겼습니다.")
    expect(chat.last.locator(".steps")).to_have_count(0)
    expect(chat.last).to_contain_text("재고 모듈을 <b>추가</b>하고 싶습니다")
    shot(chat, f"{width}-talk-sent")
    chat.says("제 신청 어떻게 됐어요?")
    expect(chat.last).to_contain_text("필요한 일")
    assert fits(chat)
    shot(chat, f"{width}-talk-timeline")


def test_a_second_request_meets_the_first_at_once(visit, desktop) -> None:
    chat = visit(desktop)
    send_request(chat)
    chat.says("긴급AS 신청할게요")
    expect(chat.last).to_contain_text("이미 보낸 긴급AS 요청이 있습니다.")
    shot(chat, "desktop-second")
    before = chat.answers.count()
    chat.last.get_by_role("button", name=re.compile("거두기")).click()
    chat.answered(before)
    shot(chat, "desktop-second-withdraw")
    chat.presses("요청 거두기")
    expect(chat.last).to_contain_text("동의하나요?")
    shot(chat, "desktop-second-goes-on")
