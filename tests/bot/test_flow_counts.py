"""Where requests stop: every run is counted once at each step it reaches, and ends, or stands, at exactly one."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot import flow_counts
from bot.flow_counts import BEGUN, CONSULTATION, DECLINED, DECLINED_BY, ENDS, OPEN, REACHED, SENT, Counted, Run
from bot.runner import Runner
from bot.standing import Standing
from bot.store.models import Conversation, FlowCounter, utc_now
from bot.timers import purge
from tests.bot.conftest import ANSWERS, Person

FLOW = "emergency"


def counted(runner: Runner, now: datetime | None = None) -> Counted:
    with runner.store.read() as session:
        return flow_counts.read(session, FLOW, now or utc_now())


def ends(found: Counted) -> dict[str, int]:
    return {event: found.total(event) for event in ENDS if found.total(event)}


def test_a_request_that_is_sent_reached_every_step_that_was_asked(
    either_runner: Runner, meet: Callable[..., Person]
) -> None:
    person = meet(either_runner)
    asked = []
    reply = person.presses("request:start")
    while reply.outcome is None:
        asked.append(reply.ask)
        reply = person.does(**ANSWERS[str(reply.ask)])
    found = counted(either_runner)
    assert {step for step, events in found.by_step.items() if events.get(REACHED)} == set(asked)
    assert all(found.at(step, REACHED) == 1 for step in set(asked))
    assert (found.total(BEGUN), found.total(OPEN), found.at("confirm", SENT)) == (1, 0, 1)


def test_a_run_that_goes_back_reaches_a_step_once(runner: Runner, meet: Callable[..., Person]) -> None:
    person = meet(runner)
    person.goes_to("warranty")
    person.presses("flow:back")
    person.says("보증 수리가 뭔가요?")
    person.goes_to("warranty")
    found = counted(runner)
    assert found.at("warranty", REACHED) == 1
    assert {step: events[OPEN] for step, events in found.by_step.items() if events.get(OPEN)} == {"warranty": 1}


def test_each_end_stands_at_the_step_where_it_came(runner: Runner, meet: Callable[..., Person]) -> None:
    arrears = {"tax_arrears": {"choice": "yes"}}
    meet(runner, user="refuses").files_a_request(consent={"choice": "no"})
    meet(runner, user="talks").files_a_request(**arrears)
    meet(runner, user="declines").files_a_request(**arrears, consult={"choice": "no"})
    stops = meet(runner, user="stops")
    stops.goes_to("equipment")
    stops.does(command="cancel")
    found = counted(runner)
    assert ends(found) == {"refused": 1, "consultation": 1, "declined": 1, "cancelled": 1}
    assert found.at("consent", "refused") == found.at("equipment", "cancelled") == found.at("consult", DECLINED) == 1
    assert found.at("tax_clear", DECLINED_BY) == 1
    assert sum(found.at(step, CONSULTATION) for step in found.by_step) == 1


def test_whoever_never_answers_the_first_question_is_counted_when_forgotten(
    runner: Runner, meet: Callable[..., Person]
) -> None:
    meet(runner, user="a").goes_to("consent")
    meet(runner, user="b").goes_to("track")
    assert purge(runner.store, None, utc_now() + timedelta(hours=25)) == 1
    found = counted(runner)
    assert ends(found) == {"vanished": 1}
    assert (found.at("consent", "vanished"), found.at("track", OPEN)) == (1, 1)
    purge(runner.store, None, utc_now() + timedelta(hours=26))
    assert ends(counted(runner)) == {"vanished": 1}


def test_a_repeated_event_changes_nothing(either_runner: Runner, meet: Callable[..., Person]) -> None:
    person = meet(either_runner)
    person.presses("request:start")
    event = person.event(choice="consent:yes")
    threads = [threading.Thread(target=lambda: either_runner.handle(event)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = counted(either_runner)
    assert {step: dict(events) for step, events in found.by_step.items()} == {
        "": {BEGUN: 1},
        "consent": {REACHED: 1, OPEN: 0},
        "equipment": {REACHED: 1, OPEN: 1},
    }


def test_many_at_once_lose_no_count(either_runner: Runner, meet: Callable[..., Person]) -> None:
    people = [meet(either_runner, user=f"p{number}") for number in range(6)]
    threads = [threading.Thread(target=person.goes_to, args=("track",)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = counted(either_runner)
    assert (found.total(BEGUN), found.at("track", OPEN), found.total(OPEN)) == (6, 6, 6)


def test_days_before_the_span_are_left_out_and_recent_ones_may_still_go_on(runner: Runner) -> None:
    now = datetime(2026, 3, 31, 3, 0, tzinfo=UTC)
    for ago, step in ((0, "track"), (1, "track"), (2, "track"), (29, "phone"), (30, "phone")):
        run = Run(FLOW, (date(2026, 3, 31) - timedelta(days=ago)).isoformat(), step, (step,))
        with runner.store.begin() as session:
            flow_counts.write(session, run, Counter({("", BEGUN): 1, (step, OPEN): 1}))
    found = counted(runner, now)
    assert (found.first, found.last) == (date(2026, 3, 2), date(2026, 3, 31))
    assert (found.total(BEGUN), found.at("track", OPEN), found.at("phone", OPEN)) == (4, 3, 1)
    assert found.under_way == {"track": 2}


def test_a_run_that_began_before_runs_were_counted_is_left_out(runner: Runner, meet: Callable[..., Person]) -> None:
    person = meet(runner)
    person.goes_to("track")
    with runner.store.begin() as session:
        row = session.exec(select(Conversation)).one()
        row.state = {**row.state, "run": None}
        session.add(row)
        for counter in session.exec(select(FlowCounter)):
            session.delete(counter)
    person.does(**ANSWERS["track"])
    person.does(command="cancel")
    assert counted(runner).by_step == {}


def test_a_counter_names_nobody(runner: Runner, meet: Callable[..., Person]) -> None:
    meet(runner, "telegram", "4711").files_a_request()
    with runner.store.read() as session:
        rows = [str(row.model_dump()) for row in session.exec(select(FlowCounter))]
    for personal in ("4711", "telegram", "가나", "gyeonggi", "010"):
        assert not [row for row in rows if personal in row]


MOVES = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["start", "on", "on", "on", "fail", "back", "cancel", "refuse", "again", "forget", "talk"])),
    max_size=25,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_what_began_has_ended_once_or_still_stands_at_its_question(runner: Runner, moves: list[Any]) -> None:
    """Whoever does whatever in whatever order: the sums agree with the conversations themselves."""
    people = [Person(runner, user=uuid.uuid4().hex) for _ in range(3)]
    last: dict[int, Any] = {}
    for who, move in moves:
        person, ask = people[who], None
        with runner.store.read() as session:
            row = session.get(Conversation, (person.channel, person.user))
            ask = Standing.from_json(row.state).last_ask if row else None
        what: dict[str, Any] = {
            "start": {"choice": "request:start"},
            "on": ANSWERS.get(str(ask), {"choice": "request:start"}),
            "fail": {"choice": "closed:yes"} if ask == "closed" else {"text": "휴업 중이에요"},
            "back": {"choice": "flow:back"},
            "cancel": {"command": "cancel"},
            "refuse": {"choice": "consent:no"} if ask == "consent" else {"choice": "consult:no"},
            "talk": {"choice": "human:connect"},
        }.get(move, {})
        if move == "forget":
            purge(runner.store, None, utc_now() + timedelta(hours=25))
        elif move == "again":
            if who in last:
                runner.handle(last[who])
        else:
            last[who] = person.event(**what)
            runner.handle(last[who])
    found = counted(runner)
    with runner.store.read() as session:
        states = [Standing.from_json(row.state) for row in session.exec(select(Conversation))]
    standing = Counter(state.last_ask for state in states if state.flow is not None)
    assert {step: events[OPEN] for step, events in found.by_step.items() if events.get(OPEN)} == dict(standing)
    assert found.total(BEGUN) == sum(ends(found).values()) + found.total(OPEN)
    for step, events in found.by_step.items():
        assert min(events.values()) >= 0
        if REACHED in events:
            assert events[REACHED] >= events.get(OPEN, 0) + sum(events.get(event, 0) for event in ENDS), step
    assert found.total(DECLINED_BY) == found.total(DECLINED)
