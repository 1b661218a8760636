"""A draft becomes an answer: template blocks, quotes to the letter, buttons, and the whole as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from intents.answer import MOST_CLAUSES, Answer, Card, Choice, Quote
from intents.question import Draft, Question
from intents.world import World
from knowledge.notice import Clause
from knowledge.wording import Wording

AREA = "answers"
# the parts of every answer template, in the order of reading; a template leaves out what it has nothing for
BLOCKS = ("headline", "reason", "next", "more", "question")
OUTSIDE = "outside"
MOST_CHOICES = 6


def compose(draft: Draft, question: Question, world: World) -> Answer:
    """The answer to one question. Raises jinja2.UndefinedError where a template asks for a value the draft lacks."""
    clauses = tuple(dict.fromkeys(clause for clause in draft.clauses if clause))[:MOST_CLAUSES]
    blocks = {
        name: _tidy(text) for name, text in world.wording.blocks(f"{AREA}/{draft.template}", **draft.values).items()
    }
    missing = draft.missing
    choices = _choices(draft, world.wording)
    card = Card(
        verdict=_drawn(draft, question),
        headline=blocks.get("headline", ""),
        reason=blocks.get("reason", ""),
        rows=draft.rows,
        quotes=tuple(_quote(world.notice.clauses[clause]) for clause in clauses[: draft.quotes]),
        next=blocks.get("next", ""),
        more=" ".join(filter(None, (blocks.get("more", ""), *draft.told))),
        question=_fixed("questions", world.wording)[missing] if missing else blocks.get("question", ""),
        choices=choices,
    )
    return Answer(
        question=question.text,
        in_scope=not draft.outside,
        topic=question.topic,
        verdict=None if draft.outside else draft.verdict,
        clauses=clauses,
        facts=question.facts,
        card=card,
        text=plain(card, world.wording),
        explanation={"rules": draft.rules, "aspects": question.aspects},
        office=draft.office,
    )


def _drawn(draft: Draft, question: Question) -> str | None:
    """Which of the five verdicts is drawn. A greeting asks for none: "이 사업 아님" would turn the person away."""
    if draft.outside:
        return None if question.topic == "smalltalk" else OUTSIDE
    return draft.verdict.value if draft.verdict else None


def plain(card: Card, wording: Wording) -> str:
    """The card as a person reads it without any drawing: the verdict's word first, buttons left out."""
    labels = _fixed("labels", wording)
    head = f"{labels[card.verdict]} | {card.headline}" if card.verdict else card.headline
    rows = "\n".join(f"{row.label}: {row.value}" for row in card.rows)
    quotes = "\n".join(f"“{quote.text}” ({labels['source']} {quote.place})" for quote in card.quotes)
    return "\n".join(filter(None, (head, card.reason, rows, quotes, card.next, card.more, card.question)))


def joined(first: Answer, second: Answer) -> Answer:
    """Two asks of one message as one answer: the first leads, the second's card follows in what may be folded away."""
    clauses = (*first.clauses[:3], *second.clauses[:2], *first.clauses[3:], *second.clauses[2:])
    quotes = tuple(dict.fromkeys((*first.card.quotes, *second.card.quotes)))
    asked = first.card.question or second.card.question
    asking = first.card if first.card.question else second.card
    card = replace(
        first.card,
        rows=first.card.rows + second.card.rows,
        quotes=quotes,
        more="\n".join(
            filter(
                None, (first.card.more, second.card.headline, second.card.reason, second.card.next, second.card.more)
            )
        ),
        question=asked,
        choices=asking.choices if asked else (first.card.choices or second.card.choices),
    )
    own = first.text if first.card.question or not asked else first.text.removesuffix(first.card.question)
    return replace(
        first,
        clauses=tuple(dict.fromkeys(clauses))[:MOST_CLAUSES],
        card=card,
        text=f"{own}\n\n{second.text}",
        explanation={**first.explanation, "also": {"topic": second.topic, **second.explanation}},
        office=first.office or second.office,
    )


def button(choice: str, wording: Wording) -> Choice:
    """The button of a choice id with its label from answers/buttons. Raises KeyError for an id without a label."""
    return Choice(choice, _fixed("buttons", wording)[choice.replace(":", "_").replace("-", "_")])


def statement(clause: str, wording: Wording) -> str:
    """What a clause says in plain sentences; "" for the offices', which say nothing more than themselves."""
    return _fixed("statements", wording).get(clause.replace(".", "_"), "")


def answers_to(fact: str, wording: Wording) -> tuple[Choice, ...]:
    """The buttons that answer a question about a fact, as answers/buttons lists them; unsure comes last."""
    head = f"fact_{fact}_"
    return tuple(
        Choice(f"fact:{fact}:{name.removeprefix(head)}", label)
        for name, label in _fixed("buttons", wording).items()
        if name.startswith(head)
    )


def _choices(draft: Draft, wording: Wording) -> tuple[Choice, ...]:
    asked = answers_to(draft.missing, wording) if draft.missing else ()
    # a question is asked alone: other ways on follow with its answer
    others = () if asked else tuple(button(choice, wording) for choice in draft.choices)
    return (*asked, *others)[:MOST_CHOICES]


def _tidy(text: str) -> str:
    """Sentences of a block in one line: templates break lines for their branches, not for the reader."""
    return " ".join(text.split())


def _quote(clause: Clause) -> Quote:
    return Quote(clause.id, clause.place, clause.quote)


@lru_cache(maxsize=32)
def _fixed(name: str, wording: Wording) -> Mapping[str, str]:
    """The blocks of a template that takes no values, rendered once for each wording."""
    return wording.blocks(f"{AREA}/{name}")
