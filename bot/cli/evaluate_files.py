"""The files of `asbot evaluate`: question sets, floors, and earlier runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from bot.cli.evaluate_score import FIGURES, Item, Score
from bot.errors import BotError


class QuestionSetProblem(BotError):
    """A question set, floor file or earlier run that cannot be read."""


class BelowFloor(BotError):
    """A figure is worse than the floor allows."""


def read_questions(file: Path) -> list[Mapping[str, Any]]:
    """A question set, one JSON object per line. Raises QuestionSetProblem."""
    text = _text(file)
    found = []
    # only a line feed ends a line: questions may hold other separators of Unicode
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
        except ValueError:
            raise QuestionSetProblem(f"{file}: line {number}: is not one JSON object per line") from None
        missing = [key for key in ("q", "style", "topic") if not isinstance(question, dict) or not question.get(key)]
        if missing:
            raise QuestionSetProblem(f"{file}: line {number}: no {', '.join(missing)} (allowed: q, style, topic ...)")
        found.append(question)
    return found


def read_floor(file: Path) -> dict[str, float]:
    """The least shares of a floor file by figure. Raises QuestionSetProblem."""
    found = _object(file)
    unknown = sorted(set(found) - set(FIGURES))
    if unknown:
        raise QuestionSetProblem(f"{file}: {', '.join(unknown)} (allowed: {', '.join(FIGURES)})")
    return {figure: float(limit) for figure, limit in found.items()}


def hold_to_floor(score: Score, least: Mapping[str, float], file: Path) -> None:
    """Raises BelowFloor at the first figure that is worse than the floor."""
    for figure, limit in least.items():
        found = score.share(figure)
        if found > limit if figure == "harmful" else found < limit:
            allowed = "at most" if figure == "harmful" else "at least"
            raise BelowFloor(f"{file}: {figure} is {found:.3f} (allowed: {allowed} {limit})")


def run_to_json(score: Score) -> dict[str, Any]:
    """A run as `--json` prints it and `--compare` reads it: shares, counts by style and topic, and every item."""
    by = {
        f"{kind} {name}": f"{group.right}/{group.questions}"
        for kind in ("style", "topic")
        for name, group in score.groups(kind).items()
    }
    return {
        "questions": score.questions,
        **{figure: score.share(figure) for figure in FIGURES},
        "counts": {**{figure: score.count(figure) for figure in FIGURES}, "decidable": score.decidable},
        "by": by,
        "items": [asdict(item) for item in score.items],
    }


def read_run(file: Path) -> Score:
    """An earlier run, as `asbot evaluate --json` printed it. Raises QuestionSetProblem."""
    items = _object(file).get("items")
    names = {each.name for each in fields(Item)}
    if not isinstance(items, list) or any(not isinstance(item, dict) or set(item) != names for item in items):
        raise QuestionSetProblem(f"{file}: no items of a run (allowed: what `asbot evaluate --json` prints)")
    return Score([Item(**{**item, "wanted": tuple(item["wanted"]), "failed": tuple(item["failed"])}) for item in items])


def _object(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(_text(file))
    except ValueError:
        raise QuestionSetProblem(f"{file}: cannot be read as JSON") from None
    if not isinstance(found, dict):
        raise QuestionSetProblem(f"{file}: is not a JSON object")
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise QuestionSetProblem(f"{file}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise QuestionSetProblem(f"{file}: is not UTF-8") from None
