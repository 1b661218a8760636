"""The topic model at answer time: a linear model over hashed character and jamo n-grams, in numpy alone."""

from __future__ import annotations

import json
import math
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
BUCKETS = 1 << 18
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


def features(text: str) -> dict[int, float]:
    """Buckets of a text with their weight before idf (1 + ln of the count).

    N-grams of characters within words (1-3) bear the words, those of jamo across spaces (4-7) bear typos and endings.
    Chosen on held-out writers: see docs/decisions/0004-topic-model.md.
    """
    line = " ".join(text[:MOST_CHARACTERS].lower().split())
    grams: list[str] = []
    for word in line.split(" "):
        padded = f" {word} "
        for size in (1, 2, 3):
            grams += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    jamo = "~" + apart(line.replace(" ", ""))
    for size in (4, 5, 6, 7):
        grams += [f"~{jamo[at : at + size]}" for at in range(len(jamo) - size + 1)]
    counts: dict[int, int] = {}
    for gram in grams:
        bucket = crc32(gram.encode("utf-8", "surrogatepass")) % BUCKETS
        counts[bucket] = counts.get(bucket, 0) + 1
    return {bucket: 1.0 + math.log(count) for bucket, count in counts.items()}


class TopicModel:
    """A linear model: rows of weights for the buckets that training saw, an idf for each, an intercept, a temperature."""

    def __init__(
        self,
        kept: NDArray[np.int32],
        idf: NDArray[np.float32],
        weights: NDArray[np.float32],
        intercept: NDArray[np.float32],
        topics: tuple[str, ...],
        temperature: float,
    ) -> None:
        self._row = {int(bucket): row for row, bucket in enumerate(kept)}
        self._idf, self._weights, self._intercept = idf, weights, intercept
        self.topics, self._temperature = topics, temperature

    def scores(self, text: str, part: str) -> TopicScores:
        """Topics of the text; of a story only the part that asks counts."""
        scaled = self._decision(part if part and len(text) > STORY else text) / self._temperature
        exponent = np.exp(scaled - scaled.max())
        shares = exponent / exponent.sum()
        order = np.argsort(-shares)
        return TopicScores(tuple((self.topics[at], float(shares[at])) for at in order))

    def _decision(self, text: str) -> NDArray[np.float32]:
        found = [(self._row[bucket], value) for bucket, value in features(text).items() if bucket in self._row]
        if not found:
            return self._intercept
        rows = np.fromiter((row for row, _ in found), dtype=np.intp, count=len(found))
        counts = np.fromiter((value for _, value in found), dtype=np.float32, count=len(found))
        values = counts * self._idf[rows]
        total: NDArray[np.float32] = (values / np.linalg.norm(values)) @ self._weights[rows] + self._intercept
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
        return TopicModel(
            stored["kept"],
            stored["idf"].astype(np.float32),
            # weights are kept as whole numbers of one step per topic: a quarter of the size, the same answers
            stored["weights"].astype(np.float32) * stored["step"].astype(np.float32),
            stored["intercept"].astype(np.float32),
            tuple(about["topics"]),
            float(about["temperature"]),
        )
