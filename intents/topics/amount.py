"""Topic `amount`: what the subsidy comes to, and what stays with the company."""

from __future__ import annotations

from dataclasses import replace

from intents.answer import Row
from intents.aspects import aspects_of
from intents.decisions import coverage
from intents.decisions.amount import Sum, reckon
from intents.decisions.decision import Decision
from intents.decisions.disguise import disguise
from intents.question import Draft, Question, drafted
from intents.topics import coverage as coverage_topic
from intents.topics import procedure
from intents.world import World
from knowledge import korean
from knowledge.findings import Verdict

# refusals that stand whatever else is told of the thing
REFUSED = frozenset({"standalone", "new_system", "fee", "upkeep", "warranty"})
CLAUSES = ("overview.terms", "overview.limit")
BASIS_CLAUSES = {
    "reviewed": ("caution.lower_amount", "procedure.emergency.agreement"),
    "agreed": ("caution.self_funded_excess", "procedure.emergency.agreement"),
}


def answer(question: Question, world: World) -> Draft:
    """The reckoning for stated amounts, else the terms; a presumed subsidy that is wrong is corrected with a no."""
    trick = disguise(question.facts, world.notice)
    if trick is not None:
        return drafted(trick, "disguise")
    figures = world.notice.figures
    money = reckon(question.facts, figures)
    claimed = question.facts.known("subsidy_claimed")
    values = {"figures": figures, "money": money, "claimed": claimed, "asks_own": question.about("own")}
    values["needed"] = None
    values["own_claimed"] = question.facts.known("own_claimed")
    values["wants_cap"] = question.facts.known("wants_cap") is not None
    if money is None and "advance" in aspects_of("procedure", question.text):
        return procedure.answer(replace(question, aspects=aspects_of("procedure", question.text)), world)
    refused = _refused(question, world)
    if refused is not None:
        return refused
    if question.about("wrong_rate") and question.about("whether"):
        return _draft(Decision(Verdict.NO, "not_free", CLAUSES), values)
    if question.about("all_free"):
        return _draft(Decision(Verdict.NO, "not_free", CLAUSES), values)
    if money is not None:
        return _draft(_with_cost(money, claimed, question), values, _rows(money, world), money)
    if claimed is not None and claimed <= figures.cap_won and question.about("backwards"):
        values["needed"] = -(-claimed * 100 // figures.rate_percent)
        return _draft(Decision(None, "reach", CLAUSES), values)
    if question.facts.known("wants_cap"):
        return _draft(Decision(None, "reach_cap", CLAUSES[::-1]), values)
    if claimed is not None and claimed > figures.cap_won:
        verdict = Verdict.NO if question.about("presumed") else None
        return _draft(Decision(verdict, "above_cap", CLAUSES[::-1]), values)
    if question.about("compare") or question.facts.known("support_type") == "both":
        more = question.about("more") and question.about("whether")
        return _draft(Decision(Verdict.NO if more else None, "same_for_both", CLAUSES[::-1]), values)
    return _draft(Decision(None, "terms", CLAUSES), values)


def _refused(question: Question, world: World) -> Draft | None:
    """The no about the thing itself, where its price is told with it: half of nothing is no answer."""
    if not question.said.known("equipment") or not question.said.known("work"):
        return None
    decision = coverage.coverage(question.facts, world.notice, world.today)
    return coverage_topic.answer(question, world) if decision.reason in REFUSED else None


def _with_cost(money: Sum, claimed: int | None, question: Question) -> Decision:
    if question.facts.known("wants_cap") and money.subsidy == 0:
        return Decision(None, "reach_cap", CLAUSES[::-1])
    own = CLAUSES[::-1] if money.capped else CLAUSES
    clauses = (*BASIS_CLAUSES.get(money.basis, ())[:1], *own, *BASIS_CLAUSES.get(money.basis, ())[1:])
    if claimed is not None and claimed != money.cost:
        # asked to confirm it: yes or no; told in passing: the right figure without a verdict
        asked = question.about("presumed")
        if claimed != money.subsidy:
            return Decision(Verdict.NO if asked else None, "wrong_claim", clauses)
        if asked:
            return Decision(Verdict.YES, "right_claim", clauses)
    own_claimed = question.facts.known("own_claimed")
    if own_claimed is not None and own_claimed != money.own:
        return Decision(Verdict.NO if question.about("presumed") else None, "wrong_own", clauses)
    refund = money.unpaid > 0 and "refund" in aspects_of("caution", question.text)
    return Decision(Verdict.NO if refund else None, "unpaid" if refund else "sum", (*clauses, "caution.lower_amount"))


def _rows(money: Sum, world: World) -> tuple[Row, ...]:
    labels = world.wording.blocks("answers/amount_rows", basis=money.basis)
    rows = [
        Row(labels["cost"], korean.won_talk(money.cost)),
        Row(labels["subsidy"], korean.won_talk(money.subsidy), total=True),
        Row(labels["own"], korean.won_talk(money.own)),
    ]
    return tuple([*rows, Row(labels["unpaid"], korean.won_talk(money.unpaid))] if money.unpaid else rows)


def _draft(
    decision: Decision, values: dict[str, object], rows: tuple[Row, ...] = (), money: Sum | None = None
) -> Draft:
    choices = (
        ("request:start", "calculator:start", "topic:documents")
        if money
        else ("calculator:start", "topic:coverage", "topic:documents")
    )
    return drafted(decision, "amount", values=values, rows=rows, choices=choices)
