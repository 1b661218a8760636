"""A draft beside the case model: what may turn its verdict, and what it tells besides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.compose import compose, statement
from intents.question import Draft, Question
from intents.reading.case_model import VERDICTS, Case
from intents.second_reading import (
    DECISIVE,
    HARDLY,
    KEPT,
    LACKS_FACTS,
    NEAR,
    PLAINLY,
    SURE,
    SURE_NEW,
    second_reading,
    weighed_verdict,
)  # fmt: skip
from intents.verdict_odds import Ruled, odds
from intents.world import World
from knowledge.facts import Facts
from knowledge.findings import Verdict
from knowledge.loading import default_notice
from knowledge.wording import default_wording

NOTICE = default_notice()
CLAUSES = tuple(clause for clause in NOTICE.clauses if not clause.startswith("contact."))
SHARES = st.floats(0, 1, allow_nan=False)


def case_of(**heads: float) -> Case:
    """A case from `verdict_no=0.9`, `clause_excluded_tax=0.8`: the first _ parts the kind from the name."""
    named = {kind + ":" + rest: share for name, share in heads.items() for kind, _, rest in [name.partition("_")]}
    clauses = {clause.replace(".", "_"): clause for clause in NOTICE.clauses}
    return Case({f"clause:{clauses[h[7:]]}" if h.startswith("clause:") else h: share for h, share in named.items()})


CASES = st.builds(
    lambda verdicts, clauses: Case(
        {f"verdict:{verdict}": share for verdict, share in zip(VERDICTS, verdicts, strict=True)}
        | {f"clause:{clause}": share for clause, share in clauses.items()}
    ),
    st.lists(SHARES, min_size=5, max_size=5),
    st.dictionaries(st.sampled_from(CLAUSES), SHARES, max_size=6),
)


@given(CASES, st.sampled_from(("coverage", "eligibility", "procedure", "types")), st.sampled_from(VERDICTS))
def test_a_yes_or_a_no_is_nearly_sure_or_the_rules_own(case: Case, topic: str, ruled: str) -> None:
    given_by_rules = Ruled(topic, ruled, ("support.warranty",))
    chosen, shares = weighed_verdict(case, given_by_rules, NOTICE), odds(case, given_by_rules)
    assert chosen.share == shares[chosen.verdict]
    if chosen.verdict not in DECISIVE:
        return
    if chosen.verdict == ruled:
        assert chosen.share >= min(KEPT, *SURE.values())
    else:
        assert chosen.share >= SURE_NEW


@given(CASES, st.sampled_from(VERDICTS))
def test_a_no_that_the_rules_did_not_give_stands_on_a_clause_that_rules_out(case: Case, ruled: str) -> None:
    chosen = weighed_verdict(case, Ruled("caution", ruled, ()), NOTICE)
    if chosen.verdict == "no" != ruled:
        assert any(clause in NOTICE.rulings and share >= NEAR for clause, share in case.clauses[:3])


@pytest.mark.parametrize("reason", sorted(LACKS_FACTS))
def test_where_only_a_fact_is_missing_plain_words_decide(reason: str, world: World) -> None:
    open_answer = Ruled("coverage", "conditional", ("scope.program",), reason)
    yes, no = {"verdict_yes": PLAINLY, "verdict_no": HARDLY}, {"verdict_yes": HARDLY, "verdict_no": PLAINLY}
    assert weighed_verdict(case_of(**yes), open_answer, world.notice).verdict == "yes"
    assert weighed_verdict(case_of(**no, clause_excluded_tax=NEAR), open_answer, world.notice).verdict == "no"
    # a no needs a clause that rules out, and a question for information gets neither
    assert weighed_verdict(case_of(**no), open_answer, world.notice).verdict != "no"
    assert weighed_verdict(case_of(**yes, verdict_none=0.9), open_answer, world.notice).verdict != "yes"


@given(CASES, st.sampled_from(VERDICTS))
def test_shares_are_probabilities(case: Case, ruled: str) -> None:
    assert all(0 <= share <= 1 for share in odds(case, Ruled("amount", ruled, ())).values())


def draft(verdict: Verdict | None, template: str = "caution", **values: object) -> Draft:
    return Draft(verdict, ("caution.cost_review",), template, {"reason": "cost_review", **values})


def question(topic: str = "caution") -> Question:
    return Question("…", topic, Facts(), Facts())


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    return make_world()


def test_a_rule_that_is_presumed_otherwise_is_answered_with_a_no_in_its_own_words(world: World) -> None:
    case = case_of(verdict_no=0.99, verdict_none=0.05, clause_caution_cost_review=0.99, presumes_wrong=0.97)
    read = second_reading(draft(None), question(), case, world)
    assert read.verdict is Verdict.NO
    assert read.template == "caution"


def test_what_the_draft_lacks_is_cited_and_told(world: World) -> None:
    case = case_of(verdict_none=0.99, clause_caution_cost_review=0.9, clause_caution_lower_amount=0.9)
    read = second_reading(draft(None), question(), case, world)
    assert "caution.lower_amount" in read.clauses
    assert read.told == (statement("caution.lower_amount", world.wording),)


def test_a_doubtful_no_becomes_what_it_depends_on_and_names_the_clause(world: World) -> None:
    case = case_of(verdict_no=0.02, verdict_conditional=0.99, verdict_yes=0.6, clause_excluded_tax=0.9)
    no = Draft(Verdict.NO, ("excluded.tax",), "eligibility", {"reason": "tax_clear"})
    read = second_reading(no, question("eligibility"), case, world)
    assert read.verdict is Verdict.CONDITIONAL
    answer = compose(read, question("eligibility"), world)
    assert answer.card.headline == statement("excluded.tax", world.wording)
    assert answer.clauses[0] == "excluded.tax"


def test_a_yes_taken_back_asks_for_what_would_settle_it(world: World) -> None:
    case = case_of(verdict_yes=0.02, verdict_conditional=0.99, clause_scope_program=0.9)
    yes = Draft(Verdict.YES, ("support.emergency.repair",), "coverage", {"reason": "repair_by_nature"})
    read = second_reading(yes, question("coverage"), case, world)
    assert (read.verdict, read.values["reason"], read.missing) == (Verdict.CONDITIONAL, "repair_if_linked", "track")


@pytest.mark.parametrize("topic", ["contact", "human", "status", "smalltalk", "out_of_scope"])
def test_places_and_greetings_are_not_read_twice(topic: str, world: World) -> None:
    first = draft(None)
    assert second_reading(first, question(topic), case_of(verdict_no=1.0, clause_excluded_tax=1.0), world) == first


def test_a_request_that_may_be_a_question_carries_no_yes(world: World) -> None:
    yes = Draft(Verdict.YES, ("apply.emergency",), "request")
    assert second_reading(yes, question("request"), case_of(verdict_yes=0.1), world).verdict is None
    assert second_reading(yes, question("request"), case_of(verdict_yes=0.9), world).verdict is Verdict.YES


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_has_its_plain_words(clause: str) -> None:
    said = statement(clause, default_wording())
    assert said.endswith(("니다.", "습니다."))


def test_plain_words_are_only_for_clauses_that_exist() -> None:
    blocks = default_wording().blocks("answers/statements")
    assert set(blocks) == {clause.replace(".", "_") for clause in CLAUSES}
