"""The topic model at answer time: a linear model over hashed character and jamo n-grams, in numpy alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from intents.reading.errors import TopicModelError
from intents.reading.jamo import apart

FOLDER = Path(__file__).parent.parent / "model"
WEIGHTS, METADATA = "topics.npz", "topics.json"
BUCKET_BITS = 18
BUCKETS = 1 << BUCKET_BITS
MOST_CHARACTERS = 200  # of a text that are looked at
REMEMBERED = 32  # texts whose scores are kept
STORY = 80  # characters from which only the asking part counts
_SPACE = ord(" ")
# odd factors that spread neighbouring n-grams over all buckets
_MULTIPLIER, _MIXER = np.uint32(0x01000193), np.uint32(0x85EBCA6B)


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


def features(text: str, most: int = MOST_CHARACTERS) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Buckets of a text, of at most so many characters, each once, with their weight before idf (1 + ln of the count).

    N-grams of characters within words (1-3) bear the words, those of jamo across spaces (4-7) bear typos and endings.
    Chosen on held-out writers: see docs/decisions/0004-topic-model.md.
    """
    return _features(text[:most])


# both models look at the same message
@lru_cache(maxsize=REMEMBERED)
def _features(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    line = f" {' '.join(text.lower().split())} "
    words = _codes(line)
    jamo = _codes("~" + apart(line.replace(" ", "")))
    hashes = [_grams(words, size, size) for size in (1, 2)]
    # of three characters only those without a space between
    hashes.append(_grams(words, 3, 3)[words[1:-1] != _SPACE] if len(words) > 2 else hashes[0][:0])
    hashes += [_grams(jamo, size, 16 + size) for size in (4, 5, 6, 7)]
    buckets, counts = np.unique(np.concatenate(hashes), return_counts=True)
    return buckets, (1.0 + np.log(counts)).astype(np.float32)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _grams(codes: NDArray[np.uint32], size: int, kind: int) -> NDArray[np.int64]:
    """The buckets of all n-grams of a size; whole numbers of 32 bits wrap around on purpose."""
    windows = max(len(codes) - size + 1, 0)
    hashed = np.full(windows, kind, dtype=np.uint32)
    for at in range(size):
        hashed = (hashed ^ codes[at : at + windows]) * _MULTIPLIER
    hashed ^= hashed >> np.uint32(15)
    hashed *= _MIXER
    return (hashed >> np.uint32(32 - BUCKET_BITS)).astype(np.int64)


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
        # row of each bucket; one past the last for buckets that training did not see
        self._row = np.full(BUCKETS, len(kept), dtype=np.int32)
        self._row[kept] = np.arange(len(kept), dtype=np.int32)
        self._idf, self._weights, self._intercept = idf, weights, intercept
        self.topics, self._temperature = topics, temperature
        # one message is looked at several times: by the rules, and to weigh what they decided
        self._scored = lru_cache(maxsize=REMEMBERED)(self._score)

    def scores(self, text: str, part: str) -> TopicScores:
        """Topics of the text; of a story only the part that asks counts."""
        return self._scored(part if part and len(text) > STORY else text)

    def _score(self, text: str) -> TopicScores:
        scaled = self._decision(text) / self._temperature
        exponent = np.exp(scaled - scaled.max())
        shares = exponent / exponent.sum()
        order = np.argsort(-shares)
        return TopicScores(tuple((self.topics[at], float(shares[at])) for at in order))

    def _decision(self, text: str) -> NDArray[np.float32]:
        buckets, values = features(text)
        rows = self._row[buckets]
        seen = rows < len(self._idf)
        rows, values = rows[seen], values[seen]
        if not len(rows):
            return self._intercept
        values = values * self._idf[rows]
        values /= np.sqrt(np.dot(values, values))
        total: NDArray[np.float32] = values @ self._weights[rows] + self._intercept
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
