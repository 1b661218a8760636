"""Topic `procedure`: the steps, who does what, and when money is paid."""

from __future__ import annotations

from dataclasses import replace

from intents.answer import Row
from intents.aspects import fold
from intents.decisions.decision import Decision
from intents.question import Draft, Question, drafted
from intents.topics.common import SUPPORT_TYPES, asked_type
from intents.world import World
from knowledge.findings import Verdict

# the side of the procedure -> verdict and clauses by support type (None: the question names neither)
EMERGENCY, REGULAR = "procedure.emergency", "procedure.regular"
SIDES: dict[str, dict[str | None, tuple[str, ...]]] = {
    "remote": {
        "emergency": (f"{EMERGENCY}.onsite",),
        "regular": (f"{REGULAR}.onsite", "selection.schedule_note", "caution.other_rules"),
        None: (f"{EMERGENCY}.onsite", f"{REGULAR}.onsite"),
    },
    "midcheck": {
        "emergency": (f"{EMERGENCY}.midcheck", EMERGENCY),
        "regular": (f"{REGULAR}.midcheck", REGULAR),
        None: (f"{REGULAR}.midcheck", f"{EMERGENCY}.midcheck"),
    },
    "change_deadline": {
        "emergency": (f"{EMERGENCY}.agreement", "caution.lower_amount"),
        "regular": (f"{REGULAR}.cost", "caution.lower_amount"),
        None: (f"{REGULAR}.cost", f"{EMERGENCY}.agreement"),
    },
    "order": {
        "emergency": (EMERGENCY, f"{EMERGENCY}.agreement"),
        "regular": (REGULAR, f"{REGULAR}.cost"),
        None: (REGULAR, EMERGENCY, f"{REGULAR}.cost", f"{EMERGENCY}.agreement"),
    },
    "self_funded": {
        "emergency": (f"{EMERGENCY}.self_funded", EMERGENCY, "caution.self_funded_excess"),
        "regular": (REGULAR, f"{EMERGENCY}.self_funded"),
        None: (f"{EMERGENCY}.self_funded", EMERGENCY, REGULAR),
    },
    "payment": {
        "emergency": (f"{EMERGENCY}.self_funded", EMERGENCY),
        "regular": (REGULAR, "procedure.regular.cost"),
        None: (EMERGENCY, REGULAR, f"{EMERGENCY}.self_funded"),
    },
    "onsite": {
        "emergency": (f"{EMERGENCY}.onsite", "selection.emergency.onsite"),
        "regular": (f"{REGULAR}.onsite", "selection.regular.onsite"),
        None: (f"{REGULAR}.onsite", f"{EMERGENCY}.onsite", "selection.regular.onsite", "selection.emergency.onsite"),
    },
    "kickoff": dict.fromkeys(("emergency", "regular", None), ("caution.fifteen_days",)),
    "lower": dict.fromkeys(("emergency", "regular", None), (f"{EMERGENCY}.agreement", "caution.lower_amount")),
}
VERDICTS = {"remote": Verdict.CONDITIONAL}
BEFORE = (f"{EMERGENCY}.self_funded", EMERGENCY, "selection.emergency.onsite")
STEP_CLAUSES = {
    "regular": (REGULAR, f"{REGULAR}.onsite", f"{REGULAR}.cost", f"{REGULAR}.midcheck"),
    "emergency": (EMERGENCY, f"{EMERGENCY}.self_funded", f"{EMERGENCY}.onsite", f"{EMERGENCY}.agreement",
                  f"{EMERGENCY}.midcheck"),
}  # fmt: skip


def answer(question: Question, world: World) -> Draft:
    """The side that is asked about, else the steps of the asked type or of both."""
    asked = asked_type(question)
    sides = [side for side in (*SIDES, "before_applying") if question.about(side)]
    if "before_applying" in sides or question.facts.known("already_repaired"):
        sides = ["before_applying"]
    shown = (asked,) if asked else SUPPORT_TYPES
    decision = _whether(_decision(sides, asked), question, asked)
    rows = tuple(row for kind in shown for row in _steps(kind, world)) if decision.reason == "steps" else ()
    if question.about("who"):
        rows = steps_named(question.text, shown, world) or rows
    values = {
        "asked": asked,
        "sides": tuple(sides),
        "advance": question.about("advance"),
        "figures": world.notice.figures,
    }
    return drafted(
        decision, "procedure", values=values, rows=rows, quotes=2, choices=("topic:documents", "request:start")
    )


def _decision(sides: list[str], asked: str | None) -> Decision:
    if not sides:
        clauses = STEP_CLAUSES[asked] if asked else (EMERGENCY, REGULAR, f"{EMERGENCY}.self_funded")
        return Decision(None, "steps", clauses)
    if sides == ["before_applying"]:
        return Decision(Verdict.NO, "before_applying", BEFORE)
    firsts = tuple(SIDES[side][asked][0] for side in sides)
    clauses = tuple(clause for side in sides for clause in SIDES[side][asked])
    return Decision(VERDICTS.get(sides[0]), sides[0], tuple(dict.fromkeys((*firsts, *clauses))))


def _whether(decision: Decision, question: Question, asked: str | None) -> Decision:
    """A yes or a no where the words ask for one: must there be a mid-check, does the company pay first."""
    if decision.reason == "midcheck" and question.about("always"):
        return replace(decision, verdict=Verdict.NO)
    if decision.reason in ("payment", "self_funded") and question.about("advance") and question.about("whether"):
        return replace(decision, verdict=Verdict.NO)
    pays_first = decision.reason == "self_funded" and not question.about("payment") and question.about("asks_whether")
    return replace(decision, verdict=Verdict.YES) if pays_first and asked == "emergency" else decision


def steps_named(text: str, kinds: tuple[str, ...], world: World) -> tuple[Row, ...]:
    """The steps that the text names, with who does them."""
    folded = fold(text)
    return tuple(
        row
        for kind in kinds
        for step, row in zip(world.notice.procedures[kind], _steps(kind, world), strict=True)
        if any(word in folded for word in _named(step.title))
    )


def _named(title: str) -> tuple[str, ...]:
    """Words by which a step is named: 완료점검 of 완료점검 및 사업비지급."""
    return tuple(word for word in title.replace("및", " ").split() if len(word) > 2)


def _steps(kind: str, world: World) -> list[Row]:
    lead = world.wording.blocks("answers/words_types")[kind]
    return [
        Row(f"{lead} {step.number}", f"{step.title}{f'({step.note})' if step.note else ''} · {', '.join(step.actors)}")
        for step in world.notice.procedures[kind]
    ]
