"""A message cut into what each says one thing: lines, cells and marked items, some with a label before the value."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CUTS = re.compile(r"\n+|\s/{1,2}\s|\s?//\s?|✅|☑|✔|👉|📌|(?=[①-⑳])|(?<=[가-힣)])\s{2,}(?=[가-힣])")
_BULLET = re.compile(r"^[\s\-–•·※*#>▶■☑✔◆○●①-⑳]*(?:\(?\d{1,2}[.)]|[가-하][.)])?\s*")
_PAIR = re.compile(r"^(?P<label>[^:：→=?？]{1,20}?)\s*(?:[:：=→]|->|[?？])\s*(?P<value>\S.*)$")
_CHECKED, _UNCHECKED = "■☑✔", "□☐"
_BOX = re.compile(rf"[{_CHECKED}{_UNCHECKED}][^{_CHECKED}{_UNCHECKED}]+")
_LEAST_CELLS = 2


@dataclass(frozen=True)
class Segment:
    """A part of a message; `label` is empty where it has none."""

    label: str
    text: str


def segments(text: str) -> tuple[Segment, ...]:
    """The parts in order. "체납: 없음", "| 체납 | X |", "체납 → X" and "□ 체납 ■ 없음" are labelled alike."""
    found = [made for line in _CUTS.split(text) if line.strip() for made in _line(line.strip())]
    return tuple(segment for segment in found if segment.text)


def _line(line: str) -> list[Segment]:
    cells = [cell.strip() for cell in line.split("|") if cell.strip()]
    if "|" in line and len(cells) >= _LEAST_CELLS:
        return [Segment(cells[0], " ".join(cells[1:]))]
    boxes = _BOX.findall(line)
    if boxes and any(box[0] in _UNCHECKED for box in boxes):
        return [_ticked(boxes)]
    bare = _BULLET.sub("", line)
    pair = _PAIR.match(bare)
    return [Segment(pair["label"].strip(), pair["value"].strip())] if pair else [Segment("", bare)]


def _ticked(boxes: list[str]) -> Segment:
    """What is ticked, labelled by what stands beside it: "□ 체납 있음 ■ 없음" is 체납 있음: 없음."""
    ticked = " ".join(box[1:].strip() for box in boxes if box[0] in _CHECKED)
    left = " ".join(box[1:].strip() for box in boxes if box[0] in _UNCHECKED)
    return Segment(left, ticked)
