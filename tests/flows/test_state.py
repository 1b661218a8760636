"""The state is a list of answers: replay, edits and JSON keep what was said, in any order."""

from __future__ import annotations

import json
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import emergency
from flows.engine import standing
from flows.exchange import FlowEvent
from flows.state import State, replay, state_from_json
from knowledge.evaluation import evaluate
from knowledge.facts import Facts, Open

NOW = datetime(2023, 6, 14, 7, 16)  # noqa: DTZ001 - wall clock of the offices

ANSWERS = {
    "consent": st.just("yes"),
    "equipment": st.sampled_from(["server", "plc", "office_printer"]),
    "track": st.sampled_from(["program", "self_built", Open.UNSURE]),
    "program_completed": st.sampled_from(["yes", "no", Open.UNSURE]),
    "level_certificate": st.sampled_from(["yes", "no", Open.UNSURE]),
    "scope_link": st.sampled_from(["yes", "no", Open.UNSURE]),
    "self_capable": st.sampled_from(["yes", "no"]),
    "supplier_name": st.sampled_from(["다라시스템", Open.LATER]),
    "documents": st.sampled_from([(), ("tax",), ("application", "tax")]),
    "quote_amount": st.sampled_from([10_000_000, Open.LATER]),
    "duration_months": st.sampled_from([0.5, 5.0, Open.LATER]),
    "consult": st.sampled_from(["yes", "no"]),
}
ENTRIES = st.lists(
    st.sampled_from(sorted(ANSWERS)).flatmap(lambda field: st.tuples(st.just(field), ANSWERS[field])), max_size=25
)


def state_of(entries):
    state = State("emergency", "2023-330")
    for field, value in entries:
        state = state.with_entry(field, value, "", NOW)
    return state


@given(ENTRIES)
def test_a_state_survives_json(entries):
    state = state_of(entries)
    assert state_from_json(json.loads(json.dumps(state.to_json())), "emergency") == state


@given(ENTRIES)
def test_every_fact_is_the_newest_answer_to_its_question(questions, entries):
    newest = dict(entries)
    for fact, value in replay(state_of(entries).entries, questions).facts.items():
        assert newest[fact] == value


@given(ENTRIES)
def test_giving_the_same_answers_again_changes_nothing_but_the_offer_to_talk(questions, entries):
    once = replay(state_of(entries).entries, questions).facts
    again = replay(state_of([*entries, *once.items()]).entries, questions).facts
    assert again.without("consult") == once.without("consult")


@given(ENTRIES)
def test_what_is_asked_is_unanswered_and_matters(questions, notice, context, entries):
    now = standing(state_of(entries), questions, notice, context)
    if now.ask is not None and now.ask != "consult":
        assert now.ask not in now.facts
        assert questions[now.ask].matters(now.facts) is True
    done, total = now.progress
    assert 0 <= done <= total


@given(ENTRIES)
def test_no_fact_of_the_case_belongs_to_a_question_that_does_not_matter(questions, entries):
    facts = replay(state_of(entries).entries, questions).facts
    assert all(questions[fact].matters(facts) is not False for fact in facts)


def test_a_changed_track_takes_the_answers_that_leaned_on_it(questions):
    before = [("track", "program"), ("scope_link", "yes"), ("warranty", "no"), ("documents", ("tax",))]
    facts = replay(state_of([*before, ("track", "self_built")]).entries, questions).facts
    assert set(facts) == {"track", "warranty"}


def test_the_same_track_again_takes_nothing(questions):
    before = [("track", "program"), ("scope_link", "yes")]
    facts = replay(state_of([*before, ("track", "program")]).entries, questions).facts
    assert set(facts) == {"track", "scope_link"}


MOVES = st.lists(
    st.one_of(
        st.just("answer"),
        st.just("back"),
        st.just("why"),
        st.sampled_from(
            ["edit:track", "edit:site_address", "edit:quote_amount", "edit:supplier_name", "keep", "resume"]
        ),
        st.sampled_from(["unsure", "later", "yes", "no", "self_built", "program", "done"]),
    ),
    max_size=40,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_any_order_of_answers_edits_and_back_ends_as_its_facts_say(company, happy, moves):
    """Whatever was pressed on the way: the findings are those of the facts at the end, and the dialog can end."""
    talk = company()
    for move in moves:
        if talk.step.state is None:
            break
        if move == "answer":
            talk.answer(happy)
        elif move in ("unsure", "later", "yes", "no", "self_built", "program", "done"):
            if talk.ask not in ("consent", "confirm"):
                talk.press(move)
        else:
            talk.press(f"flow:{move}")
    if talk.step.state is not None:
        talk.go_on()
    if talk.step.outcome.result == "routed":
        assert "fail" not in talk.statuses().values()
        assert "open" not in talk.statuses().values()
    else:
        assert talk.step.outcome.result in ("declined", "consultation")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["quote_amount", "phone", "site_address", "self_funds", "equipment", "warranty"]))
def test_the_order_of_edits_does_not_matter(company, order):
    newer = {
        "quote_amount": FlowEvent(text="3천만원"),
        "phone": FlowEvent(text="010-9876-5432"),
        "site_address": FlowEvent(text="충남 천안시"),
        "self_funds": FlowEvent(choice="unsure"),
        "equipment": FlowEvent(choice="plc"),
        "warranty": FlowEvent(choice="unsure"),
    }
    talk = company()
    talk.go_on(until="confirm")
    for field in order:
        talk.press(f"flow:edit:{field}")
        talk.do(newer[field])
        talk.go_on(until="confirm")
    if order.index("warranty") < order.index("equipment"):
        # another thing makes the question about its warranty worth asking again
        talk.press("flow:edit:warranty")
        talk.do(newer["warranty"])
    talk.go_on()
    assert talk.step.outcome.office == "chungnam"
    assert talk.step.outcome.subsidy_krw == 15_000_000
    assert talk.facts["warranty"] == {"open": "unsure"}
    assert talk.facts["equipment"] == "plc"


def test_findings_are_those_of_the_same_facts_given_at_once(company, notice, context):
    talk = company()
    talk.go_on(until="confirm")
    facts = standing(
        state_from_json(talk.step.state, "emergency"), emergency.dialog.emergency_questions(), notice, context
    ).facts
    assert talk.step.findings == evaluate(Facts(dict(facts)), notice, context.today, context.intake_open)
