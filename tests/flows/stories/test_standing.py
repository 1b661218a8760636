"""Yes and no in a story: what is spoken of, and whether it is affirmed, denied or only supposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.stories.standing import labelled, statements


@pytest.mark.parametrize(("text", "field", "answer"), [
    ("체납은 없습니다", "tax_arrears", "no"), ("지방세를 조금 체납한 게 있습니다", "tax_arrears", "yes"), ("국세 지방세 다 완납했습니다", "tax_arrears", "no"),
    ("세금은 한 번도 밀린 적 없어요", "tax_arrears", "no"), ("제재를 받은 적이 없습니다", "sanctioned", "no"), ("참여제한 중입니다", "sanctioned", "yes"),
    ("휴업이나 폐업한 사실이 없습니다", "closed", "no"), ("지금 휴업 중이에요", "closed", "yes"), ("공장은 멀쩡히 돌아갑니다", "closed", "no"),
    ("금년에 신청한 것이 없습니다", "other_application", "no"), ("올해 신청은 이번이 처음입니다", "other_application", "no"),
    ("하자보수 기간은 지났고요", "warranty", "no"), ("유지보수 계약을 맺고 있어서 2025년까지 남았습니다", "warranty", "yes"),
    ("저희 인력으로는 수리가 안 됩니다", "self_capable", "no"), ("우리 힘으로 못 고쳐요", "self_capable", "no"),
    ("수리비는 먼저 낼 수 있습니다", "self_funds", "yes"), ("먼저 낼 돈이 없어요", "self_funds", "no"), ("감액되어도 이의 없습니다", "lower_amount_consent", "yes"),
    ("금액이 깎여도 상관없어요", "lower_amount_consent", "yes"), ("우리 회사 돈으로 구축한 겁니다", "track", "self_built"),
    ("정부 스마트공장 지원사업으로 깔았어요", "track", "program"), ("그때 사업으로 같이 들어온 장비예요", "scope_link", "yes"),
    ("수리만 해 주시면 됩니다", "failure_repair", "yes"), ("중소 제조기업입니다", "manufacturing_sme", "yes"),
])  # fmt: skip
def test_a_statement_is_read_with_its_polarity(text: str, field: str, answer: str) -> None:
    assert statements(text).get(field) == answer


@pytest.mark.parametrize("text", [
    "체납이 있으면 안 된다고 들었습니다", "휴업이라면 어쩔 수 없지요", "감액이 있는지 알고 싶습니다", "구축사는 폐업해서 없어요", "깔아준 업체가 휴업 상태입니다",
])  # fmt: skip
def test_what_is_only_supposed_or_somebody_elses_states_nothing(text: str) -> None:
    assert not {"tax_arrears", "closed", "lower_amount_consent"} & set(statements(text))


SUBJECTS = ["체납", "제재", "휴폐업"]
FIELDS = ["tax_arrears", "sanctioned", "closed"]


@given(
    st.permutations(SUBJECTS),
    st.sampled_from([", ", "·", " "]),
    st.sampled_from(["모두 없습니다", "다 해당 없음", "모두 없고요", "전부 아닙니다"]),
)
def test_a_list_shares_the_end_that_denies_all_of_it(subjects: list[str], between: str, end: str) -> None:
    found = statements(f"{between.join(subjects)} {end}")
    assert {field: found.get(field) for field in FIELDS} == dict.fromkeys(FIELDS, "no")


@given(
    st.lists(
        st.tuples(st.sampled_from(SUBJECTS), st.booleans()), min_size=1, max_size=3, unique_by=lambda each: each[0]
    )
)
def test_every_item_of_a_terse_list_has_its_own_mark(items: list[tuple[str, bool]]) -> None:
    text = " ".join(f"{subject}{'O' if there else 'X'}" for subject, there in items)
    found = statements(text)
    assert {field: found[field] for field in found if field in FIELDS} == {
        FIELDS[SUBJECTS.index(subject)]: "yes" if there else "no" for subject, there in items
    }


@pytest.mark.parametrize(("field", "value", "answer"), [
    ("tax_arrears", "없음", "no"), ("tax_arrears", "無", "no"), ("tax_arrears", "있음", "yes"), ("closed", "아님", "no"), ("closed", "X", "no"),
    ("self_capable", "불가", "no"), ("self_capable", "가능", "yes"), ("self_funds", "가능", "yes"), ("self_funds", "불가", "no"),
    ("lower_amount_consent", "수용", "yes"), ("warranty", "만료", "no"), ("warranty", "O", "yes"), ("track", "자체 구축", "self_built"),
    ("track", "2020년 보급사업(완료)", "program"), ("sanctioned", "none", "no"), ("other_application", "-", None),
])  # fmt: skip
def test_a_value_behind_its_label(field: str, value: str, answer: str | None) -> None:
    assert labelled(field, value) == answer
