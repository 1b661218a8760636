"""어디서 멈추나 and 요청 흐름: the sums are right, everybody at work sees them, nobody else does."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot import flow_counts
from bot.channels.web.console_stops import SILENT, stops_of
from bot.flow_counts import BEGUN, DECLINED_BY, ENDS, OPEN, REACHED, Counted, Run
from flows.questions import emergency_questions
from knowledge.loading import default_notice
from tests.bot.web.test_console import app, office, settings, signed_in  # noqa: F401

STEPS = [*emergency_questions(), "a_question_of_last_year"]
RUNS = st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from([*ENDS, OPEN]), st.booleans()), max_size=60)


def counted_of(runs: list[tuple[str, str, bool]]) -> Counted:
    """Counters of runs by the step at which each ended or stands, and whether it began lately."""
    by_step: dict[str, Counter[str]] = {"": Counter({BEGUN: len(runs)})}
    under_way: Counter[str] = Counter()
    for step, event, lately in runs:
        by_step.setdefault(step, Counter()).update({event: 1, REACHED: 1})
        under_way[step] += event == OPEN and lately
        if event == "declined":
            by_step.setdefault("tax_clear", Counter())[DECLINED_BY] += 1
    return Counted(date(2026, 3, 1), date(2026, 3, 30), by_step, under_way)


@given(RUNS)
def test_what_began_is_sent_talked_about_stopped_or_under_way(runs: list[tuple[str, str, bool]]) -> None:
    stops = stops_of(counted_of(runs), default_notice())
    assert stops.begun == len(runs)
    assert stops.begun == stops.sent + stops.consultation + stops.stopped + stops.under_way
    assert stops.stopped == sum(part.stopped for part in stops.parts)
    left = stops.begun
    for part in stops.parts:
        assert part.left == left - part.stopped
        assert part.stopped == sum(step.stopped for step in part.steps)
        left = part.left
    assert left == stops.sent + stops.consultation + stops.under_way
    for step in (step for part in stops.parts for step in part.steps):
        assert step.stopped == sum(step.ways.values())
        assert step.stopped + step.under_way <= step.reached


def test_an_open_question_is_a_stop_only_once_it_has_stood_for_a_while() -> None:
    stops = stops_of(counted_of([("track", OPEN, True), ("phone", OPEN, False)]), default_notice())
    assert (stops.under_way, stops.stopped) == (1, 1)
    (worst,) = stops.worst
    assert (worst.step, worst.ways) == ("phone", {SILENT: 1})


def test_every_question_belongs_to_exactly_one_part() -> None:
    runs = [(step, OPEN, False) for step in STEPS]
    parts = stops_of(counted_of(runs), default_notice()).parts
    assert sorted(step.step for part in parts for step in part.steps) == sorted(STEPS)


def count(office, day: date, step: str, event: str, number: int = 1) -> None:  # noqa: F811
    run = Run("emergency", day.isoformat(), step, (step,))
    with office.store.begin() as session:
        changes = {("", BEGUN): number, (step, REACHED): number, (step, event): number}
        flow_counts.write(session, run, Counter(changes))


async def test_everybody_at_work_sees_the_numbers_of_the_last_30_days(office, signed_in) -> None:  # noqa: F811
    today = office.now.date()
    count(office, today - timedelta(days=5), "phone", OPEN, 7)
    count(office, today - timedelta(days=3), "confirm", "sent", 11)
    count(office, today - timedelta(days=40), "phone", OPEN, 500)
    for name in ("김담당", "정본보기", "관리자"):
        async with signed_in(name) as browser:
            page = (await browser.get("/console/stops")).text
            assert "<dt>시작</dt><dd><b>18</b>건" in page
            assert "<dt>보냄</dt><dd><b>11</b>건 <small>61%</small>" in page
            assert "가장 많이 멈춘 질문: <b>전화번호</b> 7건" in page
            assert "답 없이 멈춤 7" in page
            assert "5월 16일" in page
            assert '<a href="/console/stops" aria-current="page">어디서 멈추나</a>' in page


async def test_a_month_without_requests_says_so(office, signed_in) -> None:  # noqa: F811, ARG001
    async with signed_in("김담당") as browser:
        assert "이 기간에 시작한 요청이 없습니다." in (await browser.get("/console/stops")).text


async def test_the_drawing_is_in_the_page_and_as_a_file(office, signed_in) -> None:  # noqa: F811, ARG001
    async with signed_in("김담당") as browser:
        page = (await browser.get("/console/flow")).text
        drawing = await browser.get("/console/flow.svg")
        text = await browser.get("/console/flow.mmd")
    assert drawing.text.strip() in page
    assert drawing.headers["content-type"].startswith("image/svg+xml")
    assert text.text.startswith("flowchart LR")
    assert "<td>신청자격</td>" in page
