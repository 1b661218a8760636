"""The topic model at answer time: a linear model over hashed character and jamo n-grams, in numpy alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.reading.errors import TopicModelError
from intents.reading.jamo import apart

FOLDER = Path(__file__).parent.parent / "model"
WEIGHTS, METADATA = "topics.npz", "topics.json"
BUCKETS = 1 << 15
MOST_CHARACTERS = 200  # of a text that are looked at
STORY = 80  # characters from which only the asking part counts


@dataclass(frozen=True)
class TopicScores:
    """Calibrated probabilities by topic, the best first."""

    ranked: tuple[tuple[str, float], ...]

    @property
    def best(self) -> str:
        """The likeliest topic."""
        return self.ranked[0][0]

    @property
    def margin(self) -> float:
        """How far the best is ahead of the next (0-1)."""
        return self.ranked[0][1] - self.ranked[1][1]

    def of(self, topic: str) -> float:
        """The probability of one topic."""
        return next((score for name, score in self.ranked if name == topic), 0.0)

    def runners_up(self, chosen: str) -> tuple[tuple[str, float], ...]:
        """The next three besides the chosen one."""
        return tuple((name, round(score, 3)) for name, score in self.ranked if name != chosen)[:3]


def buckets(text: str) -> list[int]:
    """Feature buckets of a text: n-grams of characters (2-3) and of jamo (4, 6), each counted once."""
    grams: set[str] = set()
    line = f"^{text[:MOST_CHARACTERS].lower()}$"
    for size in (2, 3):
        grams.update(line[at : at + size] for at in range(len(line) - size + 1))
    jamo = apart(line.replace(" ", ""))
    for size in (4, 6):
        grams.update("~" + jamo[at : at + size] for at in range(len(jamo) - size + 1))
    return [crc32(gram.encode()) % BUCKETS for gram in grams]


class TopicModel:
    """Weights by bucket and topic, an intercept and a temperature that calibrates."""

    def __init__(
        self, weights: NDArray[np.float32], intercept: NDArray[np.float32], topics: tuple[str, ...], temperature: float
    ) -> None:
        self._weights, self._intercept, self.topics, self._temperature = weights, intercept, topics, temperature

    def scores(self, text: str, part: str) -> TopicScores:
        """Topics of the text; of a story only the part that asks counts."""
        logits = self._logits(part if part and len(text) > STORY else text)
        scaled = logits / self._temperature
        exponent = np.exp(scaled - scaled.max())
        shares = exponent / exponent.sum()
        order = np.argsort(-shares)
        return TopicScores(tuple((self.topics[at], float(shares[at])) for at in order))

    def _logits(self, text: str) -> NDArray[np.float32]:
        places = buckets(text)
        if not places:
            return self._intercept
        total: NDArray[np.float32] = (
            self._weights[places].sum(axis=0) / np.sqrt(np.float32(len(places))) + self._intercept
        )
        return total


@lru_cache(maxsize=1)
def topic_model() -> TopicModel:
    """The packaged model, loaded once. Raises TopicModelError."""
    weights, metadata = FOLDER / WEIGHTS, FOLDER / METADATA
    if not weights.exists() or not metadata.exists():
        raise TopicModelError(str(FOLDER.name), "no trained model", [WEIGHTS, METADATA])
    about = json.loads(metadata.read_text(encoding="utf-8"))
    if about["buckets"] != BUCKETS:
        raise TopicModelError(METADATA, f"{about['buckets']} buckets", [str(BUCKETS)])
    with np.load(weights) as stored:
        kept = stored["kept"]
        matrix = np.zeros((BUCKETS, len(about["topics"])), dtype=np.float32)
        matrix[kept] = stored["weights"].astype(np.float32)
        return TopicModel(
            matrix, stored["intercept"].astype(np.float32), tuple(about["topics"]), float(about["temperature"])
        )
