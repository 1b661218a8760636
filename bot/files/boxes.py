"""Photos and videos that are made of boxes (ISO/IEC 14496-12; QuickTime): HEIC, MP4, MOV, 3GP."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_STILL = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_OTHER_STILL = {b"avif", b"avis", b"crx "}  # pictures that are not taken
_TOP = {
    b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"meta", b"uuid", b"moof", b"mfra", b"sidx", b"styp",
}  # fmt: skip


class CutOff(Exception):
    """A box says that it is longer than what is there, or the boxes with the picture are missing."""


def kind_of(content: bytes) -> str | None:
    """heic, mp4, mov or 3gp; None for what has no such boxes, or only sound. Raises CutOff."""
    if content[4:8] not in (b"ftyp", b"moov", b"mdat", b"wide"):
        return None
    tops = dict(_boxes(content))
    brands = _brands(content, tops)
    if brands and brands[0] in _STILL | _OTHER_STILL:
        if brands[0] in _OTHER_STILL or _OTHER_STILL & set(brands):
            return None
        if not {b"meta", b"mdat"} <= set(tops):
            raise CutOff
        return "heic"
    if b"moov" not in tops or not {b"mdat", b"moof"} & set(tops):
        raise CutOff
    start, end = tops[b"moov"]
    if content.find(b"vide", start, end) < 0:  # the handler of a picture track
        return None
    if not brands or brands[0] == b"qt  ":
        return "mov"
    return "3gp" if brands[0][:3] in (b"3gp", b"3g2", b"3ge", b"3gg") else "mp4"


def _boxes(content: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    at = 0
    while at + 8 <= len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        inner = at + 8
        if size == 1 and at + 16 <= len(content):
            size, inner = struct.unpack_from(">Q", content, at + 8)[0], at + 16
        end = len(content) if size == 0 else at + size
        if end > len(content) or end < inner:
            if name not in _TOP:
                return  # what phones append behind the last box
            raise CutOff
        yield name, (inner, end)
        at = end


def _brands(content: bytes, tops: dict[bytes, tuple[int, int]]) -> list[bytes]:
    """The brand that the file says it is, then those that it also keeps to."""
    if b"ftyp" not in tops:
        return []
    start, end = tops[b"ftyp"]
    return [content[start : start + 4], *(content[at : at + 4] for at in range(start + 8, end, 4))]
