"""The calculator as a dialog: amounts in any writing, the lower-of rule, backwards from a subsidy, nothing promised."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import calculator
from flows.exchange import FlowEvent
from intents.thread import Thread
from knowledge.amounts import subsidy
from knowledge.facts import Facts
from knowledge.korean import won_talk
from knowledge.loading import default_notice

NOTICE = default_notice()


def talk(context, *events: str, facts: Facts | None = None):
    """The step after these events; a choice begins with @."""
    thread = Thread(facts=facts or Facts())
    step = calculator.begin(thread.facts, NOTICE, context, thread)
    for event in events:
        assert step.state is not None
        assert json.loads(json.dumps(step.state, ensure_ascii=False)) == step.state
        one = FlowEvent(choice=event[1:]) if event.startswith("@") else FlowEvent(text=event)
        step = calculator.advance(step.state, one, NOTICE, context, thread)
        thread = step.thread or thread
    return step


def rows(step) -> dict[str, str]:
    return {row.label: row.value for message in step.messages if message.card for row in message.card.rows}


def text(step) -> str:
    return "\n".join(message.text for message in step.messages)


@pytest.mark.parametrize(
    "quote",
    [
        "3,600만 원",
        "3600만원이요",
        "36000000원",
        "삼천육백만원",
        "3천6백만",
        "3600",
        "견적은 3600만원 나왔습니다",
        "0.36억",
    ],
)
def test_a_quote_in_any_writing(context, quote):
    step = talk(context, quote, "없어요")
    assert rows(step) == {"공급기업 견적": "3,600만 원", "정부지원금": "1,800만 원", "회사 부담": "1,800만 원"}
    assert step.outcome.result == "finished"
    assert step.effects == ()


@pytest.mark.parametrize(
    "none",
    [
        "없어요",
        "아직 없습니다",
        "아직이요",
        "모르겠어요",
        "안 나왔어요",
        "@reviewed_amount:later",
        "@later",
        "건너뛸게요",
    ],
)
def test_without_a_review_the_quote_counts(context, none):
    step = talk(context, "4천만원", none)
    assert rows(step)["정부지원금"] == "2,000만 원"
    assert "낮은 금액이 기준입니다" in text(step)


def test_a_lower_review_counts_and_the_excess_stays(context):
    step = talk(context, "4200만원", "3800만원")
    assert rows(step) == {
        "공급기업 견적": "4,200만 원",
        "원가 검토 금액": "3,800만 원",
        "기준 금액(낮은 금액)": "3,800만 원",
        "정부지원금": "1,900만 원",
        "회사 부담": "1,900만 원",
        "기준을 넘는 금액": "400만 원",
    }
    clauses = [quote.clause for quote in step.messages[-1].card.quotes]
    assert clauses == ["overview.terms", "caution.lower_amount", "caution.self_funded_excess"]


def test_a_higher_review_changes_nothing(context):
    step = talk(context, "3천만원", "3500만원")
    assert rows(step)["기준 금액(낮은 금액)"] == "3,000만 원"
    assert "더 높아도 낮은 견적이 기준" in text(step)
    assert "기준을 넘는 금액" not in rows(step)


def test_both_amounts_in_one_message(context):
    step = talk(context, "견적 5천만원인데 원가검토 4500만원 나왔어요")
    assert rows(step)["기준 금액(낮은 금액)"] == "4,500만 원"
    assert rows(step)["정부지원금"] == "2,000만 원"


@pytest.mark.parametrize("wanted", ["지원금 1500만원 받고 싶어요", "1500만원 받으려고요"])
def test_backwards_from_a_wanted_subsidy(context, wanted):
    step = talk(context, wanted)
    assert rows(step)["필요한 총 사업비"] == "3,000만 원"
    assert rows(talk(context, "@ask:wanted_subsidy", "1500만원"))["필요한 총 사업비"] == "3,000만 원"


def test_more_than_the_cap_is_named(context):
    step = talk(context, "@ask:wanted_subsidy", "3천만원")
    assert "3,000만 원은 받을 수 없습니다" in text(step)
    assert rows(step)["필요한 총 사업비"] == won_talk(NOTICE.figures.cost_to_reach_cap_won)


def test_it_promises_nothing_and_says_that_the_notice_is_silent_on_tax(context):
    for step in (talk(context, "3천만원", "없음"), talk(context, "@ask:wanted_subsidy", "1천만원")):
        assert "지원을 약속하지 않습니다" in text(step)
        assert "부가가치세를 넣는지 공고가 정하지 않았습니다" in text(step)
        assert step.messages[-1].card.verdict is None
        assert "calculator:start" in [choice.id for choice in step.messages[-1].choices]


def test_an_amount_of_the_conversation_is_offered_and_not_taken(context):
    facts = Facts({"quote_amount": 30_000_000})
    begun = talk(context, facts=facts)
    assert "quote_amount:30000000" in [choice.id for choice in begun.messages[-1].choices]
    assert begun.ask == "quote_amount"
    assert rows(talk(context, "@quote_amount:30000000", "없음", facts=facts))["정부지원금"] == "1,500만 원"
    # a button that was never offered gives no amount
    assert talk(context, "@quote_amount:99999999", facts=facts).ask == "quote_amount"
    assert talk(context, "@quote_amount:99999999").ask == "quote_amount"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("-3천만원", "0원보다"),
        ("500원", "읽지 못했습니다"),
        ("5천원", "보기 어렵습니다"),
        ("100억 5천만원", "보기 어렵습니다"),
        ("글쎄", "미룰 수 없습니다"),
        ("안녕하세요", "수리"),
    ],
)
def test_what_is_no_amount_is_named_and_asked_again(context, words, said):
    step = talk(context, words)
    assert step.ask == "quote_amount"
    if words != "안녕하세요":
        assert said in text(step)


def test_a_question_in_between_is_answered_and_a_question_of_money_is_reckoned(context):
    step = talk(context, "서류는 뭘 내야 해요?")
    assert step.answer.topic == "documents"
    assert step.ask == "quote_amount"
    assert talk(context, "4천만원이면 얼마 받아요?").ask == "reviewed_amount"


def test_back_and_a_changed_quote(context):
    step = talk(context, "3천만원", "이전")
    assert step.ask == "quote_amount"
    assert "지금 답: 3,000만 원" in text(step)
    assert rows(talk(context, "3천만원", "이전", "2천만원", "없음"))["정부지원금"] == "1,000만 원"
    assert talk(context, "@ask:wanted_subsidy", "이전").ask == "quote_amount"


def test_the_amounts_go_into_the_thread_of_the_conversation(context):
    step = talk(context, "3천만원", "2천만원")
    assert step.thread.facts.known("quote_amount") == 30_000_000
    assert step.thread.facts.known("reviewed_amount") == 20_000_000
    assert step.thread.topic == "amount"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    quote=st.integers(min_value=1, max_value=99_999).map(lambda man: man * 10_000),
    reviewed=st.one_of(st.none(), st.integers(min_value=1, max_value=99_999).map(lambda man: man * 10_000)),
)
def test_any_amounts_give_the_sum_of_the_notice(quote, reviewed, context):
    step = talk(context, f"{quote}원", f"{reviewed}원" if reviewed else "없음")
    base = min(quote, reviewed or quote)
    assert rows(step)["정부지원금"] == won_talk(subsidy(base, NOTICE.figures))
    assert rows(step)["회사 부담"] == won_talk(base - subsidy(base, NOTICE.figures))
    assert rows(step).get("기준을 넘는 금액") == (won_talk(quote - base) if quote > base else None)
    for quoted in step.messages[-1].card.quotes:
        assert quoted.text == NOTICE.clauses[quoted.clause].quote


MOVES = st.one_of(
    st.sampled_from([
        "@later", "@flow:back", "@flow:why", "@flow:keep", "@flow:edit", "@flow:resume", "@ask:wanted_subsidy", "@nonsense",
        "3천만원", "없음", "견적 5천 원가검토 4천", "지원금 2천만원 받고 싶어요", "이전", "왜 묻나요?", "서류는 뭔가요?", "고치기", "안녕하세요",
        "9" * 50, "0원", "\x00", "1억", "1" * 400,
    ]),
    st.text(max_size=20).filter(lambda text: not text.startswith("@")),
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=8))
def test_any_walk_goes_on_and_can_always_be_ended(moves, context):
    thread = Thread()
    step = calculator.begin(Facts(), NOTICE, context, thread)
    for move in moves:
        if step.state is None:
            step = calculator.begin(thread.facts, NOTICE, context, thread)
        one = FlowEvent(choice=move[1:]) if move.startswith("@") else FlowEvent(text=move)
        step = calculator.advance(json.loads(json.dumps(step.state)), one, NOTICE, context, thread)
        thread = step.thread or thread
        assert all(message.text.strip() for message in step.messages)
        assert (step.state is None) == (step.outcome is not None) == (step.ask is None)
        assert not re.search(r"\{\{|\{%|Undefined|None", text(step))
    if step.state is not None:
        assert calculator.advance(step.state, FlowEvent(text="취소"), NOTICE, context).state is None
