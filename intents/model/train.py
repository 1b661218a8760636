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
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from intents.answer import TOPICS
from intents.reading.errors import TopicModelError
from intents.reading.normalise import normalise
from intents.reading.topic_model import BUCKETS, FOLDER, METADATA, WEIGHTS, features

PHRASINGS = Path(__file__).parent.parent / "phrasings"
STRENGTH = 1.0  # inverse regularisation of the support vector machine


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


@dataclass(frozen=True)
class Fitted:
    """A trained model before it is written: the buckets that it knows, their idf, the machine."""

    kept: NDArray[np.int64]
    idf: NDArray[np.float64]
    machine: LinearSVC

    def decide(self, counts: csr_matrix) -> NDArray[np.float64]:
        decided: NDArray[np.float64] = self.machine.decision_function(_scaled(counts[:, self.kept], self.idf))
        return decided


def count(texts: list[str]) -> csr_matrix:
    """Bucket features of the texts, a row each, before idf."""
    found = [features(normalise(text)) for text in texts]
    ends = np.concatenate([[0], np.cumsum([len(buckets) for buckets, _ in found])])
    columns, values = (np.concatenate([each[at] for each in found]) for at in (0, 1))
    return csr_matrix((values.astype(np.float64), columns, ends), shape=(len(texts), BUCKETS))


def _scaled(counts: csr_matrix, idf: NDArray[np.float64]) -> csr_matrix:
    weighed = counts.multiply(idf).tocsr()
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    return weighed.multiply((1.0 / np.maximum(length, 1e-9))[:, None]).tocsr()


def fit(counts: csr_matrix, topics: NDArray[np.str_]) -> Fitted:
    """Trains on all rows."""
    kept = np.unique(counts.indices)
    seen = np.asarray((counts[:, kept] > 0).sum(axis=0)).ravel()
    idf = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    machine = LinearSVC(C=STRENGTH, class_weight="balanced", random_state=0)
    return Fitted(kept, idf, machine.fit(_scaled(counts[:, kept], idf), topics))


def held_out(phrasings: list[Phrasing]) -> tuple[float, NDArray[np.float64], NDArray[np.str_], list[str]]:
    """Accuracy on each writer by a model that saw only the others, with the decisions, topics and classes."""
    counts, topics = count([each.text for each in phrasings]), np.array([each.topic for each in phrasings])
    writers = np.array([each.writer for each in phrasings])
    classes = sorted(set(topics))
    decided = np.full((len(phrasings), len(classes)), -3.0)
    for writer in sorted(set(writers)):
        test = writers == writer
        fitted = fit(counts[~test], topics[~test])
        where = [classes.index(each) for each in fitted.machine.classes_]
        decided[np.ix_(test, where)] = fitted.decide(counts[test])
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


def train(phrasings: list[Phrasing], folder: Path = FOLDER) -> dict[str, object]:
    """Trains on all phrasings and writes weights and metadata; returns the metadata."""
    accuracy, logits, topics, classes = held_out(phrasings)
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
        "data": data_hash(phrasings),
        "buckets": BUCKETS,
        "topics": [str(topic) for topic in fitted.machine.classes_],
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
