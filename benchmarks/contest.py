"""Runs a contestant on its own: a fresh process of one thread, so that time and memory are its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.contestants.contestant import Answered, Prepare, Question, Run
from benchmarks.measure import on_one_core, peak_memory
from intents.model.phrasings import load_phrasings

P = ParamSpec("P")
R = TypeVar("R")
WARM_UP = 50  # phrasings answered before anything is measured: what is loaded once is loaded
IN_PYTHON = ("assistant", "nearest", "linear")  # modules of contestants/ with `build`


def alone(work: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
    """The result of the work in a fresh process of one thread. What it raises is raised here."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=on_one_core) as pool:
        return pool.submit(work, *arguments, **named).result()


def contend(name: str, questions: Sequence[Question], train: Path, rounds: int) -> Run:
    """A contestant's run on the questions after learning from the folder. Raises NotHere."""
    phrasings = load_phrasings(train)
    if name not in IN_PYTHON:
        found: Run = import_module(f"benchmarks.contestants.{name}").run(phrasings, questions, rounds)
        return found
    prepare: Prepare = import_module(f"benchmarks.contestants.{name}").build(phrasings)
    for phrasing in phrasings[:: max(1, len(phrasings) // WARM_UP)]:
        prepare({"q": phrasing.text})()
    return measured(prepare, questions, rounds)


def measured(prepare: Prepare, questions: Sequence[Question], rounds: int) -> Run:
    """Every question answered so many times, each answer timed; the answers of the last round."""
    answers: list[Answered] = []
    seconds, cpu_seconds = [], []
    for _ in range(rounds):
        answers = []
        for question in questions:
            answer = prepare(question)
            before, cpu_before = time.perf_counter(), time.process_time()
            given = answer()
            cpu_after, after = time.process_time(), time.perf_counter()
            seconds.append(after - before)
            cpu_seconds.append(cpu_after - cpu_before)
            answers.append(given)
    return Run(tuple(answers), tuple(seconds), tuple(cpu_seconds), peak_memory())
