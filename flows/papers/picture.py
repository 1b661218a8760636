"""The procedure as a picture (SVG): a column of steps with who acts, and where the case stands.

Drawn without styles of its own: classes and `currentColor` alone, so that a page under a strict content policy, dark mode
and forced colours all work. Every text is escaped; `aria-label` tells the same in words.
"""

from __future__ import annotations

from html import escape

from flows.papers.steps import HERE, LEFT, step_lines, words_for_steps
from knowledge.notice import Notice

WIDTH = 328
_ROW, _TOP, _AXIS, _RADIUS, _TEXT = 44, 22, 17, 13, 42


def picture(notice: Notice) -> str:
    """An `<svg>` of the emergency procedure, for inlining in a page."""
    lines, words = step_lines(notice), words_for_steps(notice)
    height = _TOP * 2 + _ROW * (len(lines) - 1)
    made = [
        f'<svg class="steps-picture" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{escape(words["picture"])}" focusable="false">'
    ]
    first_left = next((index for index, line in enumerate(lines) if line.state == LEFT), len(lines))
    end = _TOP + _ROW * (len(lines) - 1)
    turn = _TOP + _ROW * (first_left - 1)
    made.append(
        f'<path class="way done" d="M{_AXIS} {_TOP}V{turn}" fill="none" stroke="currentColor" stroke-width="2"/>'
    )
    made.append(
        f'<path class="way left" d="M{_AXIS} {turn}V{end}" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-dasharray="3 4"/>'
    )
    for index, line in enumerate(lines):
        y = _TOP + _ROW * index
        here = line.state == HERE
        made.append(
            f'<g class="step {line.state}"><circle class="{"spot" if here else "ring"}" cx="{_AXIS}" cy="{y}" '
            f'r="{_RADIUS}" stroke="currentColor" stroke-width="2"/>'
            f'<text class="number" x="{_AXIS}" y="{y + 5}" text-anchor="middle" font-size="14">{line.number}</text>'
            f'<text class="title" x="{_TEXT}" y="{y - 2}" font-size="16">{escape(line.title)}</text>'
            f'<text class="actors" x="{_TEXT}" y="{y + 15}" font-size="13">{escape(_actors(line.actors, line.note))}</text>'
        )
        if here:
            tag = words["here"]
            width = 14 * len(tag) + 12
            left = WIDTH - width - 1
            made.append(
                f'<rect class="tag" x="{left}" y="{y - 15}" width="{width}" height="24" rx="4" stroke="currentColor"/>'
                f'<text class="tag-text" x="{left + width / 2:g}" y="{y + 2}" text-anchor="middle" font-size="14">'
                f"{escape(tag)}</text>"
            )
        made.append("</g>")
    return "".join([*made, "</svg>"])


def _actors(actors: str, note: str) -> str:
    return f"{actors} · {note}" if note else actors
