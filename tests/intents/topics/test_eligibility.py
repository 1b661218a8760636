"""Topic `eligibility`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_where_the_certificate_is_issued_is_no_verdict(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("eligibility", "수준확인서는 어디서 발급받나요")
    assert answer.verdict is None
    assert answer.clauses[0] == "eligibility.level_certificate"


def test_a_form_of_programme_that_the_notice_does_not_name_is_left_to_the_office(
    answer_to: Callable[..., Answer],
) -> None:
    answer = answer_to(
        "eligibility", "상생형으로 구축했는데 자격이 되나요", {"track": "program", "program_state": "completed"}
    )
    assert answer.verdict == "conditional"
    assert "caution.other_rules" in answer.clauses


def test_a_bought_company_is_left_to_the_office(answer_to: Callable[..., Answer]) -> None:
    assert (
        answer_to("eligibility", "물려받은 회사인데 신청되나요", {"program_state": "completed"}).verdict
        == "conditional"
    )


def test_exclusions_are_listed_without_a_verdict(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("eligibility", "지원제외 대상이 뭔가요")
    assert answer.verdict is None
    assert {"excluded.closed", "excluded.tax", "excluded.sanction", "excluded.self_capable"} == set(answer.clauses)
