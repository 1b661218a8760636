"""`asbot evaluate`: scores the assistant on a question set (contract: evaluation/README), and shows where it errs."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot import contract
from bot.errors import BotError
from bot.settings import Settings
from intents.ask import ask
from intents.thread import Thread
from intents.world import World
from knowledge.loading import default_notice
from knowledge.wording import default_wording

DECISIVE = frozenset({"yes", "no"})
OUTSIDE = frozenset({"out_of_scope", "smalltalk"})
FIGURES = ("right", "harmful", "decisive")
MOST_SHOWN = 20


class QuestionSetProblem(BotError):
    """A question set or floor file that cannot be read."""


class BelowFloor(BotError):
    """A figure is worse than the floor allows."""


@dataclass
class Score:
    """Counts over a question set. `decidable`: questions for which a yes or no is right."""

    questions: int = 0
    right: int = 0
    harmful: int = 0
    decisive: int = 0
    decidable: int = 0
    by: dict[str, list[int]] = field(default_factory=dict)  # style or topic -> right, questions
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)  # wanted topic, given topic
    worst: list[tuple[bool, Mapping[str, Any], Mapping[str, Any], list[str]]] = field(default_factory=list)

    def share(self, figure: str) -> float:
        total = self.decidable if figure == "decisive" else self.questions
        return float(getattr(self, figure)) / total if total else 1.0

    def add(self, question: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        failed = failed_parts(question, answer)
        verdict = answer["verdict"] or "none"
        wanted = question.get("verdict") or ()
        harmful = bool(wanted) and verdict in DECISIVE and verdict not in wanted
        self.questions += 1
        self.right += not failed
        self.harmful += harmful
        if DECISIVE & set(wanted):
            self.decidable += 1
            self.decisive += verdict in DECISIVE and not harmful
        for key in (f"style {question['style']}", f"topic {question['topic'][0]}"):
            count = self.by.setdefault(key, [0, 0])
            count[0] += not failed
            count[1] += 1
        if answer["topic"] not in question["topic"]:
            self.confused[question["topic"][0], answer["topic"]] += 1
        if failed:
            self.worst.append((harmful, question, answer, failed))


def failed_parts(question: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """The parts of a right answer that this one lacks: in_scope, verdict, clauses, must, must_not."""
    topics = question["topic"]
    outside = [topic in OUTSIDE for topic in topics]
    text = folded(answer["text"])
    wrong = {
        # a question that may be read both ways counts as either
        "in_scope": (all(outside) or not any(outside)) and answer["in_scope"] == all(outside),
        "verdict": bool(question.get("verdict")) and (answer["verdict"] or "none") not in question["verdict"],
        "clauses": bool(question.get("clauses")) and not set(question["clauses"]) & set(answer["clauses"]),
        "must": not all(any(folded(one) in text for one in group) for group in question.get("must") or ()),
        "must_not": any(folded(one) in text for one in question.get("must_not") or ()),
    }
    return [part for part, is_wrong in wrong.items() if is_wrong]


def folded(text: str) -> str:
    """Text without white space, commas and markup, in lower case."""
    return re.sub(r"[\s,‚·*_`~]+", "", re.sub(r"<[^>]+>", "", text)).lower()


def interval(count: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if total == 0:
        return 0.0, 1.0
    z, share = 1.96, count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)


def evaluate(settings: Settings, file: Path, as_json: bool, floor: Path | None) -> None:
    """Score and print. Raises QuestionSetProblem, or BelowFloor where a figure is worse than the floor."""
    questions = _read(file)
    least = _read_floor(floor) if floor is not None else {}
    world = World(default_notice(), default_wording(), settings.today(), {"emergency": True, "regular": True})
    console = Console(highlight=False)
    score = Score()
    rounds: Iterable[Mapping[str, Any]] = questions
    if not as_json and console.is_terminal:
        rounds = track(questions, description="", console=console)
    for question in rounds:
        thread = Thread()
        for line in question.get("context") or ():
            _, thread = ask(line, thread, world)
        answer, _ = ask(question["q"], thread, world)
        score.add(question, contract.answer(answer))
    _print_json(score) if as_json else _draw(console, score)
    for figure, limit in least.items():
        found = score.share(figure)
        if found > limit if figure == "harmful" else found < limit:
            raise BelowFloor(
                f"{floor}: {figure} is {found:.3f} (allowed: {'at most' if figure == 'harmful' else 'at least'} {limit})"
            )


def _print_json(score: Score) -> None:
    print(json.dumps({"questions": score.questions, **{figure: score.share(figure) for figure in FIGURES},
                      "by": {key: f"{right}/{total}" for key, (right, total) in sorted(score.by.items())}},
                     ensure_ascii=False))  # fmt: skip


def _draw(console: Console, score: Score) -> None:
    table = Table("", "수", "몫", "95 %", title=f"{score.questions}개 질문")
    for figure in FIGURES:
        count = getattr(score, figure)
        total = score.decidable if figure == "decisive" else score.questions
        low, high = interval(count, total)
        table.add_row(figure, f"{count}/{total}", f"{score.share(figure):.1%}", f"{low:.1%}–{high:.1%}")
    console.print(table)
    parts = Table("", "맞음")
    for key, (right, total) in sorted(score.by.items()):
        parts.add_row(key, f"{right}/{total}")
    console.print(parts)
    if score.confused:
        confusion = Table("주제", "답한 주제", "수")
        for (wanted, given), count in score.confused.most_common(MOST_SHOWN):
            confusion.add_row(wanted, given, str(count))
        console.print(confusion)
    for harmful, question, answer, failed in sorted(score.worst, key=lambda one: not one[0])[:MOST_SHOWN]:
        mark = "해로움" if harmful else "틀림"
        line = f"{mark} {question.get('id', '')} {question['q']!r}: {', '.join(failed)}; {answer['topic']} {answer['verdict']}"
        console.print(Text(line))


def _read(file: Path) -> list[Mapping[str, Any]]:
    try:
        found = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise QuestionSetProblem(f"{file}: cannot be read ({error.strerror})") from None
    except ValueError:
        raise QuestionSetProblem(f"{file}: is not one JSON object per line") from None
    for number, question in enumerate(found, 1):
        missing = [key for key in ("q", "style", "topic") if not isinstance(question, dict) or key not in question]
        if missing:
            raise QuestionSetProblem(f"{file}: line {number}: no {', '.join(missing)}")
    return found


def _read_floor(file: Path) -> dict[str, float]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise QuestionSetProblem(f"{file}: cannot be read as JSON") from None
    unknown = sorted(set(found) - set(FIGURES))
    if unknown:
        raise QuestionSetProblem(f"{file}: {', '.join(unknown)} (allowed: {', '.join(FIGURES)})")
    return {figure: float(limit) for figure, limit in found.items()}
