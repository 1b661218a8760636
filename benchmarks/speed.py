"""`python -m benchmarks.speed`: how fast an answer is, how fast the first one, and how much memory serving takes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.contest import alone, contend
from benchmarks.contestants.contestant import Run
from benchmarks.machine import machine
from benchmarks.measure import median, memory, peak_memory, percentile
from benchmarks.serving import ask_in_chat, environment, serving
from bot.cli.evaluate_files import read_questions
from intents.model.phrasings import PHRASINGS

QUESTIONS = Path(__file__).parent.parent / "tests" / "data" / "questions-dev.jsonl"
LINES_SERVED = 200
STARTS = 5


def main(
    questions: Annotated[Path, typer.Argument(help="한 줄에 질문 하나인 JSON")] = QUESTIONS,
    rounds: Annotated[int, typer.Option(min=1, help="질문마다 답하는 번수")] = 5,
) -> None:
    """답하는 시간, 처음 답하는 시간, 메모리를 잽니다."""
    asked = read_questions(questions)
    print(f"질문 {len(asked)}개 · {machine()}")
    run: Run = alone(contend, "assistant", asked, PHRASINGS, rounds)
    print(f"한 답(프로세스 안)  {_milliseconds(run.seconds)}")
    print(f"  그중 CPU 시간  {_milliseconds(run.cpu_seconds)} · 코어 하나로 {run.per_second:,.0f}답/초")
    starts = first_answers(str(asked[0]["q"]), STARTS)
    print(
        f"새로 켠 asbot ask의 첫 답  처음 {starts[0]:.2f}초 · 가운데 {median(starts):.2f}초 · 최대 {max(starts):.2f}초"
    )
    lines = list(islice(cycle(str(question["q"]) for question in asked), LINES_SERVED))
    print(f"서비스 프로세스의 메모리, 질문 {len(lines)}개 뒤  {_mib(*serving_memory(lines))}")


def first_answers(question: str, starts: int) -> list[float]:
    """Seconds from starting `asbot ask` to its answer, for each of so many fresh processes."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(starts):
            before = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "bot", "ask", "--json", question],
                env=environment(Path(folder)), capture_output=True, check=True,
            )  # fmt: skip
            seconds.append(time.perf_counter() - before)
    return seconds


def serving_memory(lines: list[str]) -> tuple[float | None, float | None]:
    """MiB that `asbot serve` holds after answering the lines in its web chat, and at most."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (address, process):
        ask_in_chat(address, lines)
        return memory(process), peak_memory(process)


def _milliseconds(seconds: Sequence[float]) -> str:
    times = {"p50": median(seconds), "p99": percentile(seconds, 0.99), "최대": max(seconds)}
    return " · ".join(f"{name} {value * 1000:.2f} ms" for name, value in times.items())


def _mib(now: float | None, peak: float | None) -> str:
    if now is None or peak is None:
        return "이 시스템에서는 재지 못합니다"
    return f"{now:.0f} MiB · 최대 {peak:.0f} MiB"


if __name__ == "__main__":
    typer.run(main)
