"""Files from the chat: kept under names of ours, only with consent, shown to their owner alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlmodel import select
from support.evidence_files import PRETENDING, WHOLE, docx, heic, jpeg, pdf, png, video

from bot.channels.web.chat_visitor import COOKIE, user_of
from bot.store.models import Attachment

REFUSED = {name: many[0] for name, many in PRETENDING.items()}


@pytest.fixture
async def at_files(visit, person):
    """A visitor whose request asks for files."""
    await visit.open()
    person.channel, person.user = "web", user_of(visit.client.cookies[COOKIE])
    person.goes_to("attachments")
    return visit


def attachments(person) -> list[Attachment]:
    with person.runner.store.read() as session:
        return list(session.exec(select(Attachment)))


def on_disk(folder: Path) -> list[Path]:
    return sorted((folder / "files").iterdir()) if (folder / "files").is_dir() else []


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "서버 앞면.jpg"])
async def test_the_persons_file_name_is_never_a_path(at_files, person, tmp_path: Path, name: str) -> None:
    assert (await at_files.uploads(name, jpeg())).status_code == 200
    (attachment,) = attachments(person)
    assert (attachment.state, attachment.media_type) == ("stored", "image/jpeg")
    stored = tmp_path / attachment.stored_path
    assert stored.resolve().parent == (tmp_path / "files").resolve()
    assert stored.read_bytes() == jpeg()
    assert Path(name).name not in attachment.stored_path
    assert "/" not in attachment.name


async def test_before_consent_no_byte_of_a_file_stays(visit, tmp_path: Path) -> None:
    await visit.presses("request:start")
    response = await visit.uploads("서버.jpg", jpeg())
    assert response.status_code == 200
    assert "동의" in response.text
    assert on_disk(tmp_path) == []


@pytest.mark.parametrize("reason", REFUSED)
async def test_a_refused_file_is_named_by_what_is_wrong_and_not_kept(
    at_files, person, tmp_path: Path, reason: str
) -> None:
    response = await at_files.uploads("photo.jpg", REFUSED[reason])
    assert response.status_code == 415
    said = response.json()
    assert said["error"] == f"file_{reason}"
    assert re.search(r"습니다\..*주세요\.$|입니다\..*주세요\.$", said["text"]), said["text"]
    assert on_disk(tmp_path) == []
    assert attachments(person) == []


async def test_a_file_over_the_limit_is_refused(at_files, tmp_path: Path) -> None:
    response = await at_files.uploads("photo.png", png() + b"\0" * (20 * 1024 * 1024))
    assert (response.status_code, response.json()["error"]) == (413, "file_too_large")
    assert "20MB" in response.json()["text"]
    assert on_disk(tmp_path) == []


async def test_a_form_without_a_file_is_refused(visit) -> None:
    response = await visit.client.post("/chat/files", data={"event_id": "a-good-event-id", "file": "text"})
    assert (response.status_code, response.json()["field"]) == (400, "file")


async def test_pictures_are_shown_videos_are_played_and_papers_are_cards(at_files, person) -> None:
    for name, content in (("앞면.png", png()), ("소리.mp4", video()), ("견적.pdf", pdf()), ("a.heic", heic())):
        await at_files.uploads(name, content)
    page = (await at_files.open()).text
    picture, film, paper, other = (f"/chat/files/{one.id}" for one in attachments(person))
    assert f'<img src="{picture}" alt="사진: 앞면.png' in page
    assert re.search(rf'<video controls preload="metadata" src="{film}" aria-label="동영상: 소리.mp4"', page)
    assert re.search(rf'href="{paper}"[^>]*>견적.pdf</a></b><small>PDF 문서 · 1KB', page)
    assert f'src="{other}"' not in page, "browsers do not draw HEIC"


@pytest.mark.parametrize("media_type", WHOLE)
async def test_a_file_is_served_as_what_it_is_and_can_run_nothing(at_files, person, media_type: str) -> None:
    await at_files.uploads("a name.bin", WHOLE[media_type])
    (attachment,) = attachments(person)
    response = await at_files.client.get(f"/chat/files/{attachment.id}")
    opens = media_type in ("image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf")
    opens = opens or media_type.startswith("video/")
    assert response.content == WHOLE[media_type]
    assert response.headers["content-type"] == media_type
    assert response.headers["content-disposition"].startswith("inline" if opens else "attachment")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert re.search(r"default-src 'none';.* sandbox$", response.headers["content-security-policy"])


async def test_a_part_of_a_video_can_be_asked_for(at_files, person) -> None:
    await at_files.uploads("a.mp4", video())
    (attachment,) = attachments(person)
    part = await at_files.client.get(f"/chat/files/{attachment.id}", headers={"Range": "bytes=0-7"})
    assert (part.status_code, part.content) == (206, video()[:8])


async def test_nobody_else_gets_a_file(at_files, second_visit, person) -> None:
    await at_files.uploads("서버.png", png())
    (attachment,) = attachments(person)
    await second_visit.open()
    assert (await second_visit.client.get(f"/chat/files/{attachment.id}")).status_code == 404
    assert (await second_visit.client.get("/chat/files/999")).status_code == 404


async def test_a_removed_file_leaves_no_byte_and_no_picture(at_files, person, tmp_path: Path) -> None:
    person.runner._data_dir = tmp_path
    await at_files.uploads("하나.png", png())
    await at_files.uploads("둘.docx", docx())
    first, second = attachments(person)
    update = await at_files.presses("attachments:remove:1")
    assert "1번 파일을 뺐습니다." in "".join(line["html"] for line in update["lines"])
    assert on_disk(tmp_path) == [tmp_path / second.stored_path]
    assert (await at_files.client.get(f"/chat/files/{first.id}")).status_code == 404
    page = (await at_files.open()).text
    assert f"/chat/files/{first.id}" not in page
    assert "남기지 않았습니다" in page


async def test_an_upload_that_is_sent_again_after_its_removal_leaves_nothing(at_files, person, tmp_path: Path) -> None:
    person.runner._data_dir = tmp_path
    await at_files.uploads("하나.png", png(), event_id="an-event-twice")
    await at_files.presses("attachments:remove:1")
    assert (await at_files.uploads("하나.png", png(), event_id="an-event-twice")).status_code == 200
    assert on_disk(tmp_path) == []


async def test_a_file_more_than_the_request_takes_is_not_kept(at_files, person, tmp_path: Path) -> None:
    from flows.exchange import FileRef

    for number in range(20):
        person.does(file=FileRef(f"files/{number}.png", "photo", "", 1))
    update = (await at_files.uploads("21.png", png())).json()
    assert "20개까지 받습니다" in "".join(line["html"] for line in update["lines"])
    assert on_disk(tmp_path) == []
    assert len(attachments(person)) == 20
