"""Topic `evaluation`."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from intents.answer import Answer
from intents.decisions.mixed_grades import summed_points
from knowledge.loading import default_notice


def test_points_below_sixty_are_a_no(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("evaluation", "58점이면 되나요", {"scoring_table": "onsite", "points": 58})
    assert answer.verdict == "no"
    assert "60점" in answer.text


def test_enough_points_are_not_yet_a_selection(answer_to: Callable[..., Answer]) -> None:
    assert (
        answer_to("evaluation", "75점이면 되나요", {"scoring_table": "written", "points": 75}).verdict == "conditional"
    )


def test_one_cross_fails_the_emergency_evaluation(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to(
        "evaluation", "하나라도 X면 떨어지나요", {"support_type": "emergency", "scoring_table": "emergency"}
    )
    assert (answer.verdict, answer.clauses[0]) == ("no", "scoring.emergency.result")


def test_a_group_with_its_points(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("evaluation", "비용 적정성 배점", {"scoring_table": "written"})
    assert answer.clauses[0] == "scoring.written.cost"
    assert "25점" in answer.card.headline
    assert [row.value for row in answer.card.rows] == ["10점 (10 8 6 4 2)", "15점 (15 12 9 6 3)"]


def test_a_grade_is_worth_its_points(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("evaluation", "비용 적정성 둘 다 양호면 몇 점", {"scoring_table": "written", "grade": "good"})
    assert "20점" in answer.card.headline


def test_all_criteria_at_one_grade_are_added_up(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("evaluation", "전부 보통이면 통과인가요", {"scoring_table": "written", "grade": "fair"})
    assert answer.verdict == "conditional"
    assert answer.card.rows[-1].value == "60점"


def test_the_table_of_the_visit(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("evaluation", "현장평가 배점", {"scoring_table": "onsite"})
    assert [row.value for row in answer.card.rows] == ["○/×", "40점", "45점", "15점"]


def test_who_selects_in_the_end(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("evaluation", "최종선정은 어디서 결정하나요")
    assert answer.clauses == ("selection.regular.final",)


ALL_GRADED = "활용 정도 우수, 난이도 양호, 문제점 구체성 우수, 해결방안 구체성 우수, 수행기간 양호, 산출내역 우수, 산출근거 신뢰성 양호, 관리계획 우수, 기대성과 우수면 몇 점이고 붙나요"


def test_nine_grades_find_their_nine_criteria_and_sum_against_sixty(say: Callable[..., Answer]) -> None:
    answer = say(ALL_GRADED)
    assert "60점" in answer.text
    assert "93점" in answer.text.replace(" ", "")


@given(st.lists(st.integers(0, 25), min_size=4, max_size=4))
def test_points_of_all_groups_are_summed_against_sixty(points: list[int]) -> None:
    groups = ("활용정도", "요청사항", "비용 적정성", "기대성과")
    said = ", ".join(f"{group} {given}점" for group, given in zip(groups, points, strict=True))
    assert summed_points(said, default_notice().scoring["written"]) == sum(points)


def test_points_of_some_groups_are_no_sum() -> None:
    assert summed_points("활용정도 20점, 요청사항 20점", default_notice().scoring["written"]) is None
    assert (
        summed_points("활용정도 20점, 요청사항 26점, 비용 20점, 기대성과 20점", default_notice().scoring["written"])
        is None
    )
