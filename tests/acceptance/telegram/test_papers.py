"""The page of a case in Telegram: sent as a file after filing and on a press, whatever happens on the way."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import col, delete
from support.bot_api import TOKEN, BotApi, Call, Fault
from support.process import Asbot
from support.telegram_talk import ANSWERS, STORY, Person

from bot.messages import Incoming
from bot.runner import Runner
from bot.store import Store
from bot.store.models import Delivery
from bot.store.schema import migrate
from knowledge.loading import default_notice

COMPANY = 501


def _pages(api: BotApi) -> list[Call]:
    return api.sent(COMPANY, "sendDocument")


def _states(asbot: Asbot) -> list[dict[str, Any]]:
    (request,) = asbot.json("requests")
    return [each for each in request["deliveries"] if each["kind"] == "papers"]


def test_the_page_follows_the_request_and_comes_again_on_a_press(api: BotApi, asbot: Asbot) -> None:
    Person(api, COMPANY).file_request()
    receipt = asbot.json("requests")[0]["receipt"]
    card = api.wait_for(COMPANY, "서류와 다음 단계")
    api.wait_until(lambda: len(_pages(api)) == 1)
    (page,) = _pages(api)
    assert page.at >= card.at, "the page comes after what it belongs to"
    assert receipt in page.data["caption"]
    (sheet,) = PdfReader(io.BytesIO(page.data["document"])).pages
    words = sheet.extract_text()
    assert receipt in words
    assert "031-260-4931" in words
    api.push(api.press(card, "접수증 받기"))
    api.wait_until(lambda: len(_pages(api)) == 2)
    assert _pages(api)[1].data["document"] == page.data["document"]
    api.wait_until(lambda: [each["state"] for each in _states(asbot)] == ["sent", "sent"])


@pytest.fixture
def waiting(api: BotApi, tmp_path: Path, open_store: Callable[..., Store]) -> Iterator[Asbot]:
    """A process, not yet started, on a database in which a filed case's page waits to be sent and nothing else."""
    process = Asbot(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=api.base)
    store = open_store(f"sqlite:///{tmp_path}/asbot.sqlite", process.environment["ASBOT_SECRET_KEY"])
    migrate(store)
    runner = Runner(store, default_notice(), today=lambda: date(2023, 6, 14))
    reply = runner.handle(Incoming("0", "telegram", str(COMPANY), text=STORY))
    for number in range(1, 50):
        if reply.outcome is not None:
            break
        value = ANSWERS.get(str(reply.ask), "")
        event = {"choice": f"{reply.ask}:{value}"} if value else {"text": "가나정밀"}
        reply = runner.handle(Incoming(str(number), "telegram", str(COMPANY), **event))
    assert reply.outcome is not None
    with store.begin() as session:
        session.execute(delete(Delivery).where(col(Delivery.kind) != "papers"))
    yield process
    if process.process is not None and process.process.poll() is None:
        process.stop()


def test_a_page_that_did_not_get_through_is_tried_again(api: BotApi, waiting: Asbot) -> None:
    api.faults["sendDocument"] = [
        Fault(status=502, body={"ok": False, "error_code": 502, "description": "Bad Gateway"})
    ]
    waiting.start()
    api.wait_until(lambda: [each["state"] for each in _states(waiting)] == ["sent"], seconds=20)
    assert len(_pages(api)) == 1


def test_who_has_shut_the_assistant_out_gets_no_page_and_it_is_known(api: BotApi, waiting: Asbot) -> None:
    refused = {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}
    api.faults["sendDocument"] = [Fault(status=403, body=refused)]
    waiting.start()
    api.wait_until(lambda: [each["state"] for each in _states(waiting)] == ["blocked"], seconds=20)
    assert _pages(api) == []


def test_killed_while_the_page_is_on_its_way_it_comes_again_marked(api: BotApi, waiting: Asbot) -> None:
    api.faults["sendDocument"] = [Fault(delay=3.0)]
    waiting.start()
    api.wait_until(lambda: len(_pages(api)) == 1, seconds=20)
    waiting.kill()
    waiting.start()
    api.wait_until(lambda: len(_pages(api)) == 2, seconds=30)
    assert _pages(api)[1].data["caption"].startswith("다시 보냅니다.")
    assert _pages(api)[1].data["document"] == _pages(api)[0].data["document"]
