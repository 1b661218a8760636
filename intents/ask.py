"""A free question in Korean, or a pressed button, becomes an answer and the thread that the next one leans on."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import Any

from intents.answer import MOST_CLAUSES, OUTSIDE_TOPICS, TOPICS, Answer
from intents.aspects import aspects_of, subject_of, subjects
from intents.clause_topics import by_clause, topic_of
from intents.compose import compose, joined
from intents.errors import UnknownChoice
from intents.handlers import HANDLERS
from intents.question import Draft, Question
from intents.reading import read
from intents.reading.case_model import VERDICTS, Case, case_model, joined_lines
from intents.reading.normalise import normalise
from intents.reading.reading import Reading, TopicGuess
from intents.refine import SHORT, also_asked, refined
from intents.second_reading import CONTRADICTED, ruled_by, second_reading
from intents.thread import Thread, carried
from intents.verdict_odds import Ruled
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
# topics that are answered beside another one where their clauses are surely asked
ASKED_BESIDE = frozenset({"amount", "period", "window", "documents", "apply", "procedure", "evaluation", "caution"})
SURELY_ASKED = 0.6  # how likely such a clause must be
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


def drafted_by_rules(text: str, thread: Thread, world: World, case: Case | None = None) -> tuple[Ruled, Thread]:
    """What the rules alone make of a message, and the thread after it.

    For weighing rules against the case model (intents/model/weigh.py), which hands in what the model reads.
    """
    reading = read(text, world.notice, world.today, thread.topic)
    first = _asks(reading, thread.topic)[0]
    if case is not None:
        first = by_clause(first, case, _bare(reading, thread))
    facts = carried(thread, reading.facts, _leans(reading, thread, first.topic))
    draft = HANDLERS[first.topic](_question(first, reading, facts), world)
    topic = thread.topic if first.topic in OUTSIDE_TOPICS else first.topic
    after = replace(thread, facts=facts, topic=topic, question=text)
    return ruled_by(draft, first.topic), after


def answer_reading(reading: Reading, thread: Thread, world: World) -> tuple[Answer, Thread]:
    """The answer to a message as it was read, and the thread after it."""
    asks = _asks(reading, thread.topic)
    case = _case(reading, thread, asks[0])
    if case is not None:
        asks = (by_clause(asks[0], case, _bare(reading, thread)), *asks[1:])
    facts = carried(thread, reading.facts, _leans(reading, thread, asks[0].topic))
    # what goes on with the thread is not asked back
    offered = () if reading.follow_up and asks[0].topic == thread.topic else _offered(asks[0])
    if offered:
        question = Question(reading.text, asks[0].topic, facts, reading.facts)
        choices = (*(f"topic:{topic}" for topic in offered), "human:connect")
        answer = compose(Draft(None, (), "readings", choices=choices, rules=("offer readings",)), question, world)
        return _explained(answer, reading, asks, case), replace(
            thread, question=reading.text, readings=offered, facts=facts
        )
    # the case is that of the whole message: it is held against what is mainly asked
    answer, thread = _answered(_question(asks[0], reading, facts), case, thread, world)
    answers = [answer]
    asks = (*asks, *_asked_by_clauses(case, asks, answer, reading))[:MOST_ASKS]
    for guess in asks[1:]:
        answer, thread = _answered(_question(guess, reading, facts), None, thread, world)
        # a yes or a no to something beside, for which the words hardly speak, is not what was asked
        if answer.verdict is None or case is None or case.verdict(answer.verdict.value) >= CONTRADICTED:
            answers.append(answer)
    # the ask that wants a verdict leads: its word stands first
    answers.sort(key=lambda answer: answer.verdict is None)
    answer = reduce(joined, answers)
    topic = thread.topic if answer.topic in OUTSIDE_TOPICS else answer.topic
    pending = next((choice.id.split(":")[1] for choice in answer.card.choices if choice.id.startswith("fact:")), None)
    after = replace(thread, facts=facts, topic=topic, pending=pending, question=reading.text, readings=())
    return _explained(answer, reading, asks, case), after


def _bare(reading: Reading, thread: Thread) -> bool:
    """Whether a message says nothing of a case and nothing was talked of before."""
    return not reading.facts and thread.topic is None


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


def _asked_by_clauses(
    case: Case | None, asks: tuple[TopicGuess, ...], first: Answer, reading: Reading
) -> tuple[TopicGuess, ...]:
    """Further things asked in the message: clauses that it surely falls under, of topics that nothing answers yet."""
    if case is None or asks[0].topic in ALONE:
        return ()
    answered = {guess.topic for guess in asks}
    found: dict[str, TopicGuess] = {}
    for clause, share in case.clauses[:MOST_CLAUSES]:
        topic = topic_of(clause)
        asked = topic in ASKED_BESIDE and topic not in answered and clause not in first.clauses
        if topic and asked and share >= SURELY_ASKED:
            found.setdefault(topic, TopicGuess(topic, share, reading.text, decided_by=f"clause.{clause}"))
    return tuple(found.values())


def _case(reading: Reading, thread: Thread, first: TopicGuess) -> Case | None:
    """What the case model reads in the message; nothing after a press, which says what the words left open."""
    if first.decided_by == CHOSEN or not reading.normalised:
        return None
    before = normalise(thread.question) if reading.follow_up and thread.question else None
    return case_model().case(joined_lines(before, reading.normalised))


def _answered(question: Question, case: Case | None, thread: Thread, world: World) -> tuple[Answer, Thread]:
    draft = HANDLERS[question.topic](question, world)
    if case is not None:
        draft = second_reading(draft, question, case, world)
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


def _explained(answer: Answer, reading: Reading, asks: tuple[TopicGuess, ...], case: Case | None) -> Answer:
    shown = [
        {"topic": a.topic, "margin": a.margin, "runners_up": list(a.runners_up), "decided_by": a.decided_by}
        for a in asks
    ]
    told: dict[str, Any] = {"evidence": dict(reading.evidence), "asks": shown}
    if case is not None:
        told["case"] = {
            "clauses": {clause: round(share, 3) for clause, share in case.clauses[:MOST_CLAUSES]},
            "verdicts": {verdict: round(case.verdict(verdict), 3) for verdict in VERDICTS},
        }
    return replace(answer, explanation={**answer.explanation, **told})


def _value(text: str) -> FactValue:
    return Open(text) if text in (Open.UNSURE, Open.LATER) else text
