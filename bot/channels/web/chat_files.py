"""Files from the chat: known by their content, never by their name; kept under opaque names in the data folder."""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

MOST_BYTES = 20 * 1024 * 1024
NAME_MOST = 120
FOLDER = "files"  # under the data folder
_OFFICE_PARTS = {"[Content_Types].xml", "mimetype"}


class FileRefused(Exception):
    """A file is not taken. `reason`: empty, too_large, kind."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Kind:
    """What a file is: photo or document, and the suffix under which it is kept."""

    kind: str
    suffix: str


def kind_of(head: bytes, body: BinaryIO) -> Kind:
    """The kind by the first bytes. Photos, PDF, Hangul and office documents are taken. Raises FileRefused."""
    if head.startswith(b"\xff\xd8\xff"):
        return Kind("photo", ".jpg")
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind("photo", ".png")
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return Kind("photo", ".gif")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind("photo", ".webp")
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"):
        return Kind("photo", ".heic")
    if head.startswith(b"%PDF-"):
        return Kind("document", ".pdf")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Kind("document", ".ole")  # 한글 5, older Word and Excel
    if head.startswith(b"PK\x03\x04") and _is_office(body):
        return Kind("document", ".zip")  # docx, xlsx, hwpx
    raise FileRefused("kind")


def keep(data_dir: Path, user: str, event_id: str, body: BinaryIO, size: int) -> tuple[str, Kind]:
    """Write the file; returns its path relative to the data folder. Raises FileRefused.

    The name follows from the event, so an upload that is sent twice is one file.
    """
    if size == 0:
        raise FileRefused("empty")
    if size > MOST_BYTES:
        raise FileRefused("too_large")
    body.seek(0)
    kind = kind_of(body.read(32), body)
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = hashlib.sha256(f"{user}:{event_id}".encode()).hexdigest()[:40] + kind.suffix
    waiting = folder / f".{name}.part"
    body.seek(0)
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        while part := body.read(1 << 20):
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    waiting.replace(folder / name)
    return f"{FOLDER}/{name}", kind


def drop(data_dir: Path, stored: str) -> None:
    """Delete a kept file."""
    (data_dir / stored).unlink(missing_ok=True)


def shown_name(name: str | None) -> str:
    """The person's file name as it is shown: the last part, without control characters, not too long."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable()).strip()[-NAME_MOST:] or "파일"


def _is_office(body: BinaryIO) -> bool:
    body.seek(0)
    try:
        with zipfile.ZipFile(body) as archive:
            return bool(_OFFICE_PARTS & set(archive.namelist()))
    except zipfile.BadZipFile:
        return False
