"""Trains the topic model: a linear support vector machine over n-grams. Same phrasings, same model."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from intents.model.matrix import count, kept_and_idf, scaled
from intents.model.phrasings import Phrasing, data_hash, folds
from intents.reading.topic_model import BUCKETS, FOLDER, METADATA, WEIGHTS

USUAL_TEMPERATURE = 0.125  # where it is not measured anew
STRENGTH = 1.0  # inverse regularisation of the support vector machine


@dataclass(frozen=True)
class Fitted:
    """A trained model before it is written: the buckets that it knows, their idf, the machine."""

    kept: NDArray[np.int64]
    idf: NDArray[np.float64]
    machine: LinearSVC

    def decide(self, counts: csr_matrix) -> NDArray[np.float64]:
        decided: NDArray[np.float64] = self.machine.decision_function(scaled(counts[:, self.kept], self.idf))
        return decided


def fit(counts: csr_matrix, topics: NDArray[np.str_]) -> Fitted:
    """Trains on all rows."""
    kept, idf = kept_and_idf(counts)
    machine = LinearSVC(C=STRENGTH, class_weight="balanced", random_state=0)
    return Fitted(kept, idf, machine.fit(scaled(counts[:, kept], idf), topics))


def held_out(phrasings: list[Phrasing]) -> tuple[float, NDArray[np.float64], NDArray[np.str_], list[str]]:
    """Accuracy on each group of writers by a model that saw only the others, with the decisions, topics and classes."""
    counts, topics = count([each.text for each in phrasings]), np.array([each.topic for each in phrasings])
    writers = np.array([each.writer for each in phrasings])
    classes = sorted(set(topics))
    decided = np.full((len(phrasings), len(classes)), -3.0)
    for group in folds(writers.tolist()):
        test = np.isin(writers, group)
        fitted = fit(counts[~test], topics[~test])
        where = np.array([classes.index(each) for each in fitted.machine.classes_])
        decided[np.ix_(np.flatnonzero(test), where)] = fitted.decide(counts[test])
    right = float(np.mean(np.array(classes)[decided.argmax(axis=1)] == topics))
    return right, decided, topics, classes


def temperature(logits: NDArray[np.float64], topics: NDArray[np.str_], classes: list[str]) -> float:
    """The temperature under which the held-out probabilities are most honest (least negative log-likelihood)."""
    truth = np.array([classes.index(topic) for topic in topics])
    best, least = 1.0, float("inf")
    for candidate in np.linspace(0.05, 1.5, 59):
        scaled = logits / candidate
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        share = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        loss = -float(np.mean(share[np.arange(len(truth)), truth]))
        if loss < least:
            best, least = float(candidate), loss
    return best


def train_topics(phrasings: list[Phrasing], folder: Path = FOLDER) -> dict[str, object]:
    """Trains on all phrasings, measured on each writer left out in turn; writes weights and metadata, returns the metadata."""
    accuracy, logits, topics, classes = held_out(phrasings)
    return fit_topics(phrasings, folder, temperature(logits, topics, classes), accuracy)


def fit_topics(
    phrasings: list[Phrasing], folder: Path, sharpness: float = USUAL_TEMPERATURE, accuracy: float | None = None
) -> dict[str, object]:
    """Trains on all phrasings and writes weights and metadata; returns the metadata."""
    topics = np.array([each.topic for each in phrasings])
    fitted = fit(count([each.text for each in phrasings]), topics)
    weights = fitted.machine.coef_.T
    step = np.abs(weights).max(axis=0) / 127
    np.savez_compressed(
        folder / WEIGHTS,
        kept=fitted.kept.astype(np.int32),
        idf=fitted.idf.astype(np.float16),
        weights=np.round(weights / step).astype(np.int8),
        step=step.astype(np.float32),
        intercept=fitted.machine.intercept_.astype(np.float32),
    )
    about: dict[str, object] = {
        "data": data_hash(phrasings, shape()),
        "buckets": BUCKETS,
        "topics": [str(topic) for topic in fitted.machine.classes_],
        "temperature": round(sharpness, 3),
        "phrasings": len(phrasings),
        "by_topic": dict(sorted(Counter(each.topic for each in phrasings).items())),
        "held_out_accuracy": None if accuracy is None else round(accuracy, 4),
    }
    (folder / METADATA).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return about


def shape() -> str:
    """What besides the data makes the model: part of its name."""
    return f"topics {BUCKETS} {STRENGTH}"
