"""What a file is, by its content alone: neither its name nor what a client calls it is looked at.

A closed list is taken: photos (JPEG, PNG, WebP, GIF, HEIC), videos (MP4, MOV, 3GP), PDF, and the papers that companies
write quotes and applications in (한글, 워드, 엑셀). Each is read to its end, for what is cut off halfway shows nothing
to anybody. Everything else is refused by a reason that says what it is. docs/decisions/0008 tells why no library does
this.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass

from bot.files import boxes, pictures

MEGABYTES_MOST = 20  # what a Telegram bot can download; the same for everybody
MOST_BYTES = MEGABYTES_MOST * 1024 * 1024
REASONS = ("empty", "too_large", "broken", "program", "web_page", "macro", "archive", "kind")
_MOST_DIRECTORY = 1 << 20  # bytes of a zip's list of names; papers have a few thousand
_WEB = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|script|svg|iframe|\?xml)", re.I | re.S
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"dex\n",
    b"@echo",
)
_PROGRAM_NAMES = re.compile(
    r"\.(?:exe|dll|scr|com|bat|cmd|msi|ps1|vbs|js|jar|apk|lnk|sh)$|^META-INF/MANIFEST\.MF$", re.I
)
_ARCHIVES = (b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"ALZ\x01", b"EGGA")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP = b"HWP Document File"  # opens the stream FileHeader, which is never packed
_PDF_TAIL = 2048


class FileRefused(Exception):
    """A file is not taken. `reason` is one of REASONS; no part of the file is in the error."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class FileKind:
    """One kind that is taken. `group`: photo, video, document. `label` names it in the wording (`file_<label>`)."""

    media_type: str
    suffix: str
    group: str
    label: str
    shown: bool = False  # browsers draw or play it, so that a page may show it


JPEG = FileKind("image/jpeg", ".jpg", "photo", "photo", True)
PNG = FileKind("image/png", ".png", "photo", "photo", True)
GIF = FileKind("image/gif", ".gif", "photo", "photo", True)
WEBP = FileKind("image/webp", ".webp", "photo", "photo", True)
HEIC = FileKind("image/heic", ".heic", "photo", "heic")
MP4 = FileKind("video/mp4", ".mp4", "video", "video", True)
# a camera's QuickTime holds what browsers play; where one does not, its player says so and the link stays
MOV = FileKind("video/quicktime", ".mov", "video", "video", True)
THREE_GP = FileKind("video/3gpp", ".3gp", "video", "video", True)
PDF = FileKind("application/pdf", ".pdf", "document", "pdf", True)
HWP = FileKind("application/x-hwp", ".hwp", "document", "hwp")
HWPX = FileKind("application/hwp+zip", ".hwpx", "document", "hwp")
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = FileKind(f"{_OFFICE}wordprocessingml.document", ".docx", "document", "word")
XLSX = FileKind(f"{_OFFICE}spreadsheetml.sheet", ".xlsx", "document", "excel")
KINDS = (JPEG, PNG, GIF, WEBP, HEIC, MP4, MOV, THREE_GP, PDF, HWP, HWPX, DOCX, XLSX)
_BY_TYPE = {kind.media_type: kind for kind in KINDS}


def kind_named(media_type: str | None) -> FileKind | None:
    """The kind that was recognised earlier; None where it was not."""
    return _BY_TYPE.get(media_type or "")


def recognise(content: bytes) -> FileKind:
    """The kind of a whole file. Raises FileRefused."""
    if not content:
        raise FileRefused("empty")
    if len(content) > MOST_BYTES:
        raise FileRefused("too_large")
    try:
        kind = _kind_of(content)
    except (pictures.CutOff, boxes.CutOff):
        raise FileRefused("broken") from None
    if kind is None:
        raise FileRefused(_what_else(content))
    return kind


def _kind_of(content: bytes) -> FileKind | None:
    if content.startswith(b"\xff\xd8\xff"):
        pictures.check_jpeg(content)
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        pictures.check_png(content)
        return PNG
    if content[:6] in (b"GIF87a", b"GIF89a"):
        pictures.check_gif(content)
        return GIF
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        pictures.check_webp(content)
        return WEBP
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF
    if content.startswith(_OLE):
        return _ole(content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    named = boxes.kind_of(content)
    return {"heic": HEIC, "mp4": MP4, "mov": MOV, "3gp": THREE_GP}[named] if named else None


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-_PDF_TAIL:]:
        raise FileRefused("broken")


def _ole(content: bytes) -> FileKind:
    """한글 5. Older Word and Excel files and installers have the same outside and may carry programs."""
    if _HWP in content:
        # the header tells the size of a sector: a file that ends within its first ones is cut off
        if len(content) < 3 * (1 << struct.unpack_from("<H", content, 30)[0] % 16):
            raise FileRefused("broken")
        return HWP
    raise FileRefused("macro")


def _office(content: bytes) -> FileKind | None:
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(content):
        raise FileRefused("broken")
    if struct.unpack_from("<I", content, end + 12)[0] > _MOST_DIRECTORY:
        raise FileRefused("archive")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:40] if _small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise FileRefused("broken") from None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused("macro")
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    if mimetype.startswith(b"application/hwp+zip") and "Contents/section0.xml" in names:
        return HWPX
    if any(_PROGRAM_NAMES.search(name) for name in names):
        raise FileRefused("program")
    return None


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 200


def _what_else(content: bytes) -> str:
    """Why something unknown is refused, said by what it is."""
    if content.startswith(_PROGRAMS):
        return "program"
    if _WEB.match(content[:4096]):
        return "web_page"
    return "archive" if content.startswith(_ARCHIVES) else "kind"


def kind_kept_as(path: str) -> FileKind | None:
    """The kind of a file that was kept under a suffix of ours, which follows from its content."""
    return next((kind for kind in KINDS if path.endswith(kind.suffix)), None)
