"""How likely each verdict is to be right, of what the rules decided and what the case model reads in the words.

Neither decides alone: the rules see only the facts that they read, the model only the likeness of wordings. The weights were
found on writers that neither had seen (`python -m intents.model.weigh`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from intents.reading.case_model import VERDICTS, Case
from intents.reading.errors import TopicModelError
from intents.reading.topic_model import FOLDER

FILE = "verdicts.json"
LEAST = 1e-3  # a share nearer to 0 or 1 counts as this near
# topics whose rules are trusted alike
FAMILIES: Mapping[str, str] = {
    "coverage": "coverage", "eligibility": "eligibility", "types": "types", "unanswered": "unanswered",
    "out_of_scope": "outside", "smalltalk": "outside",
}  # fmt: skip
OTHER_FAMILY = "information"
FAMILY_NAMES = (*sorted(set(FAMILIES.values())), OTHER_FAMILY)


def log_odds(share: float) -> float:
    """The log odds of a share between 0 and 1."""
    held = min(max(share, LEAST), 1 - LEAST)
    return math.log(held / (1 - held))


@dataclass(frozen=True)
class Ruled:
    """What the rules made of a message: the topic, the verdict (`none` for none), and the clauses that decided."""

    topic: str
    verdict: str
    clauses: tuple[str, ...]
    reason: str = ""  # the rule that decided, as `coverage.repair`


def signs(case: Case, ruled: Ruled, verdict: str) -> list[float]:
    """What speaks for a verdict, besides which rule decided.

    The model's log odds of it and of the others; whether the rules gave it, by family; and where they did, how likely the
    model finds the clauses on which they did.
    """
    return _signs(_shared(case, ruled), ruled, verdict)


def _shared(case: Case, ruled: Ruled) -> tuple[dict[str, float], float, float, float]:
    """What does not depend on the verdict: log odds by verdict, of presuming wrong and right, of the rules' clauses."""
    return (
        {each: log_odds(case.verdict(each)) for each in VERDICTS},
        log_odds(case.presumes("wrong")),
        log_odds(case.presumes("right")),
        log_odds(max((case.clause(clause) for clause in ruled.clauses[:2]), default=0.0)),
    )


def _signs(shared: tuple[dict[str, float], float, float, float], ruled: Ruled, verdict: str) -> list[float]:
    shares, wrong, right, agreed = shared
    family = FAMILIES.get(ruled.topic, OTHER_FAMILY)
    same = float(ruled.verdict == verdict)
    return [
        shares[verdict],
        *(share * (other != verdict) for other, share in shares.items()),
        wrong,
        right,
        same,
        *(same * (family == name) for name in FAMILY_NAMES),
        *(float(ruled.verdict == other) for other in VERDICTS),
        same * agreed,
        (1 - same) * agreed,
    ]


@dataclass(frozen=True)
class Weights:
    """For each verdict the weights of its signs, the weight of each rule that counts on its own, and the constant."""

    signs: Mapping[str, tuple[float, ...]]
    rules: Mapping[str, Mapping[str, float]]
    constants: Mapping[str, float]


@lru_cache(maxsize=1)
def verdict_weights() -> Weights:
    """The packaged weights, read once. Raises TopicModelError."""
    path = FOLDER / FILE
    if not path.exists():
        raise TopicModelError(str(FOLDER.name), "no trained model", [FILE])
    data = json.loads(path.read_text(encoding="utf-8"))
    return Weights({verdict: tuple(each) for verdict, each in data["signs"].items()}, data["rules"], data["constants"])


def odds(case: Case, ruled: Ruled) -> dict[str, float]:
    """For each verdict the probability (0-1) that it is right."""
    found, trained, shared = {}, verdict_weights(), _shared(case, ruled)
    for verdict in VERDICTS:
        told = zip(trained.signs[verdict], _signs(shared, ruled, verdict), strict=True)
        total = trained.constants[verdict] + trained.rules[verdict].get(ruled.reason, 0.0) + sum(w * s for w, s in told)
        found[verdict] = 1.0 / (1.0 + math.exp(-min(max(total, -30.0), 30.0)))
    return found
