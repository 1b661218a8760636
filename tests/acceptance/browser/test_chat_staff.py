"""A request sent from the chat, and the people of the office who answer in it."""

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
        chat.page.screenshot(path=f"{folder}/{name}.png")


def test_a_person_sends_a_request_and_the_office_answers_in_the_same_conversation(visit, office, phone, photo) -> None:
    clerk = office.person("김담당", "gyeonggi")
    chat = visit(phone)
    send_request(chat)
    expect(sent(chat).locator(".verdict")).to_contain_text("경기지역본부에 보냈습니다.")
    expect(sent(chat).get_by_role("link", name="경기지역본부에 전화 031-260-4931")).to_be_visible()
    expect(sent(chat)).to_contain_text("아직 끝이 아닙니다.")
    assert chat.page.get_by_role("button", name="확인한 내용 보기").count() == 0
    shot(chat, "phone-sent")
    receipt = re.search(r"\d{4}-\d{4}", sent(chat).inner_text())
    assert receipt is not None

    with office.store.begin() as session:
        acts.claim(session, office.desk, clerk, receipt[0], datetime.now(UTC))
        acts.ask_back(
            session, office.desk, clerk, receipt[0], "서버 뒷면의 모델명 사진을 보내 주세요.", datetime.now(UTC)
        )
    question = chat.page.locator(".msg.bot", has=chat.page.locator(".who"))
    expect(question).to_contain_text("경기지역본부 김담당")
    expect(question).to_contain_text("서버 뒷면의 모델명 사진을 보내 주세요.")
    expect(chat.page.locator(".msg.event")).to_contain_text("맡았습니다", timeout=15_000)
    shot(chat, "phone-staff")

    before = chat.answers.count()
    chat.page.locator("input[type=file]").set_input_files(photo)
    expect(chat.answered(before)).to_contain_text("경기지역본부에 전했습니다.")
    with office.store.read() as session:
        request = session.exec(select(Request).where(Request.receipt == receipt[0])).one()
        attachments = session.exec(select(Attachment).where(Attachment.request_id == request.id)).all()
    assert [attachment.name for attachment in attachments] == ["서버 앞면.png"]
    chat.page.reload()
    expect(question).to_contain_text("서버 뒷면의 모델명 사진을 보내 주세요.")


def test_without_anybody_in_the_office_the_person_is_told_to_call(visit) -> None:
    chat = visit()
    send_request(chat, "부산 사상구", "부산지역본부")
    expect(sent(chat)).to_contain_text("담당자에게 아직 전하지 못했습니다.")
    expect(sent(chat).locator(".steps")).to_have_count(0)
    expect(sent(chat).get_by_role("link", name=re.compile("부산지역본부에 전화"))).to_be_visible()
