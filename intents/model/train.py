"""Trains the topic model: `python -m intents.model.train`. Same phrasings, same model; the artefact names its data by hash."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]

from intents.answer import TOPICS
from intents.reading.errors import TopicModelError
from intents.reading.normalise import normalise
from intents.reading.topic_model import BUCKETS, FOLDER, METADATA, WEIGHTS, buckets

PHRASINGS = Path(__file__).parent.parent / "phrasings"
STRENGTH = 8.0  # inverse regularisation of the logistic regression
FOLDS = 5


@dataclass(frozen=True)
class Phrasing:
    """One phrasing with its topic, writer and style."""

    text: str
    topic: str
    writer: str
    style: str


def load_phrasings(folder: Path = PHRASINGS) -> list[Phrasing]:
    """All phrasings of the folder, in a fixed order. Raises TopicModelError for a topic outside the contract."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            data = json.loads(line)
            if data["topic"] not in TOPICS:
                raise TopicModelError(f"{path.name}:{number}", str(data["topic"]), TOPICS)
            found.append(Phrasing(data["text"], data["topic"], data["writer"], data["style"]))
    return found


def data_hash(phrasings: list[Phrasing]) -> str:
    """The hash that names the training data and the shape of its features."""
    digest = hashlib.sha256(f"{BUCKETS} {STRENGTH}".encode())
    for phrasing in sorted(phrasings, key=lambda each: (each.text, each.topic)):
        digest.update(f"\n{phrasing.text}\t{phrasing.topic}".encode())
    return digest.hexdigest()


def features(texts: list[str]) -> csr_matrix:
    """Binary bucket features, each row of length one."""
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        places = sorted(buckets(normalise(text)))
        # each n-gram weighs the same and rows are scaled as at answer time; n-grams in one bucket add up
        rows += [row] * len(places)
        columns += places
        values += [1.0 / np.sqrt(len(places))] * len(places)
    return csr_matrix((values, (rows, columns)), shape=(len(texts), BUCKETS), dtype=np.float64)


def _fit(matrix: csr_matrix, topics: NDArray[np.str_]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=120, tol=1e-3, class_weight="balanced").fit(matrix, topics)


def held_out(phrasings: list[Phrasing]) -> tuple[float, NDArray[np.float64], NDArray[np.str_], list[str]]:
    """Accuracy on voices that training did not see (grouped by writer and style), their logits, topics and classes."""
    matrix, topics = features([each.text for each in phrasings]), np.array([each.topic for each in phrasings])
    groups = [f"{each.writer}/{each.style}" for each in phrasings]
    classes = sorted(set(topics))
    logits = np.full((len(phrasings), len(classes)), -30.0)
    for train, test in GroupKFold(n_splits=min(FOLDS, len(set(groups)))).split(matrix, topics, groups):
        model = _fit(matrix[train], topics[train])
        where = [classes.index(each) for each in model.classes_]
        logits[np.ix_(test, where)] = model.decision_function(matrix[test])
    right = float(np.mean(np.array(classes)[logits.argmax(axis=1)] == topics))
    return right, logits, topics, classes


def temperature(logits: NDArray[np.float64], topics: NDArray[np.str_], classes: list[str]) -> float:
    """The temperature under which the held-out probabilities are most honest (least negative log-likelihood)."""
    truth = np.array([classes.index(topic) for topic in topics])
    best, least = 1.0, float("inf")
    for candidate in np.linspace(0.3, 3.0, 55):
        scaled = logits / candidate
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        share = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        loss = -float(np.mean(share[np.arange(len(truth)), truth]))
        if loss < least:
            best, least = float(candidate), loss
    return best


def train(phrasings: list[Phrasing], folder: Path = FOLDER) -> dict[str, object]:
    """Trains on all phrasings and writes weights and metadata; returns the metadata."""
    accuracy, logits, topics, classes = held_out(phrasings)
    matrix = features([each.text for each in phrasings])
    model = _fit(matrix, topics)
    kept = np.unique(matrix.indices)
    np.savez_compressed(
        folder / WEIGHTS,
        kept=kept.astype(np.int32),
        weights=model.coef_.T[kept].astype(np.float16),
        intercept=model.intercept_.astype(np.float32),
    )
    about: dict[str, object] = {
        "data": data_hash(phrasings),
        "buckets": BUCKETS,
        "topics": [str(topic) for topic in model.classes_],
        "temperature": round(temperature(logits, topics, classes), 3),
        "phrasings": len(phrasings),
        "by_topic": dict(sorted(Counter(each.topic for each in phrasings).items())),
        "held_out_accuracy": round(accuracy, 4),
    }
    (folder / METADATA).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return about


def main() -> int:
    """Trains from the packaged phrasings and says how well held-out voices are read."""
    about = train(load_phrasings())
    sys.stdout.write(
        f"{about['phrasings']} phrasings, held-out {about['held_out_accuracy']}, temperature {about['temperature']}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
