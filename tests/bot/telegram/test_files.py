"""Files, places and contacts from Telegram: what is known when they come, and what shows when they are fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from support.evidence_files import PRETENDING, jpeg, pdf
from telegram import Update

from bot.channels.telegram.incoming import read_update
from bot.channels.telegram.staff import StaffDesk
from bot.channels.telegram.transport import TelegramTransport
from bot.desk.acts import Desk
from bot.desk.notices import draw
from bot.messages import SOMEBODY_ELSES, Incoming
from bot.papers.making import PaperMaker
from bot.runner import Runner
from bot.store.models import Attachment, ChatMessage, Delivery, Request
from flows.exchange import FileRef

ME = 7


def incoming(**content: Any) -> Incoming:
    message = {
        "message_id": 1,
        "date": 1686700000,
        "chat": {"id": ME, "type": "private"},
        "from": {"id": ME, "is_bot": False, "first_name": "가나"},
        **content,
    }
    event = read_update(Update.de_json({"update_id": 5, "message": message}, None))
    assert isinstance(event, Incoming)
    return event


def sent_file(size: int = 900, **more: Any) -> dict[str, Any]:
    return {"file_id": "F", "file_unique_id": "f", "file_size": size, **more}


def test_ones_own_contact_is_a_telephone_number():
    contact = {"phone_number": "+821012345678", "first_name": "가나", "user_id": ME}
    assert incoming(contact=contact).contact_phone == "+821012345678"


@pytest.mark.parametrize("somebody", [{"user_id": 8}, {}])
def test_somebody_elses_contact_is_not_taken(somebody: dict[str, int]):
    contact = {"phone_number": "+821099999999", "first_name": "다라", **somebody}
    event = incoming(contact=contact)
    assert (event.contact_phone, event.refused) == (None, SOMEBODY_ELSES)
    assert "999" not in repr(event)


def test_whoever_sends_somebody_elses_contact_hears_why_and_is_asked_again(runner: Runner, meet) -> None:
    person = meet(runner, "telegram", str(ME))
    assert person.goes_to("phone").ask == "phone"
    reply = person.does(refused=SOMEBODY_ELSES)
    assert reply.ask == "phone"
    assert "다른 사람의 연락처는 받지 않습니다." in reply.messages[0].text
    assert reply.messages[-1].wants == "contact"


def test_a_pin_becomes_the_office_and_one_abroad_or_at_sea_does_not(runner: Runner, meet) -> None:
    person = meet(runner, "telegram", str(ME))
    person.goes_to("site_address")
    for place in ((35.68, 139.76), (37.0, 131.5), (0.0, 0.0)):
        reply = person.does(location=place)
        assert reply.ask == "site_address"
        assert "국내 공장만" in reply.messages[0].text
    reply = person.does(location=(35.1796, 129.0756))
    assert reply.ask != "site_address"
    assert any("부산지역본부" in message.text for message in reply.messages)


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        ({"photo": [sent_file(width=1, height=1)]}, "photo", ""),
        ({"video": sent_file(width=1, height=1, duration=1, file_name="a/b.mp4")}, "video", "b.mp4"),
        ({"document": sent_file(file_name="견적서.pdf")}, "document", "견적서.pdf"),
        ({"video_note": sent_file(length=1, duration=1)}, "video", ""),
    ],
)
def test_photos_videos_and_documents_come_as_files(content: dict[str, Any], kind: str, name: str):
    file = incoming(**content).file
    assert file is not None
    assert (file.kind, file.name) == (kind, name)


def test_what_telegram_does_not_let_a_bot_fetch_is_refused_when_it_comes():
    event = incoming(document=sent_file(20 * 1024 * 1024 + 1, file_name="a.mp4"))
    assert (event.file, event.refused) == (None, "too_large")


class Client:
    """The Bot API's file download, and what is sent."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    async def fetch_file(self, _file_id: str) -> bytes:
        return self.body


def rows(runner: Runner, table: Any) -> list[Any]:
    with runner.store.read() as session:
        return list(session.exec(select(table)))


async def fetched(runner: Runner, folder: Path, body: bytes) -> StaffDesk:
    """Carry out the one fetch that waits."""
    desk = StaffDesk(runner.store, Desk(runner.notice, runner.wording))
    (delivery,) = [row for row in rows(runner, Delivery) if row.kind == "file_fetch" and row.state == "waiting"]
    await TelegramTransport(Client(body), runner.store, desk, folder, PaperMaker(runner.notice), runner.wording).send(
        delivery
    )  # type: ignore[arg-type]
    return desk


def on_disk(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in (folder / "files").iterdir()] if (folder / "files").is_dir() else []


async def test_a_photo_is_kept_as_what_it_is(runner: Runner, meet, tmp_path: Path) -> None:
    person = meet(runner, "telegram", str(ME))
    person.goes_to("attachments")
    person.does(file=FileRef("F", "document", "서버.exe", 9))
    await fetched(runner, tmp_path, jpeg())
    (attachment,) = rows(runner, Attachment)
    assert (attachment.state, attachment.media_type, attachment.size) == ("stored", "image/jpeg", len(jpeg()))
    assert attachment.stored_path.endswith(".jpg")
    assert on_disk(tmp_path) == [jpeg()]


@pytest.mark.parametrize("reason", PRETENDING)
async def test_a_disguise_is_found_when_it_is_fetched_and_everybody_sees_it(
    runner: Runner, meet, tmp_path: Path, reason: str
) -> None:
    person = meet(runner, "telegram", str(ME))
    person.goes_to("attachments")
    person.does(file=FileRef("F", "document", "서버.jpg", 9))
    await fetched(runner, tmp_path, PRETENDING[reason][0])
    assert on_disk(tmp_path) == []
    told = [row for row in rows(runner, Delivery) if row.dedupe_key.startswith("refused:")]
    assert told[0].recipient == str(ME)
    assert "받지 않은 파일: 서버.jpg" in told[0].payload["message"]["text"]
    assert told[0].payload["message"]["text"] in [row.body.get("text") for row in rows(runner, ChatMessage)]

    person.presses("done")
    person.presses("confirm:yes")
    (request,) = rows(runner, Request)
    (attachment,) = rows(runner, Attachment)
    assert (attachment.state, attachment.refused, attachment.request_id) == ("refused", reason, request.id)
    assert request.facts.get("attachments") in (None, [])


async def test_a_disguise_that_is_fetched_after_filing_is_told_as_well(runner: Runner, meet, tmp_path: Path) -> None:
    person = meet(runner, "telegram", str(ME))
    person.goes_to("attachments")
    person.does(file=FileRef("F", "document", "서버.jpg", 9))
    person.presses("done")
    person.presses("confirm:yes")
    desk = await fetched(runner, tmp_path, b"MZ\x90\0")
    (attachment,) = rows(runner, Attachment)
    assert (attachment.state, attachment.refused) == ("refused", "program")
    assert [row.request_id for row in rows(runner, Delivery) if row.dedupe_key.startswith("refused:")] == [1]
    # staff chats get no file that was not looked into
    notice = next(row for row in rows(runner, Delivery) if (row.payload or {}).get("what") == "new")
    with runner.store.read() as session:
        assert draw(session, Desk(runner.notice, runner.wording), notice, notice.created_at) is not None
    assert desk.draw(notice).files == ()


async def test_staff_chats_get_photos_at_once_and_papers_once_they_were_looked_into(
    runner: Runner, meet, tmp_path: Path
) -> None:
    person = meet(runner, "telegram", str(ME))
    person.goes_to("attachments")
    person.does(file=FileRef("P", "document", "견적서.pdf", 9))
    person.presses("done")
    person.presses("confirm:yes")
    notice = next(row for row in rows(runner, Delivery) if (row.payload or {}).get("what") == "new")
    assert StaffDesk(runner.store, Desk(runner.notice, runner.wording)).draw(notice).files == ()
    desk = await fetched(runner, tmp_path, pdf())
    (file,) = desk.draw(notice).files
    assert (file.kind, file.file_id) == ("document", "P")
    assert file.caption.endswith("파일 1/1")


async def test_a_file_that_is_taken_away_on_its_way_leaves_nothing(runner: Runner, meet, tmp_path: Path) -> None:
    person = meet(runner, "telegram", str(ME))
    person.goes_to("attachments")
    person.does(file=FileRef("F", "photo", "", 9))
    desk = StaffDesk(runner.store, Desk(runner.notice, runner.wording))
    (delivery,) = [row for row in rows(runner, Delivery) if row.kind == "file_fetch"]
    person.presses("attachments:remove:1")
    assert rows(runner, Attachment) == []
    assert [row for row in rows(runner, Delivery) if row.kind == "file_fetch"] == []
    await TelegramTransport(
        Client(jpeg()), runner.store, desk, tmp_path, PaperMaker(runner.notice), runner.wording
    ).send(delivery)  # type: ignore[arg-type]
    assert on_disk(tmp_path) == []


def test_removal_buttons_of_a_full_request_fit_into_a_keyboard(runner: Runner, meet) -> None:
    from bot.channels.telegram.render import render

    person = meet(runner, "telegram", str(ME))
    reply = person.goes_to("attachments")
    for number in range(20):
        reply = person.does(file=FileRef(f"F{number}", "photo", f"IMG_{number:04d} 아주 긴 이름입니다.jpg", 9_000_000))
    keyboard = render(reply.messages[-1])[-1].keyboard
    data = [button.callback_data for row in keyboard.inline_keyboard for button in row]
    assert sum(":remove:" in one for one in data) == 20
    assert all(len(one.encode()) <= 64 for one in data)
    assert len(keyboard.inline_keyboard) <= 7
