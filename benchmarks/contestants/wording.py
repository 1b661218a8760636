"""An answer in the contract's fields for a contestant that has no sentences of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.contestants.contestant import Answered
from intents.answer import MOST_CLAUSES, OUTSIDE_TOPICS
from intents.model.phrasings import Phrasing
from knowledge.loading import default_notice

NONE = "none"  # how phrasings write that no verdict is given


def worded(topic: str, verdict: str | None, clauses: Sequence[str]) -> Answered:
    """The answer that a list of frequent questions would give: the clauses' own words."""
    known = default_notice().clauses
    cited = [clause for clause in clauses if clause in known][:MOST_CLAUSES]
    return {
        "in_scope": topic not in OUTSIDE_TOPICS,
        "topic": topic,
        "verdict": None if verdict in (None, NONE) else verdict,
        "clauses": cited,
        "text": "\n".join(known[clause].quote for clause in cited),
    }


@dataclass(frozen=True)
class Usual:
    """What is answered most often under a topic."""

    verdict: str | None
    clauses: tuple[str, ...]


def usual_by_topic(phrasings: Sequence[Phrasing]) -> Mapping[str, Usual]:
    """For each topic the verdict and the clauses that most of its phrasings have; nothing where nobody has read any."""
    verdicts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    clauses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrasing in phrasings:
        if phrasing.verdict is not None:
            verdicts[phrasing.topic][phrasing.verdict] += 1
        clauses[phrasing.topic].update(phrasing.clauses)
    return {
        topic: Usual(
            next((verdict for verdict, _ in verdicts[topic].most_common(1)), None),
            tuple(clause for clause, _ in clauses[topic].most_common(MOST_CLAUSES)),
        )
        for topic in {phrasing.topic for phrasing in phrasings}
    }
