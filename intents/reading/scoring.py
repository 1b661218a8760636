"""What a text says about evaluation and papers: table, criterion, grade, points, document."""

from __future__ import annotations

import re

from intents.reading.lexicon import lexicon
from intents.reading.stating import Sentences, first
from knowledge.facts import FactValue

_POINTS = re.compile(r"(?<![\d.])(\d{1,3}) ?점(?!검|심)")


def read_scoring(text: Sentences, support_type: str | None) -> tuple[dict[str, FactValue], dict[str, str]]:
    """Facts scoring_table, scoring_criterion, grade, points, document with their words."""
    facts: dict[str, FactValue] = {}
    evidence: dict[str, str] = {}
    for name in ("scoring_table", "scoring_criterion", "document"):
        stated = first(lexicon(name), text)
        if stated is not None:
            facts[name], evidence[name] = stated.value, stated.words
    if facts.get("scoring_table") == "onsite" and support_type == "emergency":
        facts["scoring_table"] = "emergency"
    if "scoring_criterion" in facts and "scoring_table" not in facts and re.search("점|배점|평가|만점", text.text):
        facts["scoring_table"] = str(facts["scoring_criterion"]).partition(".")[0]
        evidence["scoring_table"] = evidence["scoring_criterion"]
    points = _POINTS.search(text.text)
    if points:
        facts["points"], evidence["points"] = int(points[1]), points[0]
    if {"scoring_table", "scoring_criterion", "points"} & facts.keys() or re.search("점|평가", text.text):
        stated = first(lexicon("grade"), text)
        if stated is not None:
            facts["grade"], evidence["grade"] = stated.value, stated.words
    return facts, evidence
