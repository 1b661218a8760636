"""`python -m benchmarks.nasty --count 100000 --seed 0`: random, hostile and very long inputs, and what they do."""

from __future__ import annotations

import cProfile
import heapq
import pstats
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from benchmarks.contestants.assistant import world
from benchmarks.hostile import Hostile, hostile, masked
from benchmarks.machine import machine
from intents.ask import ask
from intents.model.phrasings import load_phrasings
from intents.thread import Thread
from intents.world import World

SLOW = 0.1  # seconds that no answer may take
WORST = 5
UNRENDERED = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|Undefined")
FRAMES = 25
WARM_UP = ("tpstjrk rhwkd sksmsep",)  # the wrong keyboard layout has words of its own to load


@dataclass(frozen=True, order=True)
class Timed:
    """One answered input: seconds by the clock, and those that this process worked."""

    cpu_seconds: float
    seconds: float
    number: int
    kind: str = field(compare=False)
    length: int = field(compare=False)
    shown: str = field(compare=False)


@dataclass
class Findings:
    """What came of a run."""

    kinds: Counter[str] = field(default_factory=Counter)
    raised: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    slow: Counter[str] = field(default_factory=Counter)  # by the clock, by kind
    slow_cpu: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    worst: list[Timed] = field(default_factory=list)


def main(
    count: Annotated[int, typer.Option(min=1, help="넣어 볼 글의 수")] = 100_000,
    seed: Annotated[int, typer.Option(help="같은 값이면 같은 글")] = 0,
    first: Annotated[int, typer.Option(min=0, help="첫 글의 번호")] = 0,
    profile: Annotated[int | None, typer.Option(help="이 번호의 글 하나에서 시간이 어디서 드는지")] = None,
) -> None:
    """제멋대로인 글, 해치려는 글, 아주 긴 글을 넣고 예외와 가장 느린 답을 셉니다."""
    phrasings, known = [each.text for each in load_phrasings()], world()
    for text in (*WARM_UP, *phrasings[:: len(phrasings) // 200 or 1]):
        _answered(Hostile("", (), text), known)  # what is loaded once, templates above all, is loaded
    if profile is not None:
        _profile(hostile(seed, profile, phrasings), known)
        return
    print(f"글 {count:,}개 · 씨앗 {seed} · 100 ms보다 느린 답이 없어야 합니다 · {machine()}")
    findings = Findings()
    console = Console(stderr=True)
    numbers = range(first, first + count)
    for number in track(numbers, description="", console=console, transient=True) if console.is_terminal else numbers:
        try_one(number, hostile(seed, number, phrasings), known, findings)
    _print(findings)


def try_one(number: int, given: Hostile, known: World, findings: Findings) -> None:
    """Answers the input and adds what came of it to the findings."""
    findings.kinds[given.kind] += 1
    try:
        text, seconds, cpu_seconds = _answered(given, known)
    except Exception as error:  # whatever it is, it is what is looked for
        findings.raised.append(f"{number}: {type(error).__name__}: {masked(str(error))}")
        return
    found = UNRENDERED.search(text)
    if found or not text.strip():
        findings.broken.append(f"{number}: {found[0] if found else '빈 답'}")
    findings.slowest = max(findings.slowest, seconds)
    findings.slow[given.kind] += seconds > SLOW
    findings.slow_cpu[given.kind] += cpu_seconds > SLOW
    timed = Timed(cpu_seconds, seconds, number, given.kind, len(given.text), masked(given.text))
    if len(findings.worst) < WORST:
        heapq.heappush(findings.worst, timed)
    else:
        heapq.heappushpop(findings.worst, timed)


def _answered(given: Hostile, known: World) -> tuple[str, float, float]:
    """The answer's text, its seconds by the clock and its seconds of work; the lines before it are not counted."""
    thread = Thread()
    for line in given.before:
        _, thread = ask(line, thread, known)
    before, cpu_before = time.perf_counter(), time.process_time()
    answer, _ = ask(given.text, thread, known)
    cpu_after, after = time.process_time(), time.perf_counter()
    return answer.text, after - before, cpu_after - cpu_before


def _profile(given: Hostile, known: World) -> None:
    print(f"{given.kind} · {len(given.text):,}자 · {masked(given.text)}")
    profiler = cProfile.Profile()
    profiler.runcall(_answered, given, known)
    pstats.Stats(profiler, stream=sys.stdout).sort_stats("cumulative").print_stats(FRAMES)


def _print(findings: Findings) -> None:
    print("종류  " + " · ".join(f"{kind} {count:,}" for kind, count in findings.kinds.most_common()))
    for name, lines in (("예외", findings.raised), ("틀이 남았거나 빈 답", findings.broken)):
        print(f"{name}  {len(lines)}")
        for line in lines[:WORST]:
            print(f"  {line}")
    print(f"가장 느린 답  {findings.slowest * 1000:.1f} ms")
    print(f"100 ms보다 느린 답  {_slow(findings.slow)} · CPU 시간으로 {_slow(findings.slow_cpu)}")
    print(f"CPU 시간이 가장 긴 {len(findings.worst)}개")
    for each in sorted(findings.worst, reverse=True):
        print(
            f"  #{each.number} {each.kind} {each.length:,}자 · {each.cpu_seconds * 1000:.1f} ms"
            f"(시계로 {each.seconds * 1000:.1f} ms) · {each.shown}"
        )


def _slow(counts: Counter[str]) -> str:
    kinds = ", ".join(f"{kind} {count}" for kind, count in counts.most_common() if count)
    return f"{counts.total()}" + (f" ({kinds})" if kinds else "")


if __name__ == "__main__":
    typer.run(main)
