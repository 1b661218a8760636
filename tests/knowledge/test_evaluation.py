"""All gates together: which there are, what each depends on, and what an unknown fact does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.checks.gates import GATES
from knowledge.equipment import all_equipment
from knowledge.evaluation import evaluate
from knowledge.facts import Facts, Open
from knowledge.findings import Status, overall
from knowledge.loading import default_notice
from knowledge.notice import Notice

TODAY = date(2023, 7, 3)
YES_NO = st.sampled_from(["yes", "no", Open.UNSURE])
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "manufacturing_sme": YES_NO,
    "track": st.sampled_from(["program", "self_built", Open.UNSURE]),
    "program_completed": YES_NO,
    "level_certificate": YES_NO,
    "closed": YES_NO,
    "tax_arrears": YES_NO,
    "sanctioned": YES_NO,
    "other_application": YES_NO,
    "own_open_request": st.just("yes"),
    "other_request_same_number": st.just("yes"),
    "failure_repair": YES_NO,
    "works": st.lists(st.sampled_from(["repair", "replace", "upgrade", "training"]), max_size=3).map(tuple),
    "scope_link": YES_NO,
    "equipment": st.sampled_from([*all_equipment(), Open.UNSURE]),
    "unsupported_item": YES_NO,
    "warranty": YES_NO,
    "self_capable": YES_NO,
    "company_name": st.sampled_from(["가나정밀", "(주)가나정밀"]),
    "business_number": st.just("1234567891"),
    "supplier_name": st.sampled_from(["가나정밀", "다라시스템", Open.LATER]),
    "supplier_number": st.sampled_from(["1234567891", "2208183676", Open.LATER]),
    "self_funds": YES_NO,
    "lower_amount_consent": YES_NO,
    "duration_months": st.one_of(st.floats(0.1, 12), st.just(Open.LATER)),
    "documents": st.sets(st.sampled_from([paper.key for paper in default_notice().documents])).map(tuple),
    "tax_certificate_issued_on": st.one_of(st.dates(date(2023, 1, 1), TODAY), st.just(Open.UNSURE)),
}
CASES = st.fixed_dictionaries({}, optional=FACTS).map(Facts)


def test_all_17_gates_are_judged_in_the_listed_order(notice: Notice) -> None:
    findings = evaluate(Facts(), notice, TODAY, {})
    assert tuple(found.gate for found in findings) == GATES == tuple(notice.gates)
    assert len(findings) == 17


def test_with_no_facts_everything_but_the_intake_is_open(judge: Callable[..., dict]) -> None:
    found = judge(Facts())
    assert found.pop("intake_open").status is Status.PASS
    assert {finding.status for finding in found.values()} == {Status.OPEN}


def test_the_sound_case_passes_every_gate(judge: Callable[..., dict], sound: Facts) -> None:
    assert {finding.status for finding in judge(sound).values()} == {Status.PASS}


def test_without_any_one_fact_the_sound_case_is_no_longer_sound(judge: Callable[..., dict], sound: Facts) -> None:
    for fact in set(sound) - {"equipment"}:
        assert overall(tuple(judge(sound.without(fact)).values())) is Status.OPEN, fact


@given(CASES)
def test_every_finding_cites_clauses_and_names_facts_of_its_own_gate(facts: Facts) -> None:
    notice = default_notice()
    for found in evaluate(facts, notice, TODAY, {}):
        gate = notice.gates[found.gate]
        assert found.clauses
        assert set(found.clauses) <= set(gate.clauses)
        assert set(found.facts) <= set(gate.facts)
        assert found.reason


@given(CASES)
def test_an_answer_without_a_value_never_makes_its_gate_pass(facts: Facts) -> None:
    for found in evaluate(facts, default_notice(), TODAY, {}):
        if found.status is Status.PASS:
            assert all(facts.state(fact) == "present" for fact in found.facts)


@given(CASES, st.sampled_from(sorted(FACTS)))
def test_taking_an_answer_back_makes_no_gate_pass_but_one_that_staff_looked_at_for_it(facts: Facts, fact: str) -> None:
    before = {found.gate: found for found in evaluate(facts, default_notice(), TODAY, {})}
    after = {found.gate: found for found in evaluate(facts.without(fact), default_notice(), TODAY, {})}
    for gate, found in after.items():
        if found.status is Status.PASS and before[gate].status is not Status.PASS:
            assert fact in before[gate].facts
            assert fact in ("equipment", "works", "own_open_request", "other_request_same_number")


@given(CASES, st.data())
def test_facts_of_one_gate_leave_the_others_alone(facts: Facts, data: st.DataObject) -> None:
    notice = default_notice()
    fact = data.draw(st.sampled_from(sorted(FACTS)))
    changed = facts.updated({fact: data.draw(FACTS[fact])})
    before, after = (evaluate(case, notice, TODAY, {}) for case in (facts, changed))
    for old, new in zip(before, after, strict=True):
        assert old == new or fact in notice.gates[old.gate].facts


@pytest.mark.parametrize(
    ("statuses", "strongest"),
    [
        (["pass", "review", "open", "fail"], "fail"),
        (["pass", "review", "open"], "open"),
        (["pass", "review"], "review"),
        (["pass"], "pass"),
    ],
)
def test_fail_comes_before_open_before_review_before_pass(notice: Notice, statuses: list[str], strongest: str) -> None:
    first = evaluate(Facts(), notice, TODAY, {})[0]
    findings = tuple(type(first)("gate", Status(status), (), (), "") for status in statuses)
    assert overall(findings) == strongest
