"""The topic that a clause belongs to, and a doubtful topic corrected by the clauses that a message falls under."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from intents.reading.case_model import Case
from intents.reading.reading import TopicGuess

# by how the ids of clauses begin, the more exact first
TOPIC_BY_CLAUSE = (
    ("support.one_type", "types"), ("support.", "coverage"), ("scope.", "coverage"), ("utilization.", "coverage"),
    ("unsupported.", "coverage"), ("eligibility.level_certificate", "documents"), ("eligibility.", "eligibility"),
    ("excluded.", "eligibility"), ("overview.terms", "amount"), ("overview.limit", "amount"), ("overview.period", "period"),
    ("overview.intake", "window"), ("overview.", "overview"), ("head.", "overview"), ("window.", "window"),
    ("apply.", "apply"), ("documents.", "documents"), ("procedure.", "procedure"), ("selection.", "evaluation"),
    ("scoring.", "evaluation"), ("caution.other_rules", "unanswered"), ("caution.", "caution"), ("contact.", "contact"),
)  # fmt: skip
# topics without clauses of their own, that a message about clauses is easily taken for
WITHOUT_CLAUSES = frozenset({"out_of_scope", "smalltalk", "request", "status", "human"})
OUTSIDE_ONES = ("smalltalk", "out_of_scope")
DOUBTFUL, SILENT = 0.3, 0.12  # the margin of a guess, and the share of the likeliest clause, at which nothing is asked
LEADS = 0.6  # a clause at least this likely tells the topic
FAR = 0.25  # where no clause of the guessed topic is likelier than this
SURE = 0.75  # a clause at least this likely corrects a sure guess too
OUTSIDE, INFORMATION = 0.6, 0.75  # how likely the topic model finds it outside, and the case no matter of yes or no
CORRECTED = ("model", "thread", "not_in_notice")  # families of what decided a topic that clauses may correct
UNCERTAIN = 0.75  # a guess with less margin than this may be corrected


@cache
def topic_of(clause: str) -> str | None:
    """The topic in which a clause is answered."""
    return next((topic for head, topic in TOPIC_BY_CLAUSE if clause.startswith(head)), None)


def by_clause(guess: TopicGuess, case: Case, bare: bool = False) -> TopicGuess:
    """The guess, or the topic of a clause that the message surely falls under where no clause speaks for the guess.

    Only what the topic model, the thread, an open subject or a word of other matters decided is corrected: rules over facts
    and plain words stand. `bare`: no fact was read, nothing was asked before.
    """
    if bare and _of_nothing(guess, case):
        talk = max(OUTSIDE_ONES, key=lambda topic: dict(guess.runners_up).get(topic, 0.0))
        return replace(guess, topic=talk, decided_by="case.nothing")
    if _of_other_matters(guess, case):
        return replace(guess, topic="out_of_scope", decided_by="case.outside")
    outside = guess.decided_by.startswith("outside")
    if not (outside or guess.decided_by.startswith(CORRECTED)) or not case.clauses:
        return guess
    leading, share = case.clauses[0]
    if guess.decided_by.startswith("not_in_notice") and share < SURE:
        return guess
    if not outside and guess.margin >= UNCERTAIN and share < SURE and guess.topic != "request":
        return guess
    own = max((each for clause, each in case.clauses if topic_of(clause) == guess.topic), default=0.0)
    topic = topic_of(leading)
    if topic is None or topic == guess.topic or share < LEADS or own > FAR:
        return guess
    if outside and guess.topic not in WITHOUT_CLAUSES:
        return guess
    return replace(guess, topic=topic, margin=share, decided_by=f"clause.{leading}")


def _of_nothing(guess: TopicGuess, case: Case) -> bool:
    """Whether the model hardly preferred a topic of the notice, and no clause speaks for it either: somebody just talks."""
    doubtful = guess.decided_by == "model" and guess.margin <= DOUBTFUL and guess.topic not in WITHOUT_CLAUSES
    talk = any(topic in OUTSIDE_ONES for topic, _ in guess.runners_up)
    return doubtful and talk and (case.clauses[0][1] if case.clauses else 0.0) <= SILENT


def _of_other_matters(guess: TopicGuess, case: Case) -> bool:
    """Whether a thing or a word led to this programme although model and case see nothing of it."""
    by_words = guess.decided_by.startswith(("facts", "topics"))
    next_best = guess.runners_up[0] if guess.runners_up else ("", 0.0)
    if not by_words or next_best[0] != "out_of_scope" or next_best[1] < OUTSIDE:
        return False
    speaks = case.clauses[0][1] if case.clauses else 0.0
    return speaks < FAR and case.verdict("none") >= INFORMATION
