"""Every gate of the emergency request: a conversation in which it alone fails, and one in which staff have to look."""

from __future__ import annotations

from datetime import date

import pytest

from flows.exchange import FlowEvent, OwnRequest

NO, YES, UNSURE, LATER = (FlowEvent(choice=value) for value in ("no", "yes", "unsure", "later"))
OWN = OwnRequest("2306-0001", "gyeonggi", "claimed", "request", date(2023, 6, 1), "가나정밀")

# gate -> what is answered otherwise than on the happy path
FAILING = [
    ("manufacturing_sme", {"manufacturing_sme": NO}),
    ("track", {"program_completed": NO}),
    ("track", {"track": FlowEvent(choice="track:self_built"), "level_certificate": NO}),
    ("operating", {"closed": YES}),
    ("tax_clear", {"tax_arrears": YES}),
    ("not_sanctioned", {"sanctioned": YES}),
    ("one_type_per_year", {"other_application": YES}),
    ("failure_repair", {"failure_repair": NO}),
    ("in_scope", {"scope_link": NO}),
    ("supported_item", {"unsupported_item": YES}),
    ("no_warranty", {"warranty": YES}),
    ("needs_supplier", {"self_capable": YES}),
    ("distinct_supplier", {"supplier_name": FlowEvent(text="(주)가나정밀")}),
    ("self_funds", {"self_funds": NO}),
    ("lower_amount_consent", {"lower_amount_consent": NO}),
    ("duration", {"duration_months": FlowEvent(text="7개월")}),
]
REVIEWED = [
    ("manufacturing_sme", {"manufacturing_sme": UNSURE}),
    ("track", {"track": UNSURE}),
    ("track", {"program_completed": UNSURE}),
    ("track", {"track": FlowEvent(choice="self_built"), "level_certificate": UNSURE}),
    ("operating", {"closed": UNSURE}),
    ("tax_clear", {"tax_arrears": UNSURE}),
    ("not_sanctioned", {"sanctioned": UNSURE}),
    ("one_type_per_year", {"other_application": UNSURE}),
    ("failure_repair", {"failure_repair": UNSURE}),
    ("in_scope", {"scope_link": UNSURE}),
    ("supported_item", {"unsupported_item": UNSURE}),
    ("no_warranty", {"warranty": UNSURE}),
    ("needs_supplier", {"self_capable": UNSURE}),
    ("distinct_supplier", {"supplier_name": LATER}),
    ("distinct_supplier", {"supplier_number": LATER}),
    ("self_funds", {"self_funds": UNSURE}),
    ("lower_amount_consent", {"lower_amount_consent": UNSURE}),
    ("duration", {"duration_months": LATER}),
    ("duration", {"duration_months": FlowEvent(text="5개월")}),
    ("documents", {"documents": FlowEvent(choice="done")}),
    ("documents", {"tax_certificate_issued_on": FlowEvent(text="2023년 3월 10일")}),
]


def label(case):
    gate, changes = case
    return f"{gate}-{'-'.join(changes)}"


@pytest.mark.parametrize("case", FAILING, ids=label)
def test_a_gate_that_alone_fails_declines_at_once(case, company):
    gate, changes = case
    talk = company()
    talk.go_on(until="consult", **changes)
    assert [f.gate for f in talk.step.findings if f.status == "fail"] == [gate]
    assert "불가 | " in talk.texts
    assert "consult:yes" in talk.choices
    assert talk.notice.clauses[talk.gate(gate).clauses[0]].quote in talk.texts
    talk.press("no")
    assert talk.step.outcome.result == "declined"
    assert talk.step.outcome.failed == (gate,)
    assert talk.step.outcome.receipt is None
    assert not talk.step.effects


@pytest.mark.parametrize("case", FAILING, ids=label)
def test_an_answer_that_was_wrong_can_be_corrected_after_a_failing_gate(case, company):
    gate, changes = case
    talk = company()
    talk.go_on(until="consult", **changes)
    edit = next(choice for choice in talk.choices if choice.startswith("flow:edit:"))
    talk.press(edit)
    assert talk.ask == edit.removeprefix("flow:edit:")
    talk.go_on()
    assert talk.step.outcome.result == "routed"
    assert talk.statuses()[gate] == "pass"


@pytest.mark.parametrize("case", REVIEWED, ids=label)
def test_a_gate_that_staff_have_to_look_at_never_declines(case, company):
    gate, changes = case
    talk = company()
    talk.go_on(**changes)
    assert talk.step.outcome.result == "routed"
    assert [f.gate for f in talk.step.findings if f.status == "review"] == [gate]


def test_a_closed_intake_fails_before_anything_is_asked(company):
    talk = company(intake_open={"emergency": False})
    assert talk.ask == "consult"
    assert talk.statuses()["intake_open"] == "fail"
    talk.press("consult:no")
    assert talk.step.outcome.failed == ("intake_open",)


def test_after_the_notices_year_the_intake_is_for_staff_to_judge(company):
    talk = company(today=date(2024, 2, 1))
    talk.go_on(
        occurred_on=FlowEvent(text="2024년 1월 31일"), tax_certificate_issued_on=FlowEvent(text="2024년 1월 10일")
    )
    assert talk.step.outcome.result == "routed"
    assert talk.statuses()["intake_open"] == "review"


def test_an_own_request_that_is_pending_fails_and_no_answer_can_help(company):
    talk = company(own_requests=(OWN,))
    assert talk.ask == "consult"
    assert talk.gate("one_type_per_year").reason == "own_request"
    assert not [choice for choice in talk.choices if choice.startswith("flow:edit")]


@pytest.mark.parametrize("status", ["closed", "withdrawn"])
def test_an_own_request_that_has_ended_does_not_count(company, status):
    ended = OwnRequest("2306-0001", "gyeonggi", status, "request", date(2023, 6, 1), "가나정밀")
    assert company(own_requests=(ended,)).ask == "consent"


def test_an_own_consultation_does_not_count(company):
    talked = OwnRequest("2306-0001", "gyeonggi", "new", "consultation", date(2023, 6, 1), "가나정밀")
    assert company(own_requests=(talked,)).ask == "consent"


def test_another_persons_request_with_the_same_number_is_for_staff_only(company):
    talk = company(other_request_same_number=True)
    talk.go_on(until="confirm")
    assert talk.statuses()["one_type_per_year"] == "pass"
    assert "한 해 1개 유형" not in talk.texts
    talk.go_on()
    assert talk.statuses()["one_type_per_year"] == "pass"
    filed = {finding["gate"]: finding["status"] for finding in talk.filed["findings"]}
    assert filed["one_type_per_year"] == "review"


def test_equal_business_numbers_fail(company, number):
    talk = company()
    talk.go_on(until="consult", supplier_number=FlowEvent(text=number("123456789")))
    assert talk.gate("distinct_supplier").reason == "same_number"


def test_all_gates_are_listed_at_every_step(company, happy):
    talk = company()
    assert len(talk.step.findings) == 17
    while talk.step.state is not None:
        talk.answer(happy)
        assert len(talk.step.findings) == 17
