"""Topic `coverage`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_a_yes_leads_on_to_the_request(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("coverage", facts={"equipment": "server", "condition": "broken", "track": "program"})
    assert answer.text.startswith("가능 | 서버 고장 수리는 지원 대상입니다.")
    assert answer.card.choices[0].id == "request:start"


def test_a_company_that_is_shut_out_hears_of_itself(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("coverage", facts={"equipment": "server", "condition": "broken", "tax_state": "arrears"})
    assert answer.text.startswith("불가 | 체납 중에는 신청할 수 없습니다.")


def test_a_no_names_the_fee_and_a_way_on(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("coverage", facts={"equipment": "mes", "equipments": ("mes", "subscription_fee")})
    assert answer.text.startswith("불가 | 월 사용료는 지원 대상이 아닙니다.")
    assert answer.card.choices


def test_a_contract_in_the_words_keeps_a_repair_conditional(answer_to: Callable[..., Answer]) -> None:
    facts = {"equipment": "plc", "condition": "broken"}
    assert answer_to("coverage", "PLC가 고장 났어요", facts).verdict == "yes"
    assert answer_to("coverage", "유지보수 계약을 맺은 PLC가 고장 났어요", facts).verdict == "conditional"


def test_work_that_the_notice_does_not_list_goes_to_the_review(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("coverage", "공고에 없는 일인데 넣어 볼 수 있나요")
    assert answer.verdict == "conditional"
    assert answer.clauses[0] == "utilization.other"
    assert "요건검토" in answer.text
