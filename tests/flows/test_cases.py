"""The officer's table (cases.yaml), walked as a company would; and that no gate can be dropped or turned without its noticing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from flows import engine
from flows.exchange import FlowEvent
from knowledge.evaluation import evaluate
from knowledge.facts import Open
from knowledge.findings import Finding, Status
from knowledge.loading import default_notice

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
GATES = tuple(default_notice().gates)
KINDS = {"yes_no", "choice", "equipment", "documents"}
CONSULT = {"declined": "consult:no", "consultation": "consult:yes"}


def event(field, said, questions, number):
    if said == "OWN":
        return FlowEvent(text=number("123456789"))
    if questions[field].kind in KINDS or said in tuple(Open):
        return FlowEvent(choice=str(said))
    return FlowEvent(text=str(said))


def walk(case, company, questions, number):
    changes = {}
    for field, said in case["다름"].items():
        events = [event(field, one, questions, number) for one in (said if isinstance(said, list) else [said])]
        if isinstance(said, list):
            events[1:] = [FlowEvent(choice=f"{field}:{said[1]}")]
        changes[field] = tuple(events)
    changes["consult"] = FlowEvent(choice=CONSULT.get(case["결과"], "consult:no"))
    talk = company()
    talk.go_on(**changes)
    return talk


def differs(case, talk):
    """What came out otherwise than the officer says; empty where all is as it should be."""
    outcome, statuses = talk.step.outcome, talk.statuses()
    found = {
        "결과": outcome.result,
        "불가": sorted(gate for gate, status in statuses.items() if status == "fail"),
        "확인": sorted(gate for gate, status in statuses.items() if status == "review"),
        "본부": outcome.office,
        "지원금": outcome.subsidy_krw,
    }
    wanted = {key: sorted(value) if isinstance(value, list) else value for key, value in case.items() if key in found}
    wanted.setdefault("불가", [])
    return {key: (value, found[key]) for key, value in wanted.items() if found[key] != value}


def test_the_table_is_large_enough_to_be_worth_reading():
    assert len(CASES) >= 40
    assert len({case["이름"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["이름"] for case in CASES])
def test_the_officers_table(case, company, questions, number):
    talk = walk(case, company, questions, number)
    assert differs(case, talk) == {}
    if "공고" in case:
        failing = next(finding for finding in talk.step.findings if finding.status is Status.FAIL)
        assert failing.clauses[0] == case["공고"]


TURNED = {Status.PASS: Status.FAIL, Status.FAIL: Status.PASS}


@pytest.mark.parametrize("mutation", ["dropped", "negated"])
@pytest.mark.parametrize("gate", [gate for gate in GATES if gate != "intake_open"])
def test_a_gate_that_is_dropped_or_turned_is_noticed(gate, mutation, company, questions, number, monkeypatch):
    def mutated(*given) -> tuple[Finding, ...]:
        return tuple(
            Finding(f.gate, changed(f.status), f.clauses, f.facts, f.reason) if f.gate == gate else f
            for f in evaluate(*given)
        )

    def changed(status: Status) -> Status:
        return Status.PASS if mutation == "dropped" else TURNED.get(status, status)

    monkeypatch.setattr(engine, "evaluate", mutated)
    for case in CASES:
        try:
            talk = walk(case, company, questions, number)
        except (AssertionError, KeyError):
            return  # the conversation itself no longer goes as the company answers
        if differs(case, talk):
            return
    raise AssertionError(f"no case notices that {gate} is {mutation}")
