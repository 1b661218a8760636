"""Trains the case model: one ridge regression for all heads at once, calibrated on writers that it did not see."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from intents.model.matrix import count, kept_and_idf, scaled
from intents.model.phrasings import FOLDS, Phrasing, data_hash, folds
from intents.reading.case_model import METADATA, MOST_CHARACTERS, VERDICTS, WEIGHTS
from intents.reading.topic_model import BUCKETS, FOLDER

RIDGE = 0.15  # found on held-out writers
LEAST_TEXTS = 2  # a bucket that fewer texts have tells nothing of others
LEAST_EXAMPLES = 8  # a head with fewer examples is left out
MOST_CLAUSES = 4  # of a text's clauses, the most telling ones


def heads_of(phrasing: Phrasing) -> frozenset[str]:
    """The heads that a text is an example of."""
    found = {f"verdict:{verdict}" for verdict in phrasing.verdicts or ()}
    found |= {f"clause:{clause}" for clause in phrasing.clauses[:MOST_CLAUSES] if not clause.startswith("contact.")}
    presumes = (phrasing.facts or {}).get("presumes")
    return frozenset(found | ({f"presumes:{presumes}"} if presumes else set()))


def all_heads(phrasings: Iterable[Phrasing]) -> tuple[str, ...]:
    """Heads with enough examples; the verdicts always."""
    counts = Counter(head for phrasing in phrasings for head in heads_of(phrasing))
    often = {head for head, examples in counts.items() if examples >= LEAST_EXAMPLES}
    return tuple(sorted(often | {f"verdict:{verdict}" for verdict in VERDICTS}))


class Cases:
    """The texts that were read by hand, with their features and truths.

    `presuming_known` marks those of which it is known whether they presume something."""

    def __init__(self, phrasings: list[Phrasing]) -> None:
        self.phrasings = [each for each in phrasings if each.verdicts is not None]
        self.heads = all_heads(self.phrasings)
        self.counts = count([each.line for each in self.phrasings], MOST_CHARACTERS)
        read = [heads_of(each) for each in self.phrasings]
        self.truth = np.array([[head in heads for head in self.heads] for heads in read], dtype=np.float64)
        self.presuming_known = np.array([each.facts is not None for each in self.phrasings])
        self.writers = np.array([each.writer for each in self.phrasings])
        self.of_presuming = np.array([head.startswith("presumes:") for head in self.heads])

    def weights(self, rows: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Buckets, idf and weights (a column for each head) learnt from those rows."""
        kept, idf = kept_and_idf(self.counts[rows], LEAST_TEXTS)
        weights = np.zeros((len(kept), len(self.heads)))
        for columns, chosen in ((~self.of_presuming, rows), (self.of_presuming, rows & self.presuming_known)):
            if columns.any() and chosen.any():
                examples = scaled(self.counts[chosen][:, kept], idf)
                weights[:, columns] = _ridge(examples, self.truth[np.ix_(chosen, columns)])
        return kept, idf, weights

    def held_out(self) -> NDArray[np.float64]:
        """The decision for every row and head by a model that saw none of the row's writer."""
        decided = np.zeros_like(self.truth)
        for group in folds(self.writers.tolist()):
            test = np.isin(self.writers, group)
            kept, idf, weights = self.weights(~test)
            decided[test] = scaled(self.counts[test][:, kept], idf) @ weights
        return decided


def _ridge(examples: csr_matrix, truth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights by the kernel of the examples: as many unknowns as texts, not as buckets."""
    kernel = (examples @ examples.T).toarray()
    kernel[np.diag_indices_from(kernel)] += RIDGE
    found: NDArray[np.float64] = examples.T @ np.linalg.solve(kernel, truth - truth.mean(axis=0))
    return found


def calibrated(
    decided: NDArray[np.float64], truth: NDArray[np.float64], known: NDArray[np.bool_], of_presuming: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scale and shift for each head that make its held-out decisions honest log odds."""
    scale, shift = np.ones(truth.shape[1]), np.zeros(truth.shape[1])
    for head in range(truth.shape[1]):
        rows = known if of_presuming[head] else np.ones(len(truth), dtype=bool)
        if 0 < truth[rows, head].sum() < rows.sum():
            line = LogisticRegression(C=10.0).fit(decided[rows, head, None], truth[rows, head])
            scale[head], shift[head] = float(line.coef_[0, 0]), float(line.intercept_[0])
    return scale, shift


def shape() -> str:
    """What besides the data makes the model: part of its name."""
    return f"cases {BUCKETS} {RIDGE} {LEAST_TEXTS} {LEAST_EXAMPLES} {MOST_CLAUSES} {FOLDS} {MOST_CHARACTERS}"


def train_cases(cases: Cases, folder: Path = FOLDER) -> NDArray[np.float64]:
    """Trains on all texts that were read by hand and writes weights and metadata.

    Returns the calibrated share of every row and head by a model that saw none of the row's writer.
    """
    decided = cases.held_out()
    scale, shift = calibrated(decided, cases.truth, cases.presuming_known, cases.of_presuming)
    kept, idf, weights = cases.weights(np.ones(len(cases.phrasings), dtype=bool))
    step = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    np.savez_compressed(
        folder / WEIGHTS,
        kept=kept.astype(np.int32),
        idf=idf.astype(np.float16),
        weights=np.round(weights / step).astype(np.int8),
        scale=(scale * step).astype(np.float32),
        shift=shift.astype(np.float32),
    )
    about = {
        "data": data_hash(cases.phrasings, shape()),
        "heads": list(cases.heads),
        "texts": len(cases.phrasings),
        "writers": len(set(cases.writers)),
    }
    (folder / METADATA).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shares: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(decided * scale + shift, -30.0, 30.0)))
    return shares
