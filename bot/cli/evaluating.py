"""`asbot evaluate`: scores the assistant on a question set (contract: evaluation/README), and shows where it errs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from bot import contract
from bot.cli.evaluate_compare import compared
from bot.cli.evaluate_files import hold_to_floor, read_floor, read_questions, read_run, run_to_json
from bot.cli.evaluate_report import draw, draw_comparison
from bot.cli.evaluate_score import Item, Score, judged
from bot.settings import Settings
from intents.ask import ask
from intents.thread import Thread
from intents.world import World
from knowledge.loading import default_notice
from knowledge.wording import default_wording


def evaluate(settings: Settings, file: Path, as_json: bool, floor: Path | None, compare: Path | None = None) -> None:
    """Score and print. Raises QuestionSetProblem, or BelowFloor where a figure is worse than the floor."""
    questions = read_questions(file)
    least = read_floor(floor) if floor is not None else {}
    before = read_run(compare) if compare is not None else None
    # both intakes count as open, as in every measured run
    world = World(default_notice(), default_wording(), settings.today(), {"emergency": True, "regular": True})
    console = Console(highlight=False)
    rounds: Iterable[Mapping[str, Any]] = questions
    # standard output holds the JSON, so progress is drawn beside it
    progress = Console(stderr=True) if as_json else console
    if progress.is_terminal:
        rounds = track(questions, description="", console=progress)
    score = Score(list(answered(rounds, world)))
    if as_json:
        print(json.dumps(run_to_json(score), ensure_ascii=False))
    else:
        draw(console, score)
    if before is not None:
        draw_comparison(progress, before, score, compared(before, score))
    if floor is not None:
        hold_to_floor(score, least, floor)


def answered(questions: Iterable[Mapping[str, Any]], world: World) -> Iterator[Item]:
    """Each question answered behind its earlier lines, and judged."""
    for number, question in enumerate(questions, 1):
        thread = Thread()
        for line in question.get("context") or ():
            _, thread = ask(line, thread, world)
        answer, _ = ask(question["q"], thread, world)
        guess = answer.explanation["asks"][0]
        yield judged(question, contract.answer(answer), float(guess["margin"]), str(guess["decided_by"]), number)
