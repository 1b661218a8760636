"""How the page reaches the person: as a delivery after the replies in Telegram, as a file on a terminal."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from bot.channels.terminal.papers import with_page
from bot.errors import PaperNotWritten
from bot.messages import Incoming
from bot.papers.making import keep
from bot.runner import Runner
from bot.settings import Settings
from bot.store.models import Delivery

Meet = Callable[..., Any]


def deliveries(runner: Runner, recipient: str) -> list[Delivery]:
    with runner.store.read() as session:
        rows = select(Delivery).where(Delivery.recipient == recipient).order_by(col(Delivery.id))
        return list(session.exec(rows))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("ASBOT_DATA_DIR", str(tmp_path / "data"))
    return Settings()


def test_in_telegram_the_page_follows_what_was_said(runner: Runner, meet: Meet) -> None:
    reply = meet(runner, "telegram", "501").files_a_request()
    *said, page = deliveries(runner, "501")
    assert {one.kind for one in said} == {"chat_reply"}
    assert page.kind == "papers"
    assert page.payload == {"receipt": reply.outcome.receipt}, "made when it leaves: nothing personal waits in it"
    assert page.request_id is not None


def test_elsewhere_nothing_is_sent(runner: Runner, meet: Meet) -> None:
    meet(runner, "web", "someone").files_a_request()
    meet(runner, "terminal", "local").files_a_request()
    assert deliveries(runner, "someone") == deliveries(runner, "local") == []


def test_a_talk_has_a_page_too(runner: Runner, meet: Meet) -> None:
    reply = meet(runner, "telegram", "501").files_a_request(tax_arrears={"choice": "yes"})
    assert reply.outcome.result == "consultation"
    assert [choice.id for choice in reply.messages[-1].choices] == [f"papers:{reply.outcome.receipt}"]
    assert deliveries(runner, "501")[-1].kind == "papers"


def test_the_button_sends_it_again_each_time_and_each_event_once(runner: Runner, meet: Meet) -> None:
    person = meet(runner, "telegram", "501")
    receipt = person.files_a_request().outcome.receipt
    for event in ("press-1", "press-1", "press-2"):
        person.does(choice=f"papers:{receipt}", event_id=event)
    assert sum(one.kind == "papers" for one in deliveries(runner, "501")) == 3


def test_a_number_of_somebody_elses_is_a_button_that_no_longer_counts(runner: Runner, meet: Meet) -> None:
    receipt = meet(runner, "telegram", "501").files_a_request().outcome.receipt
    reply = meet(runner, "telegram", "777").presses(f"papers:{receipt}")
    assert receipt not in reply.messages[0].text
    assert [one.kind for one in deliveries(runner, "777")] == ["chat_reply"]


def test_in_the_middle_of_another_request_the_question_stands_again(runner: Runner, meet: Meet) -> None:
    person = meet(runner, "telegram", "501")
    receipt = person.files_a_request(tax_arrears={"choice": "yes"}).outcome.receipt
    asked = person.goes_to("track").ask
    reply = person.presses(f"papers:{receipt}")
    assert receipt in reply.messages[0].text
    assert reply.ask == asked


def test_on_a_terminal_it_is_written_and_said_where(runner: Runner, meet: Meet, settings: Settings) -> None:
    person = meet(runner)
    receipt = person.files_a_request().outcome.receipt
    incoming = person.event(choice=f"papers:{receipt}")
    reply = with_page(runner.handle(incoming), incoming, runner, settings)
    file = settings.data_dir / "papers" / f"{receipt}.pdf"
    assert reply.messages[-1].text == str(file)
    assert receipt in PdfReader(io.BytesIO(file.read_bytes())).pages[0].extract_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_on_a_terminal_nobody_writes_anothers(runner: Runner, meet: Meet, settings: Settings) -> None:
    receipt = meet(runner).files_a_request().outcome.receipt
    incoming = Incoming("e-1", "terminal", "another", choice=f"papers:{receipt}")
    reply = runner.handle(incoming)
    assert with_page(reply, incoming, runner, settings) == reply
    assert not (settings.data_dir / "papers").exists()


def test_a_file_that_cannot_be_written_is_one_line_for_the_operator(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PaperNotWritten, match="cannot be written"):
        keep(b"%PDF-", tmp_path / "file" / "page.pdf")
