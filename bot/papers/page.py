"""The page itself: one sheet of A4 about a sent case, as a PDF. The same papers give the same bytes.

What is too long is cut at its end with …, and detail is left out step by step (`FITS`) until everything stands on one page;
what a company still has to do (missing papers, bans, the way to apply, the office) is never left out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer

from bot.papers.parts import Boxed, Heading, Steps, cut, height_of, marked, style, table
from bot.papers.typeface import BOLD, REGULAR, printable, ready
from flows.papers import Check, Papers
from intents.answer import Quote
from knowledge.findings import Status

LANGUAGE = "ko-KR"
PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE, TOP, BOTTOM = 38.0, 30.0, 26.0
WIDTH = PAGE_WIDTH - 2 * SIDE
QR = 66.0
LABEL = 88.0  # the column of the answers' names
SMALL = 8.5  # points: nothing is smaller
# told by shape and word, so that a black and white print says the same
SIGNS = {Status.PASS: "●", Status.REVIEW: "▲", Status.FAIL: "✗", Status.OPEN: "○"}
HAVE, LACK = "■", "□"
PLACE = " · "  # between a chapter and its part in a clause's place


@dataclass(frozen=True)
class Fit:
    """How much of the detail stands on the page: lines of text, and what is told in short."""

    size: float = 9.0
    fault: int = 3
    value: int = 2
    told: int = 3  # lines of a gate that is not met
    most_told: int = 17
    bans_quoted: int = 6
    quote: int = 3
    gap: float = 6.5


FITS = (
    Fit(size=10.5, gap=10),
    Fit(),
    Fit(gap=5.5, bans_quoted=4),
    Fit(size=SMALL, gap=5, bans_quoted=4),
    Fit(size=SMALL, gap=4.5, bans_quoted=3, fault=2),
    Fit(size=SMALL, gap=4, bans_quoted=2, quote=2, fault=2, told=2),
    Fit(size=SMALL, gap=4, bans_quoted=2, quote=2, fault=2, value=1, told=1),
    Fit(size=SMALL, gap=3, bans_quoted=1, quote=2, fault=1, value=1, told=1, most_told=8),
    Fit(size=SMALL, gap=2, bans_quoted=0, fault=1, value=1, told=1, most_told=4),
)
_LOCK = Lock()  # the library keeps what a document used of a font in the font itself


def pdf(papers: Papers, code: str) -> bytes:
    """The page as a PDF with its fonts embedded. `code` is what the QR says: a receipt or an address, nothing personal."""
    ready()
    with _LOCK:
        body = io.BytesIO()
        canvas = Canvas(
            body, pagesize=A4, invariant=1, pageCompression=1, lang=LANGUAGE,
            initialFontName=REGULAR,  # type: ignore[arg-type]  # a name, although the stubs take it for a number
        )  # fmt: skip
        canvas.setTitle(f"{papers.words['title']} {papers.receipt}")
        canvas.setAuthor(papers.words["programme"])
        canvas.setCreator("asbot")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        _draw(canvas, papers, code)
        canvas.showPage()
        canvas.save()
        return body.getvalue()


def _draw(canvas: Canvas, papers: Papers, code: str) -> None:
    below = _draw_head(canvas, papers, code)
    foot = Paragraph(marked(papers.words["foot"]), style(SMALL, gray=True))
    lowest = BOTTOM + height_of(foot, WIDTH) + 3
    parts = next(
        (made for made in (list(_parts(papers, fit)) for fit in FITS) if _tall(made) <= below - lowest),
        list(_parts(papers, FITS[-1])),
    )
    top = below
    for part in parts:
        top -= height_of(part, WIDTH)
        part.drawOn(canvas, SIDE, top)
    foot.drawOn(canvas, SIDE, BOTTOM)


def _tall(parts: list[Flowable]) -> float:
    return sum(height_of(part, WIDTH) for part in parts)


def _draw_head(canvas: Canvas, papers: Papers, code: str) -> float:
    """Title, number, day, office; the QR at the right. Returns where the rest may begin."""
    words, top = papers.words, PAGE_HEIGHT - TOP
    QrCode(code, width=QR, height=QR, qrLevel="M", qrBorder=0).drawOn(canvas, PAGE_WIDTH - SIDE - QR, top - QR)
    canvas.setFillColor(black)
    canvas.setFont(REGULAR, SMALL)
    canvas.drawString(SIDE, top - 8, printable(words["programme"]))
    canvas.setFont(BOLD, 20)
    canvas.drawString(SIDE, top - 31, printable(words["title"]))
    canvas.setFont(BOLD, 11)
    line = f"{words['receipt']} {papers.receipt}"
    canvas.drawString(SIDE, top - 49, printable(line))
    canvas.setFont(REGULAR, 9.5)
    after = SIDE + canvas.stringWidth(printable(line), BOLD, 11) + 10
    canvas.drawString(after, top - 49, printable(words["filed"]))
    canvas.setFont(BOLD, 11)
    canvas.drawString(SIDE, top - 65, printable(f"{words['office_label']} {words['office']}"))
    return top - QR - 6


def _parts(papers: Papers, fit: Fit) -> Iterator[Flowable]:
    words, body = papers.words, style(fit.size)
    lead = [Paragraph(marked(words["lead"], bold=True), style(10))]
    if papers.path is not None:
        lead.append(Paragraph(f"{marked(words['path'], bold=True)} {_quoted(papers.path)}", body))
    yield Boxed(lead)
    yield from _facts(papers, fit)
    if papers.checks:
        yield from _checks(papers, fit)
    if papers.documents:
        yield from _documents(papers, fit)
    if papers.steps:
        yield Spacer(0, fit.gap)
        yield Heading(f"{words['steps']} · {papers.step_words['apply']}")
        yield Spacer(0, 1)
        yield Steps(papers.steps, papers.step_words["here"], papers.step_words["done"])
    if papers.onsite:
        yield Spacer(0, fit.gap)
        yield Heading(words["onsite"])
        yield Spacer(0, 2)
        result = f" {_quoted(papers.onsite_result)}" if papers.onsite_result else ""
        yield Paragraph(f"{marked(' · '.join(papers.onsite), bold=True)}{result}", body)
    if papers.forbidden:
        yield from _forbidden(papers, fit)
    if papers.path is None:
        # a talk: there is nothing to apply for yet, the office is the next step
        yield Spacer(0, fit.gap)
        yield Heading(words["next"])
        yield Spacer(0, 2)
        yield Paragraph(marked(words["next_value"]), style(fit.size + 0.5, bold=True))


def _quoted(quote: Quote) -> str:
    """A clause to the letter with its place: markup."""
    return f"“{marked(quote.text)}{_placed(quote)}"


def _placed(quote: Quote) -> str:
    # no line ends between the word and the chapter's number
    return f"” ({marked('공고')}\u00a0{marked(quote.place)})"


def _facts(papers: Papers, fit: Fit) -> Iterator[Flowable]:
    words, body, label = papers.words, style(fit.size), style(fit.size, gray=True)
    yield Spacer(0, fit.gap)
    yield Heading(words["facts"])
    if papers.fault:
        room = [LABEL, WIDTH - LABEL]
        told: list[Flowable] = [
            Paragraph(marked(words["fault"]), label),
            cut(papers.fault, body, room[1] - 5, fit.fault),
        ]
        yield table([told], room, under=True)
    half = [LABEL, WIDTH / 2 - LABEL] * 2
    cells: list[list[Flowable]] = []
    for row in papers.facts:
        shown = cut(row.value, style(fit.size, bold=row.total), half[1] - 5, fit.value)
        cells.append([Paragraph(marked(row.label), label), shown])
    middle = -(-len(cells) // 2)
    pairs = [
        [*cells[index], *(cells[index + middle] if index + middle < len(cells) else [Spacer(0, 0)] * 2)]
        for index in range(middle)
    ]
    if pairs:
        yield table(pairs, half)


def _checks(papers: Papers, fit: Fit) -> Iterator[Flowable]:
    words, body = papers.words, style(fit.size)
    yield Spacer(0, fit.gap)
    yield Heading(words["checks"])
    met = papers.of(Status.PASS)
    told = (*papers.of(Status.FAIL), *papers.of(Status.REVIEW, Status.OPEN))
    shown, rest = told[: fit.most_told], told[fit.most_told :]
    for check in shown:
        yield Spacer(0, 1.5)
        yield _told(check, fit)
    if rest:
        yield Spacer(0, 1.5)
        names = ", ".join(f"{SIGNS[check.state]} {check.title}" for check in rest)
        yield Paragraph(marked(names), body)
    if met:
        yield Spacer(0, 1.5)
        yield Paragraph(f"{marked(f'{SIGNS[Status.PASS]} {met[0].status}', bold=True)} {_by_chapter(met)}", body)


def _by_chapter(checks: tuple[Check, ...]) -> str:
    """Gates in a row, behind the chapter of the notice that each rests on: markup."""
    chapters: dict[str, list[str]] = {}
    for check in checks:
        chapters.setdefault(check.quote.place.partition(PLACE)[0], []).append(check.title)
    return "; ".join(
        f'{marked(", ".join(titles))} <font color="#595959">{marked(f"(공고 {chapter})")}</font>'
        for chapter, titles in sorted(chapters.items())
    )


def _told(check: Check, fit: Fit) -> Paragraph:
    """A gate that is not met: its name and why in bold, then the clause."""
    head = f"{SIGNS[check.state]} {check.status} · {check.title}. {check.told}"
    before = f"{marked(head, bold=True)} “"
    return cut(check.quote.text, style(fit.size), WIDTH, fit.told, before=before, after=_placed(check.quote))


def _documents(papers: Papers, fit: Fit) -> Iterator[Flowable]:
    words, body = papers.words, style(fit.size)
    yield Spacer(0, fit.gap)
    yield Heading(words["documents"])
    columns = [46.0, 232.0, WIDTH - 278.0]
    rows = []
    for sheet in papers.documents:
        sign = f"{HAVE} {words['have']}" if sheet.have else f"{LACK} {words['lacking']}"
        rows.append(
            [
                Paragraph(marked(sign, bold=not sheet.have), body),
                Paragraph(marked(f"{sheet.number}. {sheet.title}", bold=not sheet.have), body),
                Paragraph(marked(sheet.where), body),
            ]
        )
    yield table(rows, columns)
    yield Spacer(0, 2)
    yield Paragraph(f"{marked(papers.tax, bold=True)} {marked(words['validity'])}", body)


def _forbidden(papers: Papers, fit: Fit) -> Iterator[Flowable]:
    body = style(fit.size)
    yield Spacer(0, fit.gap)
    yield Heading(papers.words["forbidden"])
    for ban in papers.forbidden[: fit.bans_quoted]:
        yield Spacer(0, 1.5)
        before = f"{_ban(ban.headline)} “"
        yield cut(ban.quote.text, body, WIDTH, fit.quote, before=before, after=_placed(ban.quote))
    rest = [_ban(ban.headline) for ban in papers.forbidden[fit.bans_quoted :]]
    if rest:
        yield Spacer(0, 1.5)
        yield Paragraph(" ".join(rest), body)


def _ban(headline: str) -> str:
    return f"<b>{SIGNS[Status.FAIL]}\u00a0</b>{marked(headline, bold=True)}"
