"""What the chat page shows of a conversation, read in one go and drawn with the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.channels.web.chat_lines import Line, Said, lines_of
from bot.channels.web.chat_panel import Intake, Panel, intakes, panel_of
from bot.channels.web.chat_words import words_of
from bot.channels.web.guide_panel import GuidePanel, guide_panel_of
from bot.channels.web.pages import render
from bot.channels.web.shown_file import ShownFile, remembered, shown
from bot.codec import message_to_json
from bot.messages import Reply
from bot.runner import Runner
from bot.standing import Standing
from bot.store import conversations
from bot.store.models import Attachment, ChatMessage, utc_now
from flows.exchange import OwnRequest
from flows.papers import picture
from flows.papers.filed import REQUEST
from knowledge.notice import Notice

CHANNEL = "web"
FILES_PATH = "/chat/files"
PAGE_LINES = 120
# two writers may commit out of the order of their clocks; the page drops what it has already
OVERLAP = timedelta(seconds=60)


@dataclass(frozen=True)
class View:
    """A conversation as shown: its lines, the panel of what runs, the intake."""

    lines: tuple[Line, ...]
    panel: Panel | GuidePanel | None
    intakes: tuple[Intake, ...]
    notice: Notice
    has_earlier: bool
    filed: OwnRequest | None = None  # the visitor's newest request that was not withdrawn

    @property
    def picture(self) -> Markup:
        """The procedure with where the newest request stands; empty where there is none."""
        return Markup(picture(self.notice)) if self.filed is not None else Markup()

    @property
    def cursor(self) -> int:
        """Milliseconds of the newest line; 0 where there is none."""
        return max((line.stamp for line in self.lines), default=0)


def read_view(runner: Runner, user: str, before: int | None = None) -> View:
    """The newest lines of a visitor (or those before a line's id) and where things stand."""
    with runner.store.read() as session:
        rows, has_earlier = _newest(session, user, before)
        files = _files(session, user, rows, runner.notice)
        conversation = conversations.find(session, CHANNEL, user)
        context = runner.context(session, CHANNEL, user)
    standing = Standing.from_json(conversation.state) if conversation is not None else Standing()
    return View(
        lines=tuple(lines_of([_said(row, files) for row in rows], runner.notice, words_of(runner.notice))),
        panel=guide_panel_of(standing, runner.notice, context) or panel_of(standing, runner.notice, context),
        intakes=intakes(runner.notice, context.today, context.intake_open),
        notice=runner.notice,
        has_earlier=has_earlier,
        filed=next((own for own in reversed(context.own_requests) if _shows_steps(own)), None),
    )


def _shows_steps(own: OwnRequest) -> bool:
    return own.kind == REQUEST and own.status != "withdrawn"


def update_json(runner: Runner, user: str, since: int, unkept: Reply | None = None, key: str = "") -> dict[str, Any]:
    """What is new for a page that has everything up to `since` (milliseconds): lines as HTML, panel, progress.

    `unkept` is a reply of which nothing was stored since the person had the conversation deleted: the page starts anew
    with it.
    """
    view = read_view(runner, user)
    reset = unkept is not None
    lines: Sequence[Line] = view.lines
    if unkept is not None and not lines:
        now = utc_now()
        said = [
            Said(f"{key}-{number}", "assistant", now, message_to_json(message))
            for number, message in enumerate(unkept.messages)
        ]
        lines = lines_of(said, runner.notice, words_of(runner.notice))
    elif not reset:
        floor = since - int(OVERLAP.total_seconds() * 1000)
        lines = [line for line in lines if line.stamp > floor]
    return {
        "lines": [
            {"key": line.key, "sender": line.sender, "at": line.stamp, "html": render("chat/line.html", line=line)}
            for line in lines
        ],
        "reset": reset,
        "cursor": max((line.stamp for line in lines), default=since),
        **state_json(view),
    }


def state_json(view: View) -> dict[str, Any]:
    """The parts of the page that follow the state rather than the conversation."""
    return {
        "progress": render("chat/progress.html", panel=view.panel),
        "panel": render(
            "chat/panel.html", panel=view.panel, intakes=view.intakes, filed=view.filed, picture=view.picture
        ),
        "flow": view.panel is not None,
        "ask": view.panel.ask if view.panel else None,
        "input_mode": view.panel.input_mode if view.panel else "text",
    }


def latest(runner: Runner, user: str, now: datetime) -> tuple[int, int]:
    """How many lines are due, and the newest of them: what a stream compares to see that something is new."""
    with runner.store.read() as session:
        count, newest = session.exec(
            select(func.count(), func.max(ChatMessage.id)).where(
                ChatMessage.channel == CHANNEL, ChatMessage.user == user, col(ChatMessage.at) <= now
            )
        ).one()
    return count, newest or 0


def _said(row: ChatMessage, files: Mapping[int, ShownFile]) -> Said:
    return Said(f"m{row.id}", row.sender, row.at, row.body, files.get(row.id or 0))


def _files(session: Session, user: str, rows: Sequence[ChatMessage], notice: Notice) -> dict[int, ShownFile]:
    """The visitor's own files by the line in which they were sent."""
    sent = {row.id or 0: row.body["file"] for row in rows if row.body.get("file")}
    numbers = [file["attachment"] for file in sent.values() if "attachment" in file]
    query = select(Attachment).where(
        Attachment.channel == CHANNEL, Attachment.user == user, col(Attachment.id).in_(numbers)
    )
    kept = {file.id: file for file in session.exec(query)} if numbers else {}
    made = {}
    for line, file in sent.items():
        attachment = kept.get(file.get("attachment"))
        url = f"{FILES_PATH}/{attachment.id}" if attachment else ""
        made[line] = shown(attachment, url, notice) if attachment else remembered(file, notice)
    return made


def _newest(session: Session, user: str, before: int | None) -> tuple[list[ChatMessage], bool]:
    query = select(ChatMessage).where(
        ChatMessage.channel == CHANNEL, ChatMessage.user == user, col(ChatMessage.at) <= datetime.now(UTC)
    )
    if before is not None:
        query = query.where(col(ChatMessage.id) < before)
    rows = list(session.exec(query.order_by(col(ChatMessage.id).desc()).limit(PAGE_LINES + 1)).all())
    has_earlier = len(rows) > PAGE_LINES
    # a staff's line that was held back for its undo seconds stands where it became due
    return sorted(rows[:PAGE_LINES], key=lambda row: (row.at, row.id or 0)), has_earlier
