"""Finds how much rules and case model count for each verdict, on texts of writers that neither had seen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from intents.ask import drafted_by_rules
from intents.model.cases import Cases
from intents.model.phrasings import Phrasing, folds
from intents.model.topics import fit_topics
from intents.reading import topic_model
from intents.reading.case_model import VERDICTS, Case
from intents.reading.topic_model import FOLDER
from intents.thread import Thread
from intents.verdict_odds import FILE, Ruled, signs
from intents.world import World
from knowledge.loading import default_notice
from knowledge.wording import default_wording

JUDGED_ON = date(2023, 7, 3)  # the day on which the texts' verdicts were given
LEAST_TIMES = 15  # how often a rule must have decided to count on its own
STRENGTH = 0.3  # inverse regularisation
# writers whose texts the rules were shaped on: what the rules make of them is no measure
SHAPED_ON = frozenset({"clerk", "director", "foreman", "itmanager", "newcomer", "owner", "traps", "w00"})


@dataclass(frozen=True)
class Weighed:
    """A text as rules and model saw it, and the verdicts that are right."""

    phrasing: Phrasing
    ruled: Ruled
    case: Case


def weigh(phrasings: list[Phrasing], cases: Cases, shares: NDArray[np.float64], folder: Path = FOLDER) -> int:
    """Writes the weights of every verdict's signs; returns on how many texts they were found.

    `shares` are the case model's calibrated shares of every row of `cases`, by a model that did not know the writer.
    """
    texts = list(_seen(phrasings, cases, shares))
    rules = _often(texts)
    of_rules = [[float(each.ruled.reason == rule) for rule in rules] for each in texts]
    about: dict[str, dict[str, Any]] = {"signs": {}, "rules": {}, "constants": {}}
    for verdict in VERDICTS:
        told = [signs(each.case, each.ruled, verdict) for each in texts]
        right = np.array([verdict in (each.phrasing.verdicts or ()) for each in texts])
        line = LogisticRegression(C=STRENGTH, max_iter=3000).fit(np.hstack([told, of_rules]), right)
        weights = [round(float(weight), 4) for weight in line.coef_[0]]
        about["signs"][verdict] = weights[: len(told[0])]
        about["rules"][verdict] = dict(zip(rules, weights[len(told[0]) :], strict=True))
        about["constants"][verdict] = round(float(line.intercept_[0]), 4)
    (folder / FILE).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(texts)


def _often(texts: list[Weighed]) -> list[str]:
    """The rules that decided often enough to be trusted by their own record."""
    counts = Counter(each.ruled.reason for each in texts)
    return sorted(reason for reason, times in counts.items() if reason and times >= LEAST_TIMES)


def _seen(phrasings: list[Phrasing], cases: Cases, shares: NDArray[np.float64]) -> Iterator[Weighed]:
    world = World(default_notice(), default_wording(), JUDGED_ON, {"emergency": True, "regular": True})
    for group in folds(cases.writers.tolist()):
        rows = [
            row for row, each in enumerate(cases.phrasings) if each.writer in group and each.writer not in SHAPED_ON
        ]
        if not rows:
            continue
        with _topics_without(group, phrasings):
            for row in rows:
                case = Case(dict(zip(cases.heads, shares[row].tolist(), strict=True)))
                yield Weighed(cases.phrasings[row], _ruled(cases.phrasings[row], case, world), case)


@contextmanager
def _topics_without(writers: list[str], phrasings: list[Phrasing]) -> Iterator[None]:
    """The topic model of all other writers instead of the packaged one."""
    with TemporaryDirectory() as name:
        fit_topics([each for each in phrasings if each.writer not in writers], Path(name))
        topic_model.FOLDER = Path(name)
        topic_model.topic_model.cache_clear()
        try:
            yield
        finally:
            topic_model.FOLDER = FOLDER
            topic_model.topic_model.cache_clear()


def _ruled(phrasing: Phrasing, case: Case, world: World) -> Ruled:
    thread = Thread()
    for line in phrasing.before.split(" / ") if phrasing.before else ():
        _, thread = drafted_by_rules(line, thread, world)
    return drafted_by_rules(phrasing.text, thread, world, case)[0]
