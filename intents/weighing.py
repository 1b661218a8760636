"""A rule's topic against the topic model's: neither decides alone.

Rules are sure of their words and blind to the rest; the model reads the whole and is never quite sure. The rule's topic
stands unless the model finds another one likelier by more than the rule's trust (lexicons/trust.yaml).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from intents.reading.reading import TopicGuess
from intents.reading.topic_model import topic_model

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TRUST = Path(__file__).parent / "lexicons" / "trust.yaml"
FEW_WORDS = 14  # characters
LEAST = 1e-9  # a probability below this counts as this


@dataclass(frozen=True)
class Trust:
    """Log odds by rule family and by single rule."""

    families: dict[str, float]
    rules: dict[str, float]
    few_words: float  # more, against a model that calls a very short question outside

    def of(self, decided_by: str) -> float:
        """The trust in what decided a guess."""
        family = decided_by.partition(".")[0]
        return self.rules.get(decided_by, self.families.get(family, self.families["default"]))


@lru_cache(maxsize=1)
def trust() -> Trust:
    """The packaged table, read once."""
    data = yaml.load(TRUST.read_text(encoding="utf-8"), _Loader)
    return Trust(dict(data["families"]), dict(data["rules"]), float(data["few_words"]))


def weighed(guesses: tuple[TopicGuess, ...], normalised: str) -> tuple[TopicGuess, ...]:
    """The guesses, the main one replaced by the model's where the model is surer than the rule is trusted.

    What a rule found to be asked beside it stays; where the model's topic is among those, nothing is replaced.
    """
    guess = guesses[0]
    scores = topic_model().scores(normalised, guess.text)
    if guess.decided_by == "model" or scores.best in {each.topic for each in guesses}:
        return guesses
    odds = math.log(max(scores.of(scores.best), LEAST) / max(scores.of(guess.topic), LEAST))
    needed = trust().of(guess.decided_by)
    if scores.best == "out_of_scope" and len(normalised) <= FEW_WORDS:
        # "한도가 얼마예요?": few words name nothing else either, and who writes here asks about this programme
        needed += trust().few_words
    if odds <= needed:
        return guesses
    instead = replace(
        guess,
        topic=scores.best,
        margin=scores.margin,
        runners_up=scores.runners_up(scores.best),
        decided_by=f"model.over.{guess.decided_by}",
    )
    return (instead, *guesses[1:])
