"""Files from the chat: known by content, kept under names of ours, and only with consent."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.channels.web.chat_files import MOST_BYTES, FileRefused, keep, shown_name
from bot.channels.web.chat_visitor import COOKIE, user_of
from bot.store.models import Attachment

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 400
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.7\n%%EOF\n"
HWP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


def kept(folder: Path, content: bytes) -> tuple[str, str]:
    stored, kind = keep(folder, "user", "event-1", io.BytesIO(content), len(content))
    return stored, kind.kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, "photo"),
        (PNG, "photo"),
        (b"GIF89a" + b"\0" * 20, "photo"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "photo"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "photo"),
        (PDF, "document"),
        (HWP, "document"),
        (archive("[Content_Types].xml", "word/document.xml"), "document"),
        (archive("mimetype", "Contents/section0.xml"), "document"),
    ],
)
def test_photos_and_office_documents_are_taken_by_content(tmp_path: Path, content: bytes, kind: str) -> None:
    stored, found = kept(tmp_path, content)
    assert found == kind
    assert (tmp_path / stored).read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\0", b"<html><script>", b"#!/bin/sh\n", b"\x7fELF", archive("run.exe"), b"PK\x03\x04broken", b"hello"],
)
def test_anything_else_is_refused_whatever_it_is_called(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        kept(tmp_path, content)
    assert refused.value.reason == "kind"
    assert not (tmp_path / "files").exists()


def test_an_empty_file_and_one_over_the_limit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="empty"):
        keep(tmp_path, "user", "event-1", io.BytesIO(b""), 0)
    with pytest.raises(FileRefused, match="too_large"):
        keep(tmp_path, "user", "event-1", io.BytesIO(JPEG), MOST_BYTES + 1)


def test_a_kept_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    stored, _ = kept(tmp_path, JPEG)
    assert stat.S_IMODE((tmp_path / stored).stat().st_mode) == 0o600


def test_an_upload_that_is_sent_twice_is_one_file(tmp_path: Path) -> None:
    assert kept(tmp_path, JPEG) == kept(tmp_path, JPEG)
    assert len(list((tmp_path / "files").iterdir())) == 1


@given(st.text(max_size=300))
def test_a_shown_name_is_one_line_without_folders(name: str) -> None:
    shown = shown_name(name)
    assert shown
    assert len(shown) <= 120
    assert "/" not in shown
    assert shown.isprintable()


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "서버 앞면.jpg"])
async def test_the_persons_file_name_is_never_a_path(visit, person, tmp_path: Path, name: str) -> None:
    await visit.open()
    person.channel, person.user = "web", user_of(visit.client.cookies[COOKIE])
    person.goes_to("attachments")
    assert (await visit.uploads(name, JPEG)).status_code == 200
    with person.runner.store.read() as session:
        attachment = session.exec(select(Attachment)).one()
    assert attachment.state == "stored"
    stored = tmp_path / attachment.stored_path
    assert stored.resolve().parent == (tmp_path / "files").resolve()
    assert stored.read_bytes() == JPEG
    assert Path(name).name not in attachment.stored_path
    assert "/" not in attachment.name


async def test_an_upload_is_a_line_of_the_conversation(visit, person) -> None:
    await visit.open()
    person.channel, person.user = "web", user_of(visit.client.cookies[COOKIE])
    person.goes_to("attachments")
    await visit.uploads("서버 앞면.jpg", JPEG)
    assert "<b>서버 앞면.jpg</b>" in (await visit.open()).text


async def test_before_consent_no_byte_of_a_file_stays(visit, tmp_path: Path) -> None:
    await visit.presses("request:start")
    response = await visit.uploads("서버.jpg", JPEG)
    assert response.status_code == 200
    assert "동의" in response.text
    assert list((tmp_path / "files").iterdir()) == []


async def test_a_refused_file_is_named_by_what_is_wrong(visit) -> None:
    response = await visit.uploads("photo.jpg", b"#!/bin/sh\nexit\n")
    assert (response.status_code, response.json()) == (415, {"error": "file_kind"})


async def test_a_form_without_a_file_is_refused(visit) -> None:
    response = await visit.client.post("/chat/files", data={"event_id": "a-good-event-id", "file": "text"})
    assert (response.status_code, response.json()["field"]) == (400, "file")
