"""What is forgotten, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import select

from bot.runner import Runner
from bot.store import Store
from bot.store.models import Attachment, ChatMessage, Conversation, Delivery, IncomingEvent, Request, utc_now
from bot.timers import purge
from flows.exchange import FileRef

DAY = timedelta(hours=24)


def _all(store: Store, table: Any) -> list[Any]:
    with store.read() as session:
        return list(session.exec(select(table)).all())


def test_a_day_without_consent_deletes_the_conversation(either_runner: Runner, meet: Callable[..., Any]) -> None:
    store = either_runner.store
    meet(either_runner, "telegram", "7").says("가나정밀인데 MES 서버가 안 켜져요")
    assert purge(store, None, utc_now() + DAY - timedelta(minutes=1)) == 0
    assert _all(store, ChatMessage)
    assert purge(store, None, utc_now() + DAY + timedelta(minutes=1)) == 1
    for table in (Conversation, ChatMessage, Delivery):
        assert _all(store, table) == []
    assert [(event.user, event.reply) for event in _all(store, IncomingEvent)] == [("", None)]


def test_event_ids_go_when_no_channel_repeats_them(runner: Runner, meet: Callable[..., Any]) -> None:
    meet(runner).says("안녕하세요")
    purge(runner.store, None, utc_now() + DAY + timedelta(minutes=1))
    purge(runner.store, None, utc_now() + timedelta(hours=49))
    assert _all(runner.store, IncomingEvent) == []


def test_a_running_request_with_consent_stays(runner: Runner, meet: Callable[..., Any]) -> None:
    meet(runner).goes_to("track")
    assert purge(runner.store, None, utc_now() + 3 * DAY) == 0
    assert len(_all(runner.store, Conversation)) == 1


def test_a_request_started_without_consent_goes(runner: Runner, meet: Callable[..., Any]) -> None:
    meet(runner).goes_to("consent")
    assert purge(runner.store, None, utc_now() + DAY + timedelta(minutes=1)) == 1


def test_a_filed_request_stays_with_its_conversation(runner: Runner, meet: Callable[..., Any]) -> None:
    meet(runner).files_a_request()
    purge(runner.store, None, utc_now() + 3 * DAY)
    assert len(_all(runner.store, Request)) == 1
    assert len(_all(runner.store, Conversation)) == 1
    assert [row for row in _all(runner.store, Delivery) if row.kind == "staff_notice"]


def test_a_cancelled_request_is_forgotten_after_a_day(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    person.goes_to("track")
    person.does(command="cancel")
    assert purge(runner.store, None, utc_now() + DAY + timedelta(minutes=1)) == 1


def test_files_go_with_what_they_were_sent_for(
    runner: Runner, meet: Callable[..., Any], tmp_path: Path, photo: FileRef
) -> None:
    (tmp_path / "files").mkdir()
    lost = tmp_path / "files" / "lost.jpg"
    kept = tmp_path / photo.id
    for path in (lost, kept):
        path.write_bytes(b"x")
    person = meet(runner)
    person.goes_to("attachments")
    person.does(file=photo)
    purge(runner.store, tmp_path, utc_now() + 2 * DAY)
    assert (lost.exists(), kept.exists()) == (False, True)
    person.does(command="cancel")
    purge(runner.store, tmp_path, utc_now() + 2 * DAY)
    assert not kept.exists()
    assert _all(runner.store, Attachment) == []
