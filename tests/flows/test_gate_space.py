"""The space of all gates: every option of each alone, and all pairs of options of different gates."""

from __future__ import annotations

from datetime import date
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation import evaluate
from knowledge.facts import Facts, Open
from knowledge.findings import Status
from knowledge.loading import default_notice

NOTICE = default_notice()
TODAY = date(2023, 6, 14)
OPEN_INTAKE = {"emergency": True, "regular": True}
PAPERS = tuple(dict.fromkeys(paper.key for paper in NOTICE.documents))
MONTHS, MOST = NOTICE.figures.period_months, NOTICE.figures.period_months_max
OWN, OTHER = "1234567891", "2208100016"

IN_ORDER = {
    "manufacturing_sme": "yes", "track": "program", "program_completed": "yes", "level_certificate": "yes", "closed": "no",
    "tax_arrears": "no", "sanctioned": "no", "other_application": "no", "failure_repair": "yes", "scope_link": "yes",
    "equipment": "server", "unsupported_item": "no", "warranty": "no", "self_capable": "no", "company_name": "가나정밀",
    "business_number": OWN, "supplier_name": "다라시스템", "supplier_number": OTHER, "self_funds": "yes",
    "lower_amount_consent": "yes", "duration_months": 2.0, "documents": PAPERS, "tax_certificate_issued_on": date(2023, 6, 1),
}  # fmt: skip
MISSING = object()
P, F, R, O = Status.PASS, Status.FAIL, Status.REVIEW, Status.OPEN  # noqa: E741
# gate -> options: what differs from a case in order, and what the gate finds (written by hand, from the contract)
YES_NO = {
    "manufacturing_sme": ("manufacturing_sme", "yes"), "operating": ("closed", "no"), "tax_clear": ("tax_arrears", "no"),
    "not_sanctioned": ("sanctioned", "no"), "no_warranty": ("warranty", "no"), "needs_supplier": ("self_capable", "no"),
    "self_funds": ("self_funds", "yes"), "lower_amount_consent": ("lower_amount_consent", "yes"),
}  # fmt: skip
OPTIONS = {
    gate: [
        ({field: good}, P), ({field: "yes" if good == "no" else "no"}, F), ({field: Open.UNSURE}, R), ({field: MISSING}, O),
    ]
    for gate, (field, good) in YES_NO.items()
} | {
    "track": [
        ({"track": "program", "program_completed": "yes"}, P), ({"program_completed": "no"}, F),
        ({"program_completed": Open.UNSURE}, R), ({"program_completed": MISSING}, O),
        ({"track": "self_built", "level_certificate": "yes"}, P), ({"track": "self_built", "level_certificate": "no"}, F),
        ({"track": "self_built", "level_certificate": Open.UNSURE}, R), ({"track": "self_built", "level_certificate": MISSING}, O),
        ({"track": Open.UNSURE}, R), ({"track": MISSING}, O),
    ],
    "one_type_per_year": [
        ({"other_application": "no"}, P), ({"other_application": "yes"}, F), ({"other_application": Open.UNSURE}, R),
        ({"other_application": MISSING}, O), ({"own_open_request": "yes"}, F), ({"other_request_same_number": "yes"}, R),
    ],
    "failure_repair": [
        ({"failure_repair": "yes"}, P), ({"failure_repair": "no"}, F), ({"failure_repair": Open.UNSURE}, R),
        ({"failure_repair": MISSING}, O), ({"failure_repair": MISSING, "works": ("training",)}, F), ({"works": ("training",)}, R),
        ({"works": ("repair",)}, P),
    ],
    "in_scope": [
        ({"scope_link": "yes"}, P), ({"scope_link": "no"}, F), ({"scope_link": Open.UNSURE}, R), ({"scope_link": MISSING}, O),
    ],
    "supported_item": [
        ({"unsupported_item": "no"}, P), ({"unsupported_item": "yes"}, F), ({"unsupported_item": Open.UNSURE}, R),
        ({"unsupported_item": MISSING}, O),
    ],
    "distinct_supplier": [
        ({}, P), ({"supplier_number": OWN}, F), ({"supplier_name": "㈜ 가나 정밀"}, F), ({"supplier_name": Open.LATER}, R),
        ({"supplier_number": Open.LATER}, R), ({"supplier_name": MISSING}, O),
    ],
    "duration": [
        ({"duration_months": MONTHS - 0.1}, P), ({"duration_months": float(MONTHS)}, P), ({"duration_months": MONTHS + 0.1}, R),
        ({"duration_months": float(MOST)}, R), ({"duration_months": MOST + 0.1}, F), ({"duration_months": Open.LATER}, R),
        ({"duration_months": MISSING}, O),
    ],
    "documents": [
        ({"documents": PAPERS}, P), ({"documents": PAPERS[1:]}, R), ({"documents": ()}, R), ({"documents": MISSING}, O),
        ({"tax_certificate_issued_on": date(2023, 3, 14)}, P), ({"tax_certificate_issued_on": date(2023, 3, 13)}, R),
        ({"tax_certificate_issued_on": MISSING}, O),
    ],
}  # fmt: skip
ALL = [(gate, number) for gate, options in OPTIONS.items() for number in range(len(options))]


def facts(*options):
    made = dict(IN_ORDER)
    for option in options:
        made |= option
    return Facts({fact: value for fact, value in made.items() if value is not MISSING})


def statuses(case, today=TODAY, intake=OPEN_INTAKE):
    return {finding.gate: finding.status for finding in evaluate(case, NOTICE, today, intake)}


def test_every_gate_has_its_options_but_the_one_that_no_answer_decides():
    assert set(OPTIONS) | {"intake_open"} == set(NOTICE.gates)


def test_a_case_in_order_passes_every_gate():
    assert set(statuses(facts()).values()) == {Status.PASS}


@pytest.mark.parametrize(("gate", "number"), ALL)
def test_every_option_alone_gives_its_status_and_touches_no_other_gate(gate, number):
    option, expected = OPTIONS[gate][number]
    found = statuses(facts(option))
    assert found[gate] is expected
    assert {other for other, status in found.items() if status is not Status.PASS} <= {gate}


@pytest.mark.parametrize(("first", "second"), list(combinations(OPTIONS, 2)))
def test_all_pairs_of_options_are_judged_as_each_alone(first, second):
    """No gate hides another: in any two circumstances at once each gate finds what it finds alone."""
    for one, expected_one in OPTIONS[first]:
        for other, expected_other in OPTIONS[second]:
            found = statuses(facts(one, other))
            assert (found[first], found[second]) == (expected_one, expected_other), (one, other)


@pytest.mark.parametrize(("gate", "number"), ALL)
def test_the_order_of_the_facts_does_not_matter(gate, number):
    option = OPTIONS[gate][number][0]
    case = facts(option)
    turned = Facts(dict(reversed(list(case.items()))))
    assert statuses(case) == statuses(turned)


@pytest.mark.parametrize(("gate", "number"), [(g, n) for g, n in ALL if OPTIONS[g][n][1] is F])
def test_a_fail_stands_whatever_else_is_said(gate, number):
    """Only another answer to its own facts lifts it: all other facts absent, present or unsure change nothing."""
    option = OPTIONS[gate][number][0]
    own = set(NOTICE.gates[gate].facts)
    for value in (MISSING, Open.UNSURE):
        others = {fact: value for fact in IN_ORDER if fact not in own and fact not in option}
        assert statuses(facts(option, others))[gate] is Status.FAIL


@given(st.lists(st.sampled_from(ALL), max_size=6))
def test_judging_is_total_and_a_gate_that_lacks_its_facts_is_never_a_pass_or_a_fail(picked):
    case = facts(*(OPTIONS[gate][number][0] for gate, number in picked))
    found = statuses(case)
    assert set(found) == set(NOTICE.gates)
    for gate, (field, _) in YES_NO.items():
        if case.state(field) == "absent":
            assert found[gate] is Status.OPEN
        elif case.state(field) == "unsure":
            assert found[gate] is Status.REVIEW


@pytest.mark.parametrize("switch", [True, False])
@pytest.mark.parametrize("day", [date(2023, 5, 30), date(2023, 6, 14), date(2023, 12, 31), date(2024, 1, 1)])
def test_the_intake_is_judged_by_day_and_switch_alone(day, switch):
    for case in (Facts(), facts()):
        found = statuses(case, day, {"emergency": switch, "regular": True})["intake_open"]
        assert found is (F if not switch else found)
        assert statuses(Facts(), day, {"emergency": switch, "regular": True})["intake_open"] is found


def test_equal_names_fail_however_they_are_written():
    for own, other in permutations(["(주)한빛정밀", "주식회사 한빛 정밀", "한빛정밀㈜", "한빛정밀"], 2):
        case = facts({"company_name": own, "supplier_name": other})
        assert statuses(case)["distinct_supplier"] is Status.FAIL
