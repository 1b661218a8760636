"""What kind of case a message tells: the clauses it falls under, the verdicts that could be right, what it presumes.

A linear model over the same n-grams as the topic model's, trained on texts that were read by hand. It never decides: the
rules do, over facts and clauses. It says where a rule's reading of the words is doubtful, and what the rules' words missed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from intents.reading.errors import TopicModelError
from intents.reading.topic_model import BUCKETS, FOLDER, features

WEIGHTS, METADATA = "cases.npz", "cases.json"
VERDICTS = ("yes", "no", "conditional", "unknown", "none")
MOST_CHARACTERS = 400  # of a message, its end: the question stands there
HARDLY = 0.01  # a clause less likely than this is none of the case
REMEMBERED = 32  # messages whose case is kept


@dataclass(frozen=True)
class Case:
    """Calibrated probabilities (0-1) by head: `verdict:yes`, `clause:excluded.tax`, `presumes:wrong`."""

    heads: Mapping[str, float]

    def verdict(self, verdict: str) -> float:
        """How likely the verdict would be accepted."""
        return self.heads.get(f"verdict:{verdict}", 0.0)

    @cached_property
    def clauses(self) -> tuple[tuple[str, float], ...]:
        """Clauses that a good answer rests on, the likeliest first; those that hardly can are left out."""
        found = [(head[7:], share) for head, share in self.heads.items() if share >= HARDLY and head[:7] == "clause:"]
        return tuple(sorted(found, key=lambda each: -each[1]))

    def clause(self, clause: str) -> float:
        """How likely a good answer rests on the clause."""
        return self.heads.get(f"clause:{clause}", 0.0)

    def presumes(self, how: str) -> float:
        """How likely the message presumes something that the notice settles so: `right` or `wrong`."""
        return self.heads.get(f"presumes:{how}", 0.0)


def joined_lines(before: str | None, text: str) -> str:
    """A follow-up behind the line that it leans on, as one text."""
    return f"{before} / {text}" if before else text


class CaseModel:
    """Rows of weights for the buckets that training saw, an idf for each, and a calibrated scale for each head."""

    def __init__(
        self,
        heads: tuple[str, ...],
        kept: NDArray[np.int32],
        idf: NDArray[np.float32],
        weights: NDArray[np.int8],
        scale: NDArray[np.float32],
        shift: NDArray[np.float32],
    ) -> None:
        self._row = np.full(BUCKETS, len(kept), dtype=np.int32)
        self._row[kept] = np.arange(len(kept), dtype=np.int32)
        self.heads, self._idf, self._weights, self._scale, self._shift = heads, idf, weights, scale, shift
        self.case = lru_cache(maxsize=REMEMBERED)(self._case)

    def _case(self, text: str) -> Case:
        """The case that a normalised message tells."""
        odds = self._decision(text[-MOST_CHARACTERS:]) * self._scale + self._shift
        shares = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
        return Case(dict(zip(self.heads, shares.tolist(), strict=True)))

    def _decision(self, text: str) -> NDArray[np.float32]:
        buckets, values = features(text, MOST_CHARACTERS)
        rows = self._row[buckets]
        seen = rows < len(self._idf)
        rows, values = rows[seen], values[seen]
        if not len(rows):
            return np.zeros(len(self.heads), dtype=np.float32)
        values = values * self._idf[rows]
        values /= np.sqrt(np.dot(values, values))
        total: NDArray[np.float32] = values @ self._weights[rows].astype(np.float32)
        return total


@lru_cache(maxsize=1)
def case_model() -> CaseModel:
    """The packaged model, loaded once. Raises TopicModelError."""
    weights, metadata = FOLDER / WEIGHTS, FOLDER / METADATA
    if not weights.exists() or not metadata.exists():
        raise TopicModelError(str(FOLDER.name), "no trained model", [WEIGHTS, METADATA])
    about = json.loads(metadata.read_text(encoding="utf-8"))
    with np.load(weights) as stored:
        return CaseModel(
            tuple(about["heads"]),
            stored["kept"],
            stored["idf"].astype(np.float32),
            stored["weights"],
            stored["scale"].astype(np.float32),
            stored["shift"].astype(np.float32),
        )
