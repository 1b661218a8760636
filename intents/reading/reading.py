"""What was read from a message: facts with the words they came from, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.facts import Facts


@dataclass(frozen=True)
class TopicGuess:
    """One thing that is asked: its topic, the margin over the runner-up (0-1), and the runners-up with scores (0-1)."""

    topic: str
    margin: float
    text: str  # the part of the message that asks it
    runners_up: tuple[tuple[str, float], ...] = ()
    decided_by: str = "model"  # or the name of the rule that decided


@dataclass(frozen=True)
class Reading:
    """A message as understood. Question facts are listed in knowledge/vocabulary/question_facts.yaml."""

    text: str
    normalised: str
    facts: Facts
    evidence: Mapping[str, str] = field(default_factory=dict)  # fact -> the words it came from
    asks: tuple[TopicGuess, ...] = ()  # the main one first; usually one, two where two things are asked
    follow_up: bool = False  # leans on what was said before ("그럼 긴급은요?")
