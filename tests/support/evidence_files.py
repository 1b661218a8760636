"""Small whole files of every kind that is taken, made here, and things that only pretend to be one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib


def png(width: int = 8, height: int = 6, colour: tuple[int, int, int] = (11, 80, 208)) -> bytes:
    """A picture that browsers draw."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\0" + bytes(colour) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg(scan: bytes = b"\x12\x34\xff\x00\x56" * 40) -> bytes:
    """Segments as a camera writes them: a preview with its own end mark stands before the scan."""
    preview = b"Exif\0\0\xff\xd8\xff\xdb\xff\xd9"
    exif = b"\xff\xe1" + struct.pack(">H", len(preview) + 2) + preview
    return b"\xff\xd8" + exif + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + scan + b"\xff\xd9"


def gif() -> bytes:
    palette = b"\0\0\0\xff\xff\xff"
    picture = b",\0\0\0\0\1\0\1\0\0\x02\x02D\x01\0"
    return b"GIF89a\1\0\1\0\x80\0\0" + palette + b"!\xf9\4\0\0\0\0\0" + picture + b";"


def webp() -> bytes:
    body = b"VP8L" + struct.pack("<I", 10) + b"\x2f" + b"\0" * 9
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def box(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def boxed(brand: bytes, *others: bytes) -> bytes:
    return box(b"ftyp", brand + b"\0\0\0\0" + b"".join(others))


def heic() -> bytes:
    return boxed(b"heic", b"mif1", b"heic") + box(b"meta", b"\0" * 40) + box(b"mdat", b"\0" * 100)


def video(brand: bytes = b"isom", handler: bytes = b"vide") -> bytes:
    return boxed(brand, b"mp42") + box(b"mdat", b"\0" * 500) + box(b"moov", box(b"trak", b"\0" * 8 + handler))


def pdf() -> bytes:
    drawn = b"BT /F 18 Tf 20 40 Td (Quote 36,000,000) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    )


def archive(*names: str, **contents: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, contents.get(name.replace("/", "_").partition(".")[0], "x"))
    return made.getvalue()


def docx(*more: str) -> bytes:
    return archive("[Content_Types].xml", "word/document.xml", *more)


def xlsx() -> bytes:
    return archive("[Content_Types].xml", "xl/workbook.xml")


def hwpx() -> bytes:
    return archive("mimetype", "Contents/section0.xml", mimetype="application/hwp+zip")


def ole(inside: bytes = b"") -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 22 + struct.pack("<H", 9)
    return head + b"\0" * 1200 + inside + b"\0" * 2000


def hwp() -> bytes:
    return ole(b"HWP Document File V5.00")


WHOLE = {
    "image/jpeg": jpeg(),
    "image/png": png(),
    "image/gif": gif(),
    "image/webp": webp(),
    "image/heic": heic(),
    "video/mp4": video(),
    "video/quicktime": video(b"qt  "),
    "video/3gpp": video(b"3gp4"),
    "application/pdf": pdf(),
    "application/x-hwp": hwp(),
    "application/hwp+zip": hwpx(),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": docx(),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": xlsx(),
}
PRETENDING = {
    "empty": [b""],
    "program": [b"MZ\x90\0" + b"\0" * 60, b"\x7fELF" + b"\0" * 60, b"#!/bin/sh\nexit 0\n", archive("견적서.exe")],
    "web_page": [
        b"<html><script>alert(1)</script></html>",
        b"\xef\xbb\xbf  <!DOCTYPE html><p>hi",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        b"<!-- a -->\n<svg onload=alert(1)>",
    ],
    "macro": [ole(), ole(b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t"), docx("word/vbaProject.bin")],
    "archive": [archive("사진/1.jpg"), b"Rar!\x1a\x07\0" + b"\0" * 20, b"7z\xbc\xaf\x27\x1c" + b"\0" * 20],
    "broken": [b"PK\x03\x04broken", b"\xff\xd8\xff\xe0" + b"\0" * 400, b"%PDF-1.7\n1 0 obj"],
    "kind": [b"hello", b"\0" * 100, video(b"M4A ", b"soun"), boxed(b"avif", b"mif1") + box(b"meta")],
}
