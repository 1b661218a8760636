"""A free question in Korean, or a pressed button, becomes an answer and the thread that the next one leans on."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from intents.answer import OUTSIDE_TOPICS, TOPICS, Answer
from intents.aspects import aspects_of, subject_of, subjects
from intents.compose import compose, joined
from intents.errors import UnknownChoice
from intents.handlers import HANDLERS
from intents.question import Draft, Question
from intents.reading import read
from intents.reading.reading import Reading, TopicGuess
from intents.refine import SHORT, also_asked, refined
from intents.thread import Thread, carried
from intents.weighing import weighed
from intents.world import World
from knowledge.facts import Facts, FactValue, Open
from knowledge.findings import Verdict

MOST_ASKS = 3
CHOSEN = "choice"  # decided by a pressed button: not thought over again
# a topic read off the words alone, with less than this margin over the next one, is offered instead of answered
OFFER_MARGIN = 0.04
# topics in which the words name an open subject without asking about it
NOT_OPEN_SUBJECTS = frozenset({"contact", "human", "request", "status", *OUTSIDE_TOPICS})
# topics beside which nothing else is answered
ALONE = frozenset({"human", "status", "request", "unanswered", *OUTSIDE_TOPICS})
# templates of which a yes says that selection is still to come
TELLS_SELECTION = frozenset({"coverage", "eligibility"})
OWN_CHOICES = ("fact:<fact>:<value>", "topic:<topic>", "reading:<n>", "request:start", "human:connect")


def ask(text: str, thread: Thread, world: World) -> tuple[Answer, Thread]:
    """The answer to a message, and the thread after it."""
    return answer_reading(read(text, world.notice, world.today, thread.topic), thread, world)


def choose(choice_id: str, thread: Thread, world: World) -> tuple[Answer, Thread]:
    """The answer after a press of one of an answer's buttons: the thought goes on with what it says.

    `office:send` is the caller's: it sends `thread.question`. Raises UnknownChoice for it and for ids no answer gives.
    """
    kind, _, rest = choice_id.partition(":")
    if kind == "fact" and ":" in rest and thread.topic:
        fact, _, value = rest.partition(":")
        return _go_on(thread.topic, Facts({fact: _value(value)}), thread, world)
    if kind == "topic" and rest in TOPICS:
        return _go_on(rest, Facts(), thread, world)
    if kind == "reading" and rest.isdecimal() and int(rest) < len(thread.readings):
        return _go_on(thread.readings[int(rest)], Facts(), thread, world)
    if choice_id in ("request:start", "human:connect"):
        return _go_on(kind, Facts(), thread, world)
    raise UnknownChoice(choice_id, OWN_CHOICES)


def answer_reading(reading: Reading, thread: Thread, world: World) -> tuple[Answer, Thread]:
    """The answer to a message as it was read, and the thread after it."""
    asks = _asks(reading, thread.topic)
    facts = carried(thread, reading.facts, _leans(reading, thread, asks[0].topic))
    offered = _offered(asks[0])
    if offered:
        question = Question(reading.text, asks[0].topic, facts, reading.facts)
        choices = (*(f"topic:{topic}" for topic in offered), "human:connect")
        answer = compose(Draft(None, (), "readings", choices=choices, rules=("offer readings",)), question, world)
        return _explained(answer, reading, asks), replace(thread, question=reading.text, readings=offered, facts=facts)
    answers = []
    for guess in asks:
        answer, thread = _answered(_question(guess, reading, facts), thread, world)
        answers.append(answer)
    # the ask that wants a verdict leads: its word stands first
    answers.sort(key=lambda answer: answer.verdict is None)
    answer = reduce(joined, answers)
    topic = thread.topic if answer.topic in OUTSIDE_TOPICS else answer.topic
    pending = next((choice.id.split(":")[1] for choice in answer.card.choices if choice.id.startswith("fact:")), None)
    after = replace(thread, facts=facts, topic=topic, pending=pending, question=reading.text, readings=())
    return _explained(answer, reading, asks), after


def _go_on(topic: str, said: Facts, thread: Thread, world: World) -> tuple[Answer, Thread]:
    text = thread.question
    reading = Reading(text, text, said, asks=(TopicGuess(topic, 1.0, text, decided_by=CHOSEN),), follow_up=True)
    return answer_reading(reading, thread, world)


def _asks(reading: Reading, thread_topic: str | None) -> tuple[TopicGuess, ...]:
    """What to answer, each topic once: the reading's guesses on second thoughts, and what is plainly asked beside them."""
    guesses = reading.asks or (TopicGuess("out_of_scope", 1.0, reading.text, decided_by="nothing read"),)
    if guesses[0].decided_by == CHOSEN:
        return guesses
    # a follow-up's few words say too little for the model
    if not (reading.follow_up and thread_topic is not None):
        guesses = weighed(guesses, reading.normalised)
    first, *others = (_second_thought(guess, reading, thread_topic) for guess in guesses)
    if first.topic in ALONE:
        return (first,)
    asks = {first.topic: first, **{guess.topic: guess for guess in others if guess.topic not in (first.topic, *ALONE)}}
    for topic in also_asked(tuple(asks), reading.facts, reading.normalised):
        asks[topic] = TopicGuess(topic, 1.0, reading.text, decided_by="asked beside")
    return tuple(asks.values())[:MOST_ASKS]


def _second_thought(guess: TopicGuess, reading: Reading, thread_topic: str | None) -> TopicGuess:
    topic, decided_by = refined(guess, reading.facts, reading.normalised, thread_topic)
    # of a story only the asking part: the rest may name what is not asked
    subject = subject_of(guess.text)
    if topic not in NOT_OPEN_SUBJECTS and subject and subjects()[subject].outranks and topic != "unanswered":
        topic, decided_by = "unanswered", f"not_in_notice.{subject}"
    return replace(guess, topic=topic, decided_by=decided_by)


def _question(guess: TopicGuess, reading: Reading, facts: Facts) -> Question:
    subject = None
    if guess.topic == "unanswered":
        theme = reading.facts.known("unanswered_theme")
        subject = str(theme) if theme in subjects() else subject_of(guess.text) or subject_of(reading.normalised)
    aspects = dict.fromkeys((*aspects_of(guess.topic, guess.text), *aspects_of(guess.topic, reading.normalised)))
    return Question(reading.text, guess.topic, facts, reading.facts, tuple(aspects), subject)


def _answered(question: Question, thread: Thread, world: World) -> tuple[Answer, Thread]:
    draft = HANDLERS[question.topic](question, world)
    tells = draft.verdict is Verdict.YES and draft.template in TELLS_SELECTION and not thread.told_selection
    if draft.template in TELLS_SELECTION:
        draft = replace(draft, values={**draft.values, "tells_selection": tells})
    return compose(draft, question, world), replace(thread, told_selection=thread.told_selection or tells)


def _leans(reading: Reading, thread: Thread, topic: str) -> bool:
    if reading.follow_up or thread.topic is None:
        return reading.follow_up
    own = any(fact in reading.facts for fact in ("equipment", "work", "works", "condition"))
    return topic == thread.topic and not own and len(reading.text) <= SHORT


def _offered(guess: TopicGuess) -> tuple[str, ...]:
    if guess.decided_by != "model" or guess.margin >= OFFER_MARGIN or not guess.runners_up:
        return ()
    topics = dict.fromkeys((guess.topic, guess.runners_up[0][0]))
    return tuple(topics) if not set(topics) & set(OUTSIDE_TOPICS) else ()


def _explained(answer: Answer, reading: Reading, asks: tuple[TopicGuess, ...]) -> Answer:
    shown = [
        {"topic": a.topic, "margin": a.margin, "runners_up": list(a.runners_up), "decided_by": a.decided_by}
        for a in asks
    ]
    return replace(answer, explanation={**answer.explanation, "evidence": dict(reading.evidence), "asks": shown})


def _value(text: str) -> FactValue:
    return Open(text) if text in (Open.UNSURE, Open.LATER) else text
