"""Backup and restore on and between both databases, while the assistant works."""

from __future__ import annotations

import tarfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from bot.store import Store, archive
from bot.store.errors import BadArchive, WrongKey
from bot.store.models import Attachment, ChatMessage, Conversation, Delivery, Request, RequestEvent, Staff, StaffChat
from bot.store.schema import migrate


def _fill(store: Store, count: int = 3) -> None:
    with store.begin() as session:
        person = Staff(name="나담당", office="gyeonggi", role="lead", telegram_user="70")
        session.add(person)
        session.flush()
        session.add(StaffChat(chat_id="-100", office="gyeonggi", is_group=True, staff_id=person.id))
        for number in range(count):
            request = Request(
                receipt=f"2306-{number:04d}", kind="request", channel="web", user="u", notice="2023-330",
                company_name="가나정밀", facts={"phone": "010-2345-6789"}, findings=[], clauses={}, subsidy_krw=1,
                claimed_by=person.id,
            )  # fmt: skip
            session.add(request)
            session.flush()
            session.add(RequestEvent(request_id=request.id, actor_kind="company", kind="filed", body=None))
        session.add(Conversation(channel="web", user="u", notice="2023-330", state={"a": ["나", None, 1.5]}))
        session.add(ChatMessage(channel="web", user="u", sender="company", body={"text": "한 줄"}))
        session.add(Delivery(kind="reminder", channel="none", recipient="r", payload={"x": 1}, dedupe_key="k"))
        session.add(
            Attachment(
                channel="web", user="u", file_id="files/a.jpg", kind="photo", name="앞면.jpg", size=3,
                stored_path="files/a.jpg", state="stored",
            )
        )  # fmt: skip


def _everything(store: Store) -> dict[str, list[Any]]:
    with store.read() as session:
        return {
            table.name: sorted((tuple(row) for row in session.connection().execute(table.select())), key=repr)
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    (made / "files").mkdir(parents=True)
    (made / "files" / "a.jpg").write_bytes(b"jpg")
    return made


def test_what_was_backed_up_comes_back_exactly(either_store: Store, folder: Path, tmp_path: Path) -> None:
    _fill(either_store)
    before = _everything(either_store)
    archive.backup(either_store, folder, tmp_path / "b.tar.gz")
    with either_store.begin() as session:
        for row in session.exec(select(RequestEvent)).all():
            session.delete(row)
        session.add(Conversation(channel="web", user="later", notice="2023-330", state={}))
    (folder / "files" / "a.jpg").unlink()
    archive.restore(either_store, folder, tmp_path / "b.tar.gz")
    assert _everything(either_store) == before
    assert (folder / "files" / "a.jpg").read_bytes() == b"jpg"


def test_new_rows_get_new_ids_after_a_restore(either_store: Store, folder: Path, tmp_path: Path) -> None:
    _fill(either_store)
    archive.backup(either_store, folder, tmp_path / "b.tar.gz")
    archive.restore(either_store, folder, tmp_path / "b.tar.gz")
    with either_store.begin() as session:
        line = ChatMessage(channel="web", user="u", sender="company", body={"text": "다음"})
        session.add(line)
        session.flush()
        assert line.id == 2


@pytest.mark.postgres
@pytest.mark.parametrize("direction", ["to_postgres", "to_sqlite"])
def test_a_backup_moves_between_the_databases(
    direction: str,
    sqlite_store: Store,
    postgres_url: str,
    open_store: Callable[..., Store],
    folder: Path,
    tmp_path: Path,
) -> None:
    postgres = open_store(postgres_url)
    migrate(postgres)
    source, target = (sqlite_store, postgres) if direction == "to_postgres" else (postgres, sqlite_store)
    _fill(source)
    archive.backup(source, folder, tmp_path / "b.tar.gz")
    archive.restore(target, folder, tmp_path / "b.tar.gz")
    assert _everything(target) == _everything(source)


def test_a_backup_while_others_write_is_one_consistent_moment(
    either_store: Store, folder: Path, tmp_path: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with either_store.begin() as session:  # always two rows at once
                session.add(Conversation(channel="web", user=f"{number}", notice="n", state={}))
                session.add(ChatMessage(channel="web", user=f"{number}", sender="company", body={}))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(3):
            archive.backup(either_store, folder, tmp_path / f"{turn}.tar.gz")
    finally:
        stop.set()
        writer.join()
    archive.restore(either_store, folder, tmp_path / "2.tar.gz")
    with either_store.read() as session:
        users = set(session.exec(select(Conversation.user)))
        assert users == set(session.exec(select(ChatMessage.user)))
        assert users


def test_no_personal_data_is_readable_in_a_backup(either_store: Store, folder: Path, tmp_path: Path) -> None:
    _fill(either_store)
    archive.backup(either_store, folder, tmp_path / "b.tar.gz")
    with tarfile.open(tmp_path / "b.tar.gz") as tar:
        inside = b"".join(tar.extractfile(member).read() for member in tar if member.isfile())  # type: ignore[union-attr]
    for secret in ("가나정밀", "나담당", "010-2345-6789"):
        assert secret.encode() not in inside
    assert b"2306-0001" in inside


def test_another_key_is_refused_before_anything_changes(
    either_store: Store, open_store: Callable[..., Store], folder: Path, tmp_path: Path
) -> None:
    _fill(either_store)
    archive.backup(either_store, folder, tmp_path / "b.tar.gz")
    other = open_store(f"sqlite:///{tmp_path}/other.sqlite", "another key")
    migrate(other)
    with pytest.raises(WrongKey, match="another key"):
        archive.restore(other, folder, tmp_path / "b.tar.gz")


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b broken"])
def test_a_file_that_is_no_backup_is_refused(sqlite_store: Store, folder: Path, tmp_path: Path, content: bytes) -> None:
    _fill(sqlite_store)
    before = _everything(sqlite_store)
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BadArchive, match="x: "):
        archive.restore(sqlite_store, folder, tmp_path / "x")
    assert _everything(sqlite_store) == before


def test_a_broken_off_backup_leaves_no_file(sqlite_store: Store, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="cannot be written"):
        archive.backup(sqlite_store, folder, tmp_path / "missing" / "b.tar.gz")
    assert not (tmp_path / "missing").exists()
