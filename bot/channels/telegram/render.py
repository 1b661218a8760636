"""A Message as Telegram calls: HTML texts, and a keyboard under the last one."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.channels.telegram import buttons
from bot.channels.telegram.markup import Block, messages
from flows.exchange import Message
from intents.answer import Card, Choice

EMOJI = {"yes": "✅", "conditional": "🔶", "no": "⛔", "unknown": "❔", "outside": "▫️"}
LABELS = {"yes": "가능", "conditional": "조건부", "no": "불가", "unknown": "공고에 없음", "outside": "이 사업 아님"}
CONTACT_LABEL = "내 전화번호 보내기"
LOCATION_LABEL = "지금 위치 보내기"
# the one main act of a message is drawn in colour; clients that do not know it ignore it
PRIMARY = ("confirm:yes", "consent:yes", "request:start", "regular:start", "office:send")
CLAIM = "staff:claim:"

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply


@dataclass(frozen=True)
class Outgoing:
    """One sendMessage call."""

    html: str
    keyboard: Keyboard | None = None


def render(message: Message) -> list[Outgoing]:
    """All calls for one message, in order; the keyboard belongs to the last."""
    blocks = _card_blocks(message.card) if message.card else _text_blocks(message.text)
    # other channels show in a header where a request stands
    where = [Block("plain", message.step)] if message.step else []
    texts = messages([*where, *blocks]) or ["…"]
    keyboard = _keyboard(message)
    return [Outgoing(text, keyboard if index == len(texts) - 1 else None) for index, text in enumerate(texts)]


def _card_blocks(card: Card) -> list[Block]:
    label = f"{EMOJI[card.verdict]} {LABELS[card.verdict]} | " if card.verdict else ""
    blocks = [Block("bold", f"{label}{card.headline}")]
    if card.reason:
        blocks.append(Block("plain", card.reason))
    if card.rows:
        blocks.append(Block("plain", "\n".join(f"{row.label} {row.value}" for row in card.rows)))
    blocks += [Block("quote", f"공고 {quote.place}\n“{quote.text}”") for quote in card.quotes]
    if card.next:
        blocks.append(Block("plain", card.next))
    if card.more:
        # folded by Telegram itself: longer than four lines opens on a tap
        blocks.append(Block("quote", card.more))
    if card.question:
        blocks.append(Block("bold", card.question))
    return [block for block in blocks if block.text.strip()]


def _text_blocks(text: str) -> list[Block]:
    return [Block("plain", part) for part in text.split("\n\n") if part.strip()]


def _keyboard(message: Message) -> Keyboard | None:
    choices = message.choices or (message.card.choices if message.card else ())
    if message.wants in ("contact", "location") and all(buttons.is_navigation(choice) for choice in choices):
        # a message has either an inline keyboard or this one; the ways around stay as words that are understood
        wanted = (
            KeyboardButton(CONTACT_LABEL, request_contact=True)
            if message.wants == "contact"
            else KeyboardButton(LOCATION_LABEL, request_location=True)
        )
        around = [
            KeyboardButton(buttons.SHORT_NAVIGATION[choice.id]) for row in buttons.rows(choices) for choice in row
        ]
        rows = [[wanted], around] if around else [[wanted]]
        return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)
    return inline(choices)


def inline(choices: tuple[Choice, ...]) -> InlineKeyboardMarkup | None:
    """Choices as an inline keyboard, or None where there are none. Raises CallbackTooLong."""
    if not choices:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    choice.label,
                    callback_data=buttons.pack(choice.id),
                    style="primary" if choice.id in PRIMARY or choice.id.startswith(CLAIM) else None,
                )
                for choice in row
            ]
            for row in buttons.rows(choices)
        ]
    )
