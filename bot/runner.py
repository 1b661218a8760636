"""One event, one transaction: reads what a turn needs, runs the turn, commits everything that it changed.

Before consent nothing but the chat's id, the events' ids and the unfinished conversation is kept, and staff see none of
it: a request gets only the lines said from consent on.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot import effects as carry
from bot import flow_counts
from bot.codec import message_to_json, reply_from_json, reply_to_json
from bot.deliveries.queue import enqueue
from bot.errors import ConversationBusy, RequestOvertaken
from bot.files import rows as files
from bot.messages import Conversation, Incoming, Reply
from bot.papers.outbox import enqueue_papers
from bot.standing import Standing
from bot.store import Store, announce, conversations, requests
from bot.store.models import ChatMessage, IncomingEvent, utc_now
from bot.turn import turn
from flows.errors import ReceiptMissing
from flows.exchange import Context, Effect
from knowledge.notice import Notice
from knowledge.wording import Wording, default_wording

SEOUL = ZoneInfo("Asia/Seoul")
# channels that are sent to; the others read the conversation themselves
SENT_CHANNELS = ("telegram",)
MOST_TRIES = 12


@dataclass(frozen=True)
class _Read:
    """What was read before a turn. `version` None: there is no conversation yet."""

    conversation: Conversation
    version: int | None
    context: Context
    digest: str | None = None


class Runner:
    """Handles events. Thread-safe: two events of one person are put in order by the conversation's version."""

    def __init__(
        self,
        store: Store,
        notice: Notice,
        *,
        today: Callable[[], date] = lambda: datetime.now(SEOUL).date(),
        now: Callable[[], datetime] = utc_now,
        wording: Wording | None = None,
        data_dir: Path | None = None,
    ) -> None:
        self.store = store
        self.notice = notice
        self.wording = wording or default_wording()
        self._today = today
        self._now = now
        self._data_dir = data_dir

    def handle(self, incoming: Incoming) -> Reply:
        """The reply to an event, committed with all that follows from it. A repeated event id gets the same reply.

        Raises ConversationBusy where other events of the person overtook this one too often, and the store's errors;
        nothing is kept of the event then, and it can be handed in again.
        """
        for attempt in range(MOST_TRIES):
            with self.store.read() as session:
                repeated = self._repeated(session, incoming)
                if repeated is not None:
                    return repeated
                read = self._read(session, incoming)
            after, reply, effects = self._turn(read, incoming)
            try:
                done, gone = self._commit(read, incoming, after, reply, effects)
            except (IntegrityError, RequestOvertaken):
                # another process took the event or the conversation first, or staff ended the request meanwhile
                done, gone = None, []
            if done is not None:
                self._delete_files(gone)
                return done
            time.sleep(random.uniform(0, 0.01 * (attempt + 1)))
        raise ConversationBusy("conversation: overtaken by other events of the same person")

    def last_reply(self, channel: str, user: str) -> Reply | None:
        """The newest reply of a conversation: where it stands, for a page that is loaded again."""
        with self.store.read() as session:
            if conversations.find(session, channel, user) is None:
                return None
            query = select(IncomingEvent).where(IncomingEvent.channel == channel, IncomingEvent.user == user)
            event = session.exec(query.order_by(col(IncomingEvent.received_at).desc()).limit(1)).first()
            return reply_from_json(event.reply) if event is not None and event.reply is not None else None

    def context(self, session: Session, channel: str, user: str) -> Context:
        """What a turn of this person is judged by, but for what the running request adds."""
        return Context(
            today=self._today(),
            now=self._now().astimezone(SEOUL),  # office hours are Korea's
            intake_open=requests.intake(session),
            offices_with_staff=requests.offices_with_staff(session),
            own_requests=requests.own(session, channel, user),
        )

    def _repeated(self, session: Session, incoming: Incoming) -> Reply | None:
        event = conversations.find_event(session, incoming.channel, incoming.event_id)
        if event is None:
            return None
        # what was said is gone where the person refused since
        return reply_from_json(event.reply) if event.reply is not None else Reply(())

    def _read(self, session: Session, incoming: Incoming) -> _Read:
        row = conversations.find(session, incoming.channel, incoming.user)
        context = self.context(session, incoming.channel, incoming.user)
        if row is None:
            return _Read(Conversation(incoming.channel, incoming.user, self.notice.id), None, context)
        conversation = Conversation(incoming.channel, incoming.user, row.notice, row.state)
        context = replace(context, refused_files=files.refused_ids(session, incoming.channel, incoming.user))
        number = Standing.from_json(row.state).said("business_number")
        if isinstance(number, str):
            digest = self.store.digest("business_number", number)
            other = requests.somebody_elses(session, digest, incoming.channel, incoming.user, context.today.year)
            context = replace(context, other_request_same_number=other)
        return _Read(conversation, row.version, context)

    def _turn(self, read: _Read, incoming: Incoming) -> tuple[Conversation, Reply, tuple[Effect, ...]]:
        """The turn; where it turns out to file a request, once more with a receipt that is reserved for it."""
        try:
            return turn(read.conversation, incoming, read.context, self.notice, self.wording)
        except ReceiptMissing:
            with self.store.begin() as session:
                receipt = requests.reserve_receipt(session, read.context.today)
            context = replace(read.context, reserved_receipt=receipt)
            return turn(read.conversation, incoming, context, self.notice, self.wording)

    def _commit(
        self, read: _Read, incoming: Incoming, after: Conversation, reply: Reply, effects: tuple[Effect, ...]
    ) -> tuple[Reply | None, list[str]]:
        """Everything in one transaction; None where the conversation moved on since it was read."""
        now = self._now()
        with self.store.begin() as session:
            repeated = self._repeated(session, incoming)
            if repeated is not None:
                return repeated, []
            before = Standing.from_json(read.conversation.state)
            standing = Standing.from_json(after.state)
            run, counted, changes = flow_counts.follow(
                flow_counts.Run.from_json(before.run) if before.run is not None else None,
                flow_counts.Turned(_flow_id(before), reply.flow, standing.last_ask, reply.outcome, effects),
                now.astimezone(SEOUL).date(),
            )
            gone: list[str] = []
            if any(effect.kind == "forget" for effect in effects):
                gone = conversations.stored_files(session, incoming.channel, incoming.user)
                if not conversations.forget(session, incoming.channel, incoming.user, read.version):
                    return None, []
            else:
                kept = standing.consented or standing.pending is not None or _passed_on(effects)
                first = self._write_lines(session, incoming, before, reply, now, keep_file=kept)
                consent_from = before.consent_from
                # a filing turn ends the flow, and its consent with it: the one before it counts
                if standing.flow is not None:
                    consent_from = (consent_from or first) if standing.consented else None
                filed = reply.outcome is not None and reply.outcome.receipt is not None
                state = replace(
                    standing,
                    consent_from=consent_from if standing.flow is not None else None,
                    run=run.to_json() if run is not None else None,
                ).to_json()
                if not conversations.save(
                    session,
                    incoming.channel,
                    incoming.user,
                    version=read.version,
                    notice=after.notice,
                    state=state,
                    consented=standing.consented
                    or filed
                    or ((standing.flow is None or standing.in_guide) and bool(read.context.own_requests)),
                    now=now,
                ):
                    session.rollback()
                    return None, []
                gone = carry.carry_out(
                    session,
                    effects,
                    after,
                    incoming,
                    cipher=self.store.cipher,
                    today=read.context.today,
                    now=now,
                    consent_from=consent_from,
                )
            flow_counts.write(session, counted, changes)
            session.add(
                IncomingEvent(
                    channel=incoming.channel,
                    event_id=incoming.event_id,
                    user=incoming.user,
                    received_at=now,
                    reply=reply_to_json(reply),
                )
            )
            session.flush()
            self._enqueue(session, incoming, reply, now)
            # after the replies: a recipient's deliveries leave in this order
            enqueue_papers(session, incoming, effects, now)
            announce(session, f"chat:{incoming.channel}:{incoming.user}")
        return reply, gone

    def _write_lines(
        self, session: Session, incoming: Incoming, before: Standing, reply: Reply, now: datetime, *, keep_file: bool
    ) -> int | None:
        """The person's line and the assistant's; returns the id of the first. Without consent a file leaves no trace."""
        bodies: list[tuple[str, dict[str, Any]]] = []
        said = _line(incoming, before) if keep_file or incoming.file is None else None
        if incoming.file is not None and said is not None:
            kept = files.receive(session, incoming.file, incoming.channel, incoming.user, now)
            said["file"]["attachment"] = kept.id
        if said is not None:
            bodies.append(("company", said))
        bodies += [("assistant", message_to_json(message)) for message in reply.messages]
        rows = [
            ChatMessage(channel=incoming.channel, user=incoming.user, sender=sender, body=body, at=now)
            for sender, body in bodies
        ]
        for row in rows:
            session.add(row)
            session.flush()  # one by one: the ids are the order of the conversation
        return rows[0].id if rows else None

    def _enqueue(self, session: Session, incoming: Incoming, reply: Reply, now: datetime) -> None:
        if incoming.channel not in SENT_CHANNELS:
            return
        for number, message in enumerate(reply.messages):
            enqueue(
                session,
                kind="chat_reply",
                channel=incoming.channel,
                recipient=incoming.user,
                payload={"user": incoming.user, "message": message_to_json(message)},
                dedupe_key=f"reply:{incoming.channel}:{incoming.event_id}:{number}",
                due_at=now,
            )

    def _delete_files(self, paths: list[str]) -> None:
        for path in paths if self._data_dir is not None else ():
            assert self._data_dir is not None
            (self._data_dir / path).unlink(missing_ok=True)


def _flow_id(standing: Standing) -> str | None:
    return str(standing.flow["flow"]) if standing.flow is not None else None


def _passed_on(effects: tuple[Effect, ...]) -> bool:
    """Whether what came in goes to staff who asked for it."""
    return any(effect.kind in ("company_reply", "file_request") for effect in effects)


def _line(incoming: Incoming, before: Standing) -> dict[str, Any] | None:
    """What the person did, as a line of the conversation. A pressed button reads as its label."""
    if incoming.text is not None:
        return {"text": incoming.text}
    if incoming.choice is not None:
        offered = before.question["choices"] if before.question else []
        labels = [one["label"] for one in offered if incoming.choice in (one["id"], one["id"].rpartition(":")[2])]
        return {"text": labels[0] if labels else "", "choice": incoming.choice}
    if incoming.file is not None:
        return {"text": incoming.file.caption, "file": {"name": incoming.file.name, "kind": incoming.file.kind}}
    if incoming.location is not None:
        return {"text": "", "location": list(incoming.location)}
    if incoming.contact_phone is not None:
        return {"text": incoming.contact_phone}
    return None
