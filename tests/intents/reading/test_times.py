"""Lengths of time and days."""

from datetime import date

import pytest

from intents.reading.dates import find_days
from intents.reading.durations import find_durations
from intents.reading.times import between_days, days, project_duration

TODAY = date(2023, 7, 3)

PERIOD = 4  # months, the notice's own


@pytest.mark.parametrize(
    ("text", "months"),
    [("석 달", 3), ("6개월 반", 6.5), ("다섯달 걸린대요", 5), ("넉달", 4), ("4~5개월", 5), ("보름", 0.5), ("한 달 반", 1.5), ("반년", 6),
     ("2주", 14 / 30), ("15일이면", 0.5)],
)  # fmt: skip
def test_a_length_is_read_in_months(text: str, months: float) -> None:
    assert [round(each.months, 3) for each in find_durations(text)] == [round(months, 3)]


@pytest.mark.parametrize("text", ["3월 20일", "2021년", "사주세요", "일주문", "네 달라요", "5년차"])
def test_what_is_no_length_is_left_alone(text: str) -> None:
    assert find_durations(text) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [("3월 2일", date(2023, 3, 2)), ("6/19", date(2023, 6, 19)), ("지난달 20일", date(2023, 6, 20)), ("어제", date(2023, 7, 2)),
     ("2023.6.1", date(2023, 6, 1)), ("20230601", date(2023, 6, 1)), ("'23년 6월 1일", date(2023, 6, 1)), ("지난주 금요일", date(2023, 6, 30)),
     ("내년 1월 20일", date(2024, 1, 20)), ("작년 12월 1일", date(2022, 12, 1)), ("올해도 9월 초", date(2023, 9, 5)),
     ("3일 전", date(2023, 6, 30)), ("사흘 전", date(2023, 6, 30)), ("6월 말", date(2023, 6, 28)), ("그저께", date(2023, 7, 1))],
)  # fmt: skip
def test_a_day_is_read(text: str, day: date) -> None:
    assert [each.day for each in find_days(text, TODAY)] == [day]


def test_an_impossible_day_is_left_out() -> None:
    assert find_days("2월 30일", TODAY) == ()


def test_a_day_without_a_year_said_in_january_is_the_december_before() -> None:
    assert find_days("12월 20일", date(2024, 1, 10))[0].day == date(2023, 12, 20)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("다 하면 다섯 달 걸린대요", 5),
        ("수행기간이 7개월입니다", 7),
        ("납기만 6개월 반이고 설치에 2주가 더 걸립니다", 6.9667),
    ],
)
def test_the_projects_duration_adds_what_follows(text: str, months: float) -> None:
    found = project_duration(text, PERIOD)
    assert found is not None
    assert found[0] == pytest.approx(months, abs=0.001)


@pytest.mark.parametrize(
    "text",
    [
        "무상보증이 석 달 남았대요",
        "3개월 이내 발급",
        "벌써 3년이 지났어요",
        "배가 일주일씩 끊깁니다",
        "백신 1년 라이선스",
    ],
)
def test_other_lengths_are_not_the_projects(text: str) -> None:
    assert project_duration(text, PERIOD) is None


def test_the_day_of_a_certificate_and_the_day_of_sending_are_told_apart() -> None:
    facts, _ = days("납세증명서를 3월 2일에 발급받았는데 6월 19일에 접수해도 되나요", TODAY, certificate=True)
    assert facts == {"issued_on": date(2023, 3, 2), "on_date": date(2023, 6, 19)}


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("연장 3개월도 되나요", 7),
        ("두 달 더 연장해도 되나요", 6),
        ("연장해서 6개월까지 가도 되나요", 6),
        ("한 번 더 늘려서 8개월로 가도 문제 없죠", 8),
    ],
)
def test_an_extension_comes_on_top_of_the_notices_period(text: str, months: float) -> None:
    duration = project_duration(text, PERIOD)
    assert duration is not None
    assert duration[0] == pytest.approx(months)


@pytest.mark.parametrize(
    ("text", "months"),
    [("8월 1일에 시작해서 내년 1월 20일에 끝나는 일정입니다", 5.73), ("공사를 10월 2일부터 12월 1일까지 합니다", 2.0)],
)  # fmt: skip
def test_a_period_between_two_days_is_its_length(text: str, months: float) -> None:
    found = between_days(text, TODAY)
    assert found is not None
    assert found[0] == months


def test_of_two_certificates_the_older_day_counts() -> None:
    text = "국세는 3월 29일, 지방세는 5월 2일 발급분입니다. 오늘 올리면 통과됩니까"
    found, _ = days(text, date(2023, 7, 3), certificate=True)
    assert found["issued_on"] == date(2023, 3, 29)
