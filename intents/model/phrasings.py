"""The phrasings that models learn from: what people write, by whom, and what it means."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intents.answer import TOPICS
from intents.reading.case_model import VERDICTS, joined_lines
from intents.reading.errors import TopicModelError

PHRASINGS = Path(__file__).parent.parent / "phrasings"
NEEDED = ("text", "topic", "writer", "style")
FOLDS = 8  # groups of writers, each left out in turn


@dataclass(frozen=True)
class Phrasing:
    """One text with its topic, writer and style.

    `verdicts` (accepted ones), `clauses` and `facts` are what an expert reads in it; None where nobody has said.
    `before` is the line that a follow-up stands behind.
    """

    text: str
    topic: str
    writer: str
    style: str
    verdicts: tuple[str, ...] | None = None
    clauses: tuple[str, ...] = ()
    facts: Mapping[str, Any] | None = field(default=None, hash=False)
    before: str | None = None

    @property
    def verdict(self) -> str | None:
        """The best of the accepted verdicts; None where nobody has said."""
        return next(iter(self.verdicts or ()), None)

    @property
    def line(self) -> str:
        """The text as the case model reads it: behind the line that it leans on."""
        return joined_lines(self.before, self.text)


def load_phrasings(folder: Path = PHRASINGS) -> list[Phrasing]:
    """All phrasings of the folder, in a fixed order. Raises TopicModelError for what is missing or outside the contract."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line.strip():
                continue
            data = json.loads(line)
            missing = [key for key in NEEDED if key not in data]
            if missing:
                raise TopicModelError(f"{path.name}:{number}", f"no {', '.join(missing)}", NEEDED)
            if data["topic"] not in TOPICS:
                raise TopicModelError(f"{path.name}:{number}", str(data["topic"]), TOPICS)
            unknown = set(data.get("verdicts") or ()) - set(VERDICTS)
            if unknown:
                raise TopicModelError(f"{path.name}:{number}", sorted(unknown)[0], VERDICTS)
            verdicts = data.get("verdicts")
            found.append(
                Phrasing(
                    data["text"],
                    data["topic"],
                    data["writer"],
                    data["style"],
                    tuple(verdicts) if verdicts is not None else None,
                    tuple(data.get("clauses", ())),
                    data.get("facts"),
                    data.get("before"),
                )
            )
    return found


def data_hash(phrasings: list[Phrasing], shape: str) -> str:
    """The hash that names the training data and the shape of what is made of it."""
    digest = hashlib.sha256(shape.encode())
    for each in sorted(phrasings, key=lambda each: (each.text, each.topic)):
        facts = json.dumps(each.facts, ensure_ascii=False, sort_keys=True)
        digest.update(f"\n{each.line}\t{each.topic}\t{each.verdicts}\t{each.clauses}\t{facts}".encode())
    return digest.hexdigest()


def folds(writers: Sequence[str]) -> list[list[str]]:
    """Writers in groups of about the same number of texts, the same for the same data."""
    groups: list[list[str]] = [[] for _ in range(min(FOLDS, len(set(writers))))]
    sizes = [0] * len(groups)
    for writer, texts in sorted(Counter(writers).items(), key=lambda each: (-each[1], each[0])):
        least = sizes.index(min(sizes))
        groups[least].append(writer)
        sizes[least] += texts
    return groups
