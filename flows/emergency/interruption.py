"""An answer to a question in the middle of a request: what stands in the way of going on is left out."""

from __future__ import annotations

from dataclasses import replace

from flows.exchange import Message
from flows.summary import plain
from intents.answer import Answer

# what would start over, or ask a second question beside the request's own
_LEFT_OUT = ("request:", "human:", "fact:", "selfcheck:", "calculator:")


def in_between(answer: Answer, left_out: tuple[str, ...] = _LEFT_OUT) -> Message:
    """The answer as a message, without buttons that begin a request and without a question of its own."""
    card = answer.card
    kept = tuple(choice for choice in card.choices if not choice.id.startswith(left_out))
    asks_back = any(choice.id.startswith("fact:") for choice in card.choices)
    if asks_back:
        card = replace(card, question="")
    card = replace(card, choices=kept)
    return Message(plain(card) if asks_back else answer.text, kept, card)
