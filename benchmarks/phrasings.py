"""The phrasings that contestants learn from, with what an expert read in them where somebody has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import intents

PACKAGED = Path(intents.__file__).parent / "phrasings"


@dataclass(frozen=True)
class Phrasing:
    """What somebody wrote. `verdict` is the first accepted one (`none` for information); None where nobody has read it."""

    text: str
    topic: str
    verdict: str | None = None
    clauses: tuple[str, ...] = ()


def load_phrasings(folder: Path = PACKAGED) -> tuple[Phrasing, ...]:
    """All phrasings of a folder's *.jsonl, in a fixed order. Raises OSError and ValueError."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        # only a line feed ends a line: phrasings may hold other separators of Unicode
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                data = json.loads(line)
                verdict = next(iter(data.get("verdicts") or ()), None)
                found.append(Phrasing(data["text"], data["topic"], verdict, tuple(data.get("clauses", ()))))
    return tuple(found)
