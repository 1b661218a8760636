"""Telegram updates as events of ours. Nothing is decided here beyond whose event it is."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, Chat, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram import buttons
from bot.files.keeping import shown_name
from bot.files.kinds import MOST_BYTES
from bot.messages import SOMEBODY_ELSES, Incoming
from flows.exchange import FileRef

CHANNEL = "telegram"
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
COMPANY_COMMANDS = ("start", "help", "cancel", "status")
STAFF_PREFIX = "staff:"
PROMPT_MARK = "✍"  # opens a message that staff answer by replying to it


@dataclass(frozen=True)
class StaffAct:
    """A staff member's press or command, in a group or in private."""

    event_id: str
    chat_id: str
    is_group: bool
    telegram_user: str
    name: str
    act: str  # join, claim, detail, ask_back, note, close, hand_over, release, reply
    argument: str  # invite code, request receipt, office ...
    text: str = ""  # what was written, for a reply to a prompt
    message_id: int | None = None  # the message whose button was pressed, or that is replied to
    callback_id: str | None = None


@dataclass(frozen=True)
class ChatGone:
    """The person or group blocked the bot, or took it back in."""

    event_id: str
    chat_id: str
    gone: bool


@dataclass(frozen=True)
class ChatMoved:
    """A group became a supergroup and has a new id."""

    event_id: str
    old_chat_id: str
    new_chat_id: str


@dataclass(frozen=True)
class Press:
    """A company's press: the event, and what is needed to answer it and mark it."""

    incoming: Incoming
    query: CallbackQuery
    label: str


Event = Incoming | Press | StaffAct | ChatGone | ChatMoved


def read_update(update: Update) -> Event | None:
    """The event in an update, or None where there is nothing for us (edits, service messages, chatter in groups)."""
    event_id = str(update.update_id)
    if update.callback_query is not None:
        return _read_press(event_id, update.callback_query)
    if update.my_chat_member is not None:
        member = update.my_chat_member
        gone = member.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
        return ChatGone(event_id, str(member.chat.id), gone)
    if update.message is not None:
        return _read_message(event_id, update.message)
    return None


def _read_press(event_id: str, query: CallbackQuery) -> Event | None:
    message = query.message
    if message is None or query.data is None:
        return None
    choice = buttons.unpack(query.data) or "stale"
    if choice.startswith(STAFF_PREFIX):
        _, act, argument = (*choice.split(":", 2), "")[:3]
        return StaffAct(
            event_id, str(message.chat.id), _is_group(message.chat), str(query.from_user.id),
            query.from_user.full_name, act, argument, "", message.message_id, query.id,
        )  # fmt: skip
    if _is_group(message.chat):
        return None
    incoming = Incoming(event_id, CHANNEL, str(message.chat.id), choice=choice)
    return Press(incoming, query, _label(query))


def _label(query: CallbackQuery) -> str:
    markup = getattr(query.message, "reply_markup", None)
    if markup is None:
        return ""
    pressed = (button for row in markup.inline_keyboard for button in row if button.callback_data == query.data)
    return next((button.text for button in pressed), "")


def _read_message(event_id: str, message: Message) -> Event | None:
    if message.migrate_to_chat_id is not None:
        return ChatMoved(event_id, str(message.chat.id), str(message.migrate_to_chat_id))
    person = message.from_user
    if person is None or person.is_bot:
        return None
    chat_id, group = str(message.chat.id), _is_group(message.chat)
    command, argument = _command(message)
    replied = message.reply_to_message
    if command == "join" or (command == "start" and argument.startswith("join_")):
        code = argument.removeprefix("join_")
        return StaffAct(event_id, chat_id, group, str(person.id), person.full_name, "join", code)
    # a reply to one of our prompts; who may do so, the desk decides
    if replied is not None and message.text and _is_prompt(replied):
        return StaffAct(
            event_id, chat_id, group, str(person.id), person.full_name, "reply", replied.text or "", message.text,
            replied.message_id,
        )  # fmt: skip
    if group:
        return None
    if command in COMPANY_COMMANDS:
        return Incoming(event_id, CHANNEL, chat_id, command=command)
    return _read_content(event_id, chat_id, message)


def _is_prompt(message: Message) -> bool:
    ours = message.from_user is not None and message.from_user.is_bot
    return ours and bool(message.text and message.text.startswith(PROMPT_MARK))


def _read_content(event_id: str, chat_id: str, message: Message) -> Incoming:
    caption = message.caption or ""
    if message.photo:
        photo = max(message.photo, key=lambda size: size.width * size.height)
        file = FileRef(photo.file_id, "photo", "", photo.file_size or 0, caption)
        return _read_file(event_id, chat_id, file)
    document = message.document or message.video
    if document is not None:
        kind = "document" if message.document else "video"
        file = FileRef(document.file_id, kind, shown_name(document.file_name, ""), document.file_size or 0, caption)
        return _read_file(event_id, chat_id, file)
    if message.video_note is not None:
        file = FileRef(message.video_note.file_id, "video", "", message.video_note.file_size or 0)
        return _read_file(event_id, chat_id, file)
    if message.location is not None:
        return Incoming(event_id, CHANNEL, chat_id, location=(message.location.latitude, message.location.longitude))
    if message.contact is not None:
        # somebody else's contact is not this person's number
        own = message.contact.user_id == (message.from_user.id if message.from_user else None)
        if not own:
            return Incoming(event_id, CHANNEL, chat_id, refused=SOMEBODY_ELSES)
        return Incoming(event_id, CHANNEL, chat_id, contact_phone=message.contact.phone_number)
    if message.text:
        return Incoming(event_id, CHANNEL, chat_id, text=message.text)
    # a sticker or a voice message: saying what can be sent is better than silence
    return Incoming(event_id, CHANNEL, chat_id, command="help")


def _read_file(event_id: str, chat_id: str, file: FileRef) -> Incoming:
    """What it is shows when it is fetched; what Telegram does not let a bot fetch is known now."""
    if file.size > MOST_BYTES:
        return Incoming(event_id, CHANNEL, chat_id, refused="too_large")
    return Incoming(event_id, CHANNEL, chat_id, file=file)


def _command(message: Message) -> tuple[str, str]:
    text = message.text or ""
    if not text.startswith("/"):
        return "", ""
    head, _, argument = text.partition(" ")
    return head[1:].partition("@")[0].lower(), argument.strip()


def _is_group(chat: Chat) -> bool:
    return chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
