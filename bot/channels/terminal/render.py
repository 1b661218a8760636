"""Replies on a terminal, with Rich: the verdict's word in its colour, the quote set apart, choices with numbers."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.messages import Reply
from flows.exchange import Message
from intents.answer import Answer, Card

# the words and shapes of every channel (evaluation/README, ux)
VERDICTS = {
    "yes": ("✅ 가능", "green"),
    "conditional": ("🔶 조건부", "yellow"),
    "no": ("⛔ 불가", "red"),
    "unknown": ("❔ 공고에 없음", "blue"),
    "outside": ("▫️ 이 사업 아님", "bright_black"),
}


def draw_reply(console: Console, reply: Reply) -> None:
    if reply.progress:
        console.print(f"{reply.progress[0]}/{reply.progress[1]}", style="bright_black")
    for message in reply.messages:
        draw_message(console, message)


def draw_message(console: Console, message: Message) -> None:
    if message.step:
        console.print(Text(message.step, style="bright_black"))
    if message.card is not None:
        draw_card(console, message.card)
    else:
        console.print(Text(message.text))
    for number, choice in enumerate(message.choices, 1):
        console.print(Text(f"  {number}. {choice.label}", style="cyan"))
    console.print()


def draw_answer(console: Console, answer: Answer) -> None:
    draw_card(console, answer.card)
    for choice in answer.card.choices:
        console.print(Text(f"  · {choice.label}", style="cyan"))


def draw_card(console: Console, card: Card) -> None:
    head = Text()
    if card.verdict is not None:
        word, colour = VERDICTS[card.verdict]
        head.append(f"{word}  ", style=f"bold {colour}")
    head.append(card.headline, style="bold")
    console.print(head)
    if card.reason:
        console.print(Text(card.reason))
    if card.rows:
        table = Table.grid(padding=(0, 2))
        for row in card.rows:
            style = "bold" if row.total else ""
            table.add_row(Text(row.label, style=style), Text(row.value, style=style, justify="right"))
        console.print(table)
    for quote in card.quotes:
        console.print(Padding(Text(f"“{quote.text}”\n공고 {quote.place}", style="italic"), (0, 2)))
    for part in (card.next, card.more, card.question):
        if part:
            console.print(Text(part))
