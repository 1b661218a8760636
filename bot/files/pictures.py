"""Whether a picture is there to its end. What stands behind the end (phones add some) does no harm.

Sources: JPEG ITU T.81 B.1, PNG 3rd edition 5.3, GIF89a specification, WebP container specification.
"""

from __future__ import annotations

import struct


class CutOff(Exception):
    """The picture ends before its end mark, or is none inside."""


def check_jpeg(content: bytes) -> None:
    """Walk the segments to the scan (a preview in one of them has an end mark of its own), then find the end mark."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise CutOff
        mark = content[at + 1]
        if mark == 0xFF:  # fill bytes
            at += 1
            continue
        length = struct.unpack_from(">H", content, at + 2)[0]
        if mark == 0xDA:
            # inside the scan FF is always followed by 00 or a restart mark, so FFD9 is the end
            if content.find(b"\xff\xd9", at + 2 + length) < 0:
                raise CutOff
            return
        if mark == 0xD9 or length < 2:
            raise CutOff
        at += 2 + length
    raise CutOff


def check_png(content: bytes) -> None:
    at, first = 8, True
    while at + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        if first and name != b"IHDR":
            raise CutOff
        first = False
        at += 12 + length
        if name == b"IEND":
            if at > len(content):
                raise CutOff
            return
    raise CutOff


def check_gif(content: bytes) -> None:
    if len(content) < 13:
        raise CutOff
    at = 13 + _table(content[10])
    while at < len(content):
        opens = content[at]
        if opens == 0x3B:
            return
        if opens == 0x21:  # an extension
            at = _past_blocks(content, at + 2)
        elif opens == 0x2C and at + 10 <= len(content):  # a picture: its own colours, the code size, the blocks
            at = _past_blocks(content, at + 11 + _table(content[at + 9]))
        else:
            raise CutOff
    raise CutOff


def _table(flags: int) -> int:
    """Bytes of a colour table."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _past_blocks(content: bytes, at: int) -> int:
    while at < len(content):
        if content[at] == 0:
            return at + 1
        at += 1 + content[at]
    raise CutOff


def check_webp(content: bytes) -> None:
    size = struct.unpack_from("<I", content, 4)[0]
    if size + 8 > len(content) or content[12:16] not in (b"VP8 ", b"VP8L", b"VP8X"):
        raise CutOff
