"""`python -m benchmarks.understanding QUESTIONS.jsonl [--train DIR]`: this assistant beside what one would pick instead."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.contest import alone, contend
from benchmarks.contestants.contestant import NotHere, Question, Run
from benchmarks.machine import machine
from benchmarks.measure import median, percentile
from bot.cli.evaluate_files import read_questions
from bot.cli.evaluate_score import Score, judged
from bot.settings import load_settings
from intents.model.phrasings import PHRASINGS, load_phrasings

WIDTH = 160  # columns
NAMES = {
    "assistant": "이 도우미",
    "nearest": "RapidFuzz 가장 가까운 글",
    "linear": "TF-IDF + 선형 SVM",
    "nlpjs": "nlp.js",
}


def main(
    questions: Annotated[Path, typer.Argument(help="한 줄에 질문 하나인 JSON")],
    train: Annotated[Path, typer.Option(help="견주는 것들이 배우는 글의 폴더")] = PHRASINGS,
    rounds: Annotated[int, typer.Option(min=1, help="질문마다 답하는 번수(시간만 다시 잽니다)")] = 5,
) -> None:
    """같은 질문에 네 가지로 답하고 견줍니다."""
    asked = read_questions(questions)
    # a file or a pipe has no width of its own
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    console.print(
        f"질문 {len(asked)}개 · 배운 글 {len(load_phrasings(train))}개 · {load_settings().today()} · {machine()}"
    )
    table = Table("", "맞음", "해로움", "단정", "주제", "p50 ms", "p99 ms", "최대 ms", "답/초(코어 하나)", "메모리 MiB")
    skipped = []
    for name in track(NAMES, description="", console=console, transient=True) if console.is_terminal else NAMES:
        try:
            run = alone(contend, name, asked, train, rounds)
        except NotHere as reason:
            skipped.append(f"{NAMES[name]}: 건너뜀, {reason}")
            continue
        table.add_row(NAMES[name], *_right(scored(asked, run)), *_fast(run))
    console.print(table)
    for line in skipped:
        console.print(line)


def scored(questions: list[Question], run: Run) -> Score:
    """The run judged as `asbot evaluate` judges."""
    pairs = zip(questions, run.answers, strict=True)
    return Score([judged(question, answer, number=number) for number, (question, answer) in enumerate(pairs, 1)])


def _right(score: Score) -> list[str]:
    topics = sum(item.topic_right for item in score.items)
    counts = [(score.count(figure), score.out_of(figure)) for figure in ("right", "harmful", "decisive")]
    return [f"{count}/{total} {count / max(total, 1):.1%}" for count, total in (*counts, (topics, score.questions))]


def _fast(run: Run) -> list[str]:
    times = (median(run.seconds), percentile(run.seconds, 0.99), max(run.seconds))
    memory = "-" if run.peak_mib is None else f"{run.peak_mib:.0f}"
    return [*(f"{seconds * 1000:.2f}" for seconds in times), f"{run.per_second:,.0f}", memory]


if __name__ == "__main__":
    typer.run(main)
