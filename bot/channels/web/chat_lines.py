"""A conversation as it is drawn: who speaks, cards with their parts, and the one question that stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.channels.web.chat_text import PHONE, SITE, Block, blocks
from bot.channels.web.chat_words import ChatWords, company_text
from bot.channels.web.shown_file import ShownFile
from bot.codec import card_from_json, choices_from_json
from flows.papers import picture
from flows.papers.message import PREFIX as PAPERS
from intents.answer import Card, Choice, Row
from knowledge.notice import Notice, Office

SEOUL = ZoneInfo("Asia/Seoul")
LABELS = {"yes": "가능", "conditional": "조건부", "no": "불가", "unknown": "공고에 없음", "outside": "이 사업 아님"}
# the one main act of a message; ways around a question are links; answers without a value stand back
PRIMARY = ("consent:yes", "confirm:yes", "consult:yes", "request:start", "regular:start", "office:send", "reply:send")
TOOLS = ("flow:why", "flow:back", "flow:cancel")
SOFT = ("unsure", "later", "keep", "resume", "none", "clear")
DONE = "done"
REMOVAL = ":remove:"
PERSON_MARK = "👤"  # opens messages about people in channels that have no other way to show it
RECEIPT = re.compile(r"\d{4}-\d{4,}")
SHORT_LABEL, GRID_LABEL, MOST_FIGURES = 9, 12, 6
LONG_ROW = 16  # signs of a row's name beside its value
SENT = "보냈습니다"  # else it is only kept, since nobody of the office has joined
_ASKING = ("?", "골라 주세요.", "적어 주세요.", "눌러 주세요.")


@dataclass(frozen=True)
class Said:
    """One stored line: `body` is as bot.codec.message_to_json writes it, or what the runner keeps of a company's."""

    key: str  # unique in the page
    sender: str  # company, assistant, staff, event
    at: datetime
    body: Mapping[str, Any]
    file: ShownFile | None = None


@dataclass(frozen=True)
class Filed:
    """A case with its number: whether the office has it, and whether somebody there has taken it since."""

    receipt: str
    sent: bool
    taken: bool


@dataclass(frozen=True)
class Part:
    """A part of a message's body: prose, an error, or a card."""

    prose: tuple[Block, ...] = ()
    is_error: bool = False
    card: Card | None = None
    reason: tuple[Block, ...] = ()
    rows: tuple[Row, ...] = ()
    next: tuple[Block, ...] = ()
    more: tuple[Block, ...] = ()
    apply: tuple[Block, ...] = ()  # what is still to be done at the programme's own site
    filed: Filed | None = None
    papers: str = ""  # the receipt of the case whose page can be had here
    papers_label: str = ""
    picture: Markup | str = ""  # the procedure, with where the case stands
    offices: tuple[Office, ...] = ()

    @property
    def are_figures(self) -> bool:
        return len(self.rows) <= MOST_FIGURES and any(row.total for row in self.rows)

    @property
    def has_long_labels(self) -> bool:
        """Whether names of rows are sentences rather than words: they stand above their values then."""
        return any(len(row.label) > LONG_ROW for row in self.rows)

    @property
    def label(self) -> str:
        return LABELS.get(self.card.verdict, "") if self.card and self.card.verdict else ""

    @property
    def has_body(self) -> bool:
        headed = self.card is not None and not self.label and not self.filed
        quotes = self.card.quotes if self.card else ()
        shown = (
            self.prose,
            self.reason,
            self.rows,
            self.next,
            self.more,
            self.apply,
            self.offices,
            quotes,
            self.papers,
        )
        return headed or self.filed is not None or any(shown)


@dataclass(frozen=True)
class Ask:
    """A question with its choices by how they are drawn. `chosen` is what was picked where they stand no longer."""

    question: str
    hint: str
    resumed: bool
    main: tuple[Choice, ...] = ()
    done: tuple[Choice, ...] = ()
    soft: tuple[Choice, ...] = ()
    tools: tuple[Choice, ...] = ()
    removals: tuple[Choice, ...] = ()  # a button per file that was sent
    columns: int = 1
    active: bool = True
    chosen: str = ""
    wants: str = ""

    @property
    def offered(self) -> tuple[Choice, ...]:
        return (*self.main, *self.done, *self.soft)

    @property
    def primary(self) -> tuple[str, ...]:
        return PRIMARY


@dataclass(frozen=True)
class Line:
    """What is drawn as one: a bubble, or a card of one or more parts with at most one question."""

    key: str
    sender: str
    at: datetime
    who: str = ""
    parts: tuple[Part, ...] = ()
    ask: Ask | None = None
    file: ShownFile | None = None

    @property
    def clock(self) -> str:
        """오전 7:04"""
        return f"{'오전' if self.at.hour < 12 else '오후'} {(self.at.hour - 1) % 12 + 1}:{self.at:%M}"

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def stamp(self) -> int:
        """Milliseconds since 1970: orders lines and tells the page what it has."""
        return int(self.at.timestamp() * 1000)


def lines_of(said: Sequence[Said], notice: Notice, words: ChatWords) -> list[Line]:
    """Stored lines as drawn, in their order.

    What the assistant says in one turn is drawn together: prose first, then a card, then the question that follows from
    it. A choice stands until the person has said something after it.
    """
    last_said = max((index for index, one in enumerate(said) if one.sender == "company"), default=-1)
    made: list[Line] = []
    turn: datetime | None = None
    for index, one in enumerate(said):
        if one.sender == "company":
            made.append(_bubble(one, words))
            turn = None
            continue
        reply = next((later for later in said[index + 1 :] if later.sender == "company"), None)
        chosen = company_text(reply.body, words) if reply is not None else ""
        taken = any(later.sender in ("event", "staff") for later in said[index + 1 :])
        line = _message(one, notice, words, active=index > last_said, chosen=chosen, taken=taken)
        same_turn = one.sender == "assistant" and turn == one.at
        if same_turn and line.ask and line.ask.tools and made[-1].ask:
            # a running request goes on: its question is the only one
            made[-1] = replace(made[-1], ask=None)
        if same_turn and _joins(made[-1], line):
            made[-1] = replace(made[-1], parts=(*made[-1].parts, *line.parts), ask=line.ask)
        else:
            made.append(line)
        turn = one.at if one.sender == "assistant" else None
    return made


def _joins(before: Line, line: Line) -> bool:
    """Whether a message is drawn in the card before it: prose and questions are, another card is not."""
    return before.ask is None and all(part.card is None for part in line.parts)


def _bubble(one: Said, words: ChatWords) -> Line:
    part = Part(prose=blocks(company_text(one.body, words)))
    return Line(one.key, one.sender, one.at.astimezone(SEOUL), parts=(part,), file=one.file)


def _message(one: Said, notice: Notice, words: ChatWords, *, active: bool, chosen: str, taken: bool) -> Line:
    text = str(one.body.get("text", ""))
    who = ""
    if text.startswith(PERSON_MARK):
        text = text.removeprefix(PERSON_MARK).strip()
        if one.sender == "staff":
            who, _, text = text.partition("\n")
    card = card_from_json(one.body["card"]) if one.body.get("card") else None
    choices = choices_from_json(list(one.body.get("choices") or ())) or (card.choices if card else ())
    wants = str(one.body.get("wants") or "") if active else ""
    pages = [choice for choice in choices if choice.id.startswith(PAPERS)]
    # a page is had by a link that stays, not by an answer
    choices = tuple(choice for choice in choices if choice not in pages)
    ask = None
    if card is not None:
        part = _card_part(card, notice, taken)
        question, _, hint = card.question.partition("\n")
        resumed = False
    else:
        resumed = text.startswith(words.again)
        text, question, hint = _split(text.removeprefix(words.again).strip(), choices)
        part = Part(prose=blocks(text), is_error=words.is_refusal(text), offices=_offices(text, notice))
    if pages:
        part = _with_page(part, pages[0], notice)
    if choices or question or wants == "location":
        ask = replace(_choices(choices), question=question, hint=hint, resumed=resumed, active=active, chosen=chosen,
                      wants=wants)  # fmt: skip
    return Line(
        one.key,
        one.sender,
        one.at.astimezone(SEOUL),
        who=who.strip(),
        parts=(part,) if part.has_body or part.label else (),
        ask=ask,
    )


def _card_part(card: Card, notice: Notice, taken: bool) -> Part:
    receipt = next((row for row in card.rows if RECEIPT.fullmatch(row.value) and not row.total), None)
    if card.verdict or receipt is None:
        return Part(
            card=card,
            reason=blocks(card.reason),
            rows=card.rows,
            next=blocks(card.next),
            more=blocks(card.more),
            offices=_offices(f"{card.headline} {card.reason} {card.next}", notice),
        )
    # a case that was sent: the number stands in the head, the office as a telephone button
    told = [line for line in card.next.split("\n") if line.strip()]
    spoken = " ".join((card.reason, *(row.value for row in card.rows)))
    return Part(
        card=card,
        reason=blocks(card.reason),
        rows=tuple(row for row in card.rows if row is not receipt and not PHONE.fullmatch(row.value)),
        next=blocks("\n\n".join(line for line in told if not SITE.search(line))),
        more=blocks(card.more),
        apply=blocks("\n\n".join(line for line in told if SITE.search(line))),
        filed=Filed(receipt.value, SENT in card.headline, taken),
        offices=_offices(spoken, notice),
    )


def _with_page(part: Part, page: Choice, notice: Notice) -> Part:
    """A card with the link to its case's page, and where it lists papers also with the picture of the procedure."""
    # drawn from the notice alone, every text escaped
    drawn = Markup(picture(notice)) if part.rows else Markup()
    receipt = page.id.removeprefix(PAPERS)
    return replace(part, papers=receipt, papers_label=page.label, picture=drawn)


def _split(text: str, choices: Sequence[Choice]) -> tuple[str, str, str]:
    """Text without a card in three: what comes first, the question, and the hint below it."""
    if not choices:
        return text, "", ""
    if any(choice.id in TOOLS for choice in choices):
        # a question of a request: its first line asks
        question, _, hint = text.partition("\n")
        return "", question, hint.strip()
    lines = text.split("\n")
    for index in range(len(lines) - 1, -1, -1):
        if lines[index].strip().endswith(_ASKING):
            return "\n".join(lines[:index]), lines[index].strip(), "\n".join(lines[index + 1 :]).strip()
    return text, "", ""


def _choices(choices: Sequence[Choice]) -> Ask:
    tools = tuple(choice for choice in choices if choice.id in TOOLS)
    # beside the ways around a question, a person is one press away in the header already
    rest = [c for c in choices if c.id not in TOOLS and not (tools and c.id == "human:connect")]
    removals = tuple(c for c in rest if REMOVAL in c.id)
    rest = [c for c in rest if c not in removals]
    soft = tuple(c for c in rest if c.id.rpartition(":")[2] in SOFT or c.id == "human:connect")
    done = tuple(c for c in rest if c.id.rpartition(":")[2] == DONE)
    main = tuple(c for c in rest if c not in soft and c not in done)
    longest = max((len(choice.label) for choice in main), default=0)
    pair = len(main) == 2 and longest <= SHORT_LABEL
    grid = len(main) > 3 and longest <= GRID_LABEL
    return Ask("", "", False, main, done, soft, tools, removals, 2 if pair or grid else 1)


def _offices(text: str, notice: Notice) -> tuple[Office, ...]:
    """The offices whose numbers the text gives; a whole list of them needs no buttons."""
    numbers = set(PHONE.findall(text))
    found = tuple(office for office in notice.offices.values() if office.phone in numbers)
    return found if len(found) <= 2 else ()
