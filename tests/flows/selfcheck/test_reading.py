"""Answers in free words, and words that are no answers."""

from __future__ import annotations

import pytest

from flows.selfcheck.criteria import criteria_of
from flows.selfcheck.reading import Unread, answers_in
from knowledge.facts import Open
from knowledge.loading import default_notice

NOTICE = default_notice()


def read(text: str, table: str = "written", at: int = 1):
    """What a message answers, from the criterion of that number on: values by number."""
    criteria = criteria_of(NOTICE.scoring[table])
    found = answers_in(text, NOTICE.scoring[table], criteria, criteria[at - 1 :])
    return found if isinstance(found, Unread) else {int(id.split(".")[1]): value for id, value in found.items()}


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("우수요", "excellent"), ("우수", "excellent"), ("우수입니다.", "excellent"), ("저희는 우수한 편이에요", "excellent"),
        ("양호", "good"), ("양호한 것 같아요", "good"), ("보통이요", "fair"), ("그냥 보통", "fair"), ("중간 정도요", "fair"),
        ("다소 미흡", "poor"), ("다소미흡입니다", "poor"), ("조금 부족해요", "poor"), ("미흡", "bad"), ("많이 미흡해요", "bad"),
        ("3번", "fair"), ("3번이요", "fair"), ("1번", "excellent"), ("5번", "bad"), ("12점", "good"), ("9점이요", "fair"),
        ("15", "excellent"), ("1", "excellent"), ("네, 우수요", "excellent"), ("활용 정도는 우수", "excellent"),
        ("우수는 아니고 양호", "good"), ("우수까지는 아니고 보통이요", "fair"), ("Ｘ", None),
    ],
)  # fmt: skip
def test_one_answer(text, grade):
    found = read(text)
    assert isinstance(found, Unread) if grade is None else found == {1: grade}


@pytest.mark.parametrize("text", ["모르겠어요", "잘 모르겠습니다", "몰라요", "글쎄요", "애매해요", "6번", "모름"])
def test_not_knowing_is_an_answer(text):
    assert read(text) == {1: Open.UNSURE}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("우수, 양호, 보통", ["excellent", "good", "fair"]),
        ("보통 보통 미흡", ["fair", "fair", "bad"]),
        ("우수/다소 미흡/모르겠어요", ["excellent", "poor", Open.UNSURE]),
        ("우수요 양호요", ["excellent", "good"]),
        ("1번, 2번, 3번", ["excellent", "good", "fair"]),
        ("15점, 10점", ["excellent", "excellent"]),
        ("나머지는 다 보통이요", ["fair"] * 9),
        ("전부 양호", ["good"] * 9),
        ("우수 나머지 보통", ["excellent", *["fair"] * 8]),
    ],
)
def test_several_answers_go_to_the_criteria_in_turn(text, values):
    assert read(text) == dict(enumerate(values, 1))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("O", {1: "met"}), ("X", {1: "unmet"}), ("x", {1: "unmet"}), ("○", {1: "met"}), ("×", {1: "unmet"}),
        ("네", {1: "met"}), ("ㅇㅇ", {1: "met"}), ("아니요", {1: "unmet"}), ("ㄴㄴ", {1: "unmet"}), ("해당돼요", {1: "met"}),
        ("적합", {1: "met"}), ("적합합니다", {1: "met"}), ("부적합", {1: "unmet"}), ("적합하지 않아요", {1: "unmet"}),
        ("해당 없음", {1: "unmet"}), ("해당 안 됩니다", {1: "unmet"}), ("2번", {1: "unmet"}), ("모르겠어요", {1: Open.UNSURE}),
        ("OXO", {1: "met", 2: "unmet", 3: "met"}), ("O X O O", {1: "met", 2: "unmet", 3: "met", 4: "met"}),
        ("네, 아니요, 네", {1: "met", 2: "unmet", 3: "met"}), ("네, 아니요, 모르겠어요", {1: "met", 2: "unmet", 3: Open.UNSURE}),
        ("네 잘 모르겠어요", {1: Open.UNSURE}), ("전부 적합", dict.fromkeys(range(1, 8), "met")),
        ("전부 네", dict.fromkeys(range(1, 8), "met")),
    ],
)  # fmt: skip
def test_what_is_judged_by_circle_and_cross(text, values):
    assert read(text, "emergency") == values


def test_a_numbered_answer_goes_to_its_criterion():
    assert read("3번 우수", at=5) == {3: "excellent"}
    assert read("2번을 보통으로 고쳐 주세요", at=5) == {2: "fair"}
    assert read("1번 우수, 4번 미흡", at=1) == {1: "excellent", 4: "bad"}


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("3", 4, None),  # third answer of 5 4 3 2 1: both readings are the same
        ("2", 4, "ambiguous"), ("5", 4, "ambiguous"), ("3", 1, "ambiguous"),  # third answer, or the grade of 3 points
        ("7점", 1, "no_points"), ("9번", 1, "unread"), ("99", 1, "unread"),
        ("우수, 양호", 9, "too_many"), ("적합", 1, "other_kind"), ("네", 1, "other_kind"), ("아니요", 1, "other_kind"),
    ],
)  # fmt: skip
def test_what_can_mean_two_things_is_asked_again(text, at, reason):
    found = read(text, at=at)
    if reason is None:
        assert found == {at: "fair"}
    else:
        assert isinstance(found, Unread)
        assert found.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "우수기업 인증이 있어요", "우수 사례로 뽑혔습니다", "보통 얼마나 걸리는지 궁금합니다", "우수하지 않아요", "서버가 고장 났어요",
        "작년에 우수한 평가를 받은 적이 있는데 올해는 담당자가 바뀌었습니다", "우수 3개", "견적이 3천만원입니다", "안녕하세요",
        "2023년 6월 14일", "010-2345-6789", "평택 공장입니다", "", "...", "PLC 통신이 O로 나옵니다 그런데 화면은 안 나옵니다",
    ],
)  # fmt: skip
def test_a_story_fills_nothing(text):
    for table in ("written", "emergency"):
        assert isinstance(read(text, table), Unread), table


def test_grades_do_not_fit_what_is_judged_by_circle_and_cross():
    assert read("우수", "emergency") == Unread("other_kind", 1)
    assert read("우수", "onsite") == Unread("other_kind", 1)
    assert read("전부 양호", "onsite") == dict.fromkeys(range(4, 11), "good")
