"""What the page is built of: paragraphs that are cut where they are too long, sections, tables, the steps' picture."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from reportlab.lib.colors import Color, black, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from bot.papers.typeface import BOLD, REGULAR, printable
from flows.papers import StepLine
from flows.papers.steps import DONE, HERE

GRAY = Color(0.35, 0.35, 0.35)  # dark enough to print on a bad printer
LINE = Color(0.62, 0.62, 0.62)
MORE = "…"
_LONG = 100_000.0


def style(
    size: float, *, bold: bool = False, gray: bool = False, centred: bool = False, leading: float = 1.36
) -> ParagraphStyle:
    """Words are kept whole and only broken where one is longer than its line."""
    return ParagraphStyle(
        "asbot",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * leading,
        textColor=GRAY if gray else black,
        alignment=TA_CENTER if centred else 0,
        splitLongWords=1,
    )


def marked(text: str, *, bold: bool = False) -> str:
    """Text as a paragraph's markup: whatever people wrote is text, never markup."""
    safe = escape(printable(text), quote=False)
    return f"<b>{safe}</b>" if bold and safe else safe


def height_of(part: Flowable, width: float) -> float:
    return float(part.wrap(width, _LONG)[1])


def cut(text: str, look: ParagraphStyle, width: float, lines: int, *, before: str = "", after: str = "") -> Paragraph:
    """A paragraph of at most so many lines, ended by … where the text is longer. `before` and `after` are markup."""
    whole = printable(text)

    def made(length: int) -> Paragraph:
        shown = whole if length >= len(whole) else f"{whole[:length].rstrip()}{MORE}"
        return Paragraph(f"{before}{escape(shown, quote=False)}{after}", look)

    most = lines * look.leading + 0.1
    if height_of(made(len(whole)), width) <= most:
        return made(len(whole))
    low, high = 0, len(whole)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if height_of(made(middle), width) <= most else (low, middle)
    return made(low)


def table(rows: Sequence[Sequence[Flowable]], widths: Sequence[float], *, under: bool = False) -> Table:
    """Cells of paragraphs, aligned at their tops, with hair lines between the rows; `under`: below the last one, too."""
    looks = TableStyle(
        [
            # else the page would name a typeface that is not embedded
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 0.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.7),
            ("LINEBELOW", (0, 0), (-1, -1 if under else -2), 0.4, LINE),
        ]
    )
    return Table([list(row) for row in rows], colWidths=list(widths), style=looks, hAlign="LEFT")


class Heading(Flowable):
    """A section's name on a rule."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = printable(text)

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        return available, 15.0

    def draw(self) -> None:
        self.canv.setFont(BOLD, 10)
        self.canv.setFillColor(black)
        self.canv.drawString(0, 4.5, self._text)
        self.canv.setLineWidth(0.9)
        self.canv.setStrokeColor(black)
        self.canv.line(0, 0.5, self.width, 0.5)


class Boxed(Flowable):
    """Paragraphs in a frame: what must not be overlooked."""

    def __init__(self, parts: Sequence[Flowable], inside: float = 5) -> None:
        super().__init__()
        self._parts, self._inside = list(parts), inside

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        room = available - 2 * self._inside - 4
        self.height = sum(height_of(part, room) for part in self._parts) + 2 * self._inside
        return available, self.height

    def draw(self) -> None:
        self.canv.setLineWidth(1.2)
        self.canv.setStrokeColor(black)
        self.canv.roundRect(0.6, 0.6, self.width - 1.2, self.height - 1.2, 3)
        room, top = self.width - 2 * self._inside - 4, self.height - self._inside
        for part in self._parts:
            top -= height_of(part, room)
            part.drawOn(self.canv, self._inside + 2, top)


class Steps(Flowable):
    """The procedure: two rows of boxes, the one where the case stands with a thick frame and a black tag."""

    PER_ROW, GAP, PAD, TAG = 6, 11.0, 3.5, 12.0

    def __init__(self, lines: Sequence[StepLine], here: str, done: str) -> None:
        super().__init__()
        self._lines, self._here, self._done = list(lines), here, done
        self._title, self._actors = style(8.5, bold=True, leading=1.2), style(8.5, gray=True, leading=1.18)

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        self.width = available
        self._box = (available - self.GAP * (self.PER_ROW - 1)) / self.PER_ROW
        room = self._box - 2 * self.PAD
        self._parts = [
            (
                Paragraph(marked(f"{line.sign} {line.title}"), self._title),
                Paragraph(marked(self._acting(line)), self._actors),
            )
            for line in self._lines
        ]
        self._tall = max(sum(height_of(part, room) for part in pair) for pair in self._parts) + 2 * self.PAD + 1
        rows = -(-len(self._lines) // self.PER_ROW)
        self.height = rows * self._tall + (rows - 1) * 7 + self.TAG
        return available, self.height

    def _acting(self, line: StepLine) -> str:
        return f"{line.actors} ({line.note})" if line.note and len(line.note) <= 4 else line.actors

    def draw(self) -> None:
        for index, (line, pair) in enumerate(zip(self._lines, self._parts, strict=True)):
            row, column = divmod(index, self.PER_ROW)
            left = column * (self._box + self.GAP)
            low = self.height - self.TAG - (row + 1) * self._tall - row * 7
            self._draw_box(line, left, low)
            top = low + self._tall - self.PAD
            for part in pair:
                top -= height_of(part, self._box - 2 * self.PAD)
                part.drawOn(self.canv, left + self.PAD, top)
            if index + 1 < len(self._lines) and column + 1 < self.PER_ROW:
                self._draw_arrow(left + self._box, low + self._tall / 2)

    def _draw_box(self, line: StepLine, left: float, low: float) -> None:
        here = line.state == HERE
        self.canv.setLineWidth(2 if here else 0.6)
        self.canv.setStrokeColor(black if here else LINE)
        if line.state == DONE:
            self.canv.setDash(2, 2)
        self.canv.roundRect(left, low, self._box, self._tall, 3)
        self.canv.setDash()
        tag = printable(self._here if here else self._done if line.state == DONE else "")
        if not tag:
            return
        self.canv.setFont(BOLD, 8.5)
        wide = self.canv.stringWidth(tag, BOLD, 8.5) + 8
        self.canv.setFillColor(black if here else white)
        self.canv.roundRect(
            left + self._box - wide - 4, low + self._tall - 2, wide, self.TAG, 2, stroke=0 if here else 1, fill=1
        )
        self.canv.setFillColor(white if here else black)
        self.canv.drawString(left + self._box - wide, low + self._tall + 1.2, tag)

    def _draw_arrow(self, left: float, middle: float) -> None:
        self.canv.setFillColor(GRAY)
        path = self.canv.beginPath()
        path.moveTo(left + 3, middle - 3.2)
        path.lineTo(left + self.GAP - 3, middle)
        path.lineTo(left + 3, middle + 3.2)
        path.close()
        self.canv.drawPath(path, stroke=0, fill=1)
