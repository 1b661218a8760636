"""The self-check as a dialog: answering, going back, changing one answer, questions in between, and its result."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import selfcheck
from flows.exchange import FileRef, FlowEvent
from flows.selfcheck.criteria import criteria_of
from knowledge.facts import Facts
from knowledge.loading import default_notice

NOTICE = default_notice()
NO_PROMISE = "약속하지 않습니다"
QUOTE = re.compile(r"“([^”]+)”\(공고 ([^)]+)\)")


def check_quotes(step) -> None:
    """Every clause that is shown stands in the notice to the letter, at its place, and what is marked is a part of it."""
    for message in step.messages:
        for quote in message.card.quotes if message.card else ():
            clause = NOTICE.clauses[quote.clause]
            assert (quote.text, quote.place) == (clause.quote, clause.place)
            assert quote.highlight in quote.text


def test_it_asks_which_table_and_says_that_it_is_no_promise(begin):
    person = begin()
    assert person.ask == "table"
    assert NO_PROMISE in person.text
    assert [id for id in person.choices if id.startswith("selfcheck:")] == [
        "selfcheck:written", "selfcheck:onsite", "selfcheck:emergency",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "table"),
    [
        ("서면이요", "written"),
        ("현장평가", "onsite"),
        ("긴급AS", "emergency"),
        ("3번", "emergency"),
        ("서면평가요", "written"),
    ],
)
def test_a_table_is_chosen_in_words(begin, words, table):
    person = begin()
    person.say(words)
    assert person.step.progress[0] == 0
    assert person.ask in ("track", f"{table}.1")


def test_two_tables_at_once_are_no_choice(begin):
    person = begin()
    person.say("서면이랑 현장 둘 다")
    assert person.ask == "table"


def test_every_table_is_gone_through_to_a_result(begin, table, all_of):
    person = begin(table)
    assert NO_PROMISE in person.text
    count = len(criteria_of(NOTICE.scoring[table])) + (table != "written")
    seen = []
    answers = all_of(table)
    while person.step.state is not None:
        seen.append(person.step.progress)
        assert person.step.messages[-1].choices, "every question has its buttons"
        person.press("program" if person.ask == "track" else answers[person.ask])
    assert seen == [(done, count) for done in range(count)]
    assert person.step.outcome.result == "finished"
    assert person.step.effects == ()
    assert NO_PROMISE in person.headline
    check_quotes(person.step)
    assert NOTICE.scoring[table].result_clause in [q.clause for m in person.step.messages for q in m.card.quotes]
    assert {"selfcheck:edit", "selfcheck:start", "human:connect"} <= set(person.choices)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_result_says_the_sum_and_how_it_stands_to_the_threshold(data, begin):
    table = data.draw(st.sampled_from(["written", "onsite"]))
    criteria = criteria_of(NOTICE.scoring[table])
    answers = {each.id: data.draw(st.sampled_from(each.values)) for each in criteria}
    person = begin(table)
    person.answer_all(answers)
    total = sum(each.worth(answers[each.id]) for each in criteria if each.points)
    pass_points = NOTICE.figures.pass_points
    assert f"합계는 {total}점입니다" in person.headline
    assert NO_PROMISE in person.headline
    reason = person.step.messages[0].card.reason
    difference = total - pass_points
    expected = f"{difference}점 높" if difference > 0 else f"{-difference}점 낮" if difference < 0 else "같습니다"
    assert expected in reason
    failed = [each for each in criteria if answers[each.id] == "unmet"]
    assert ("선정 검토에 오르지 못합니다" in reason) == bool(failed)
    for each in failed:
        assert each.titles("program")[0] in person.text
    assert all(message.card.verdict is None for message in person.step.messages), "a self-check gives no verdict"
    check_quotes(person.step)


@pytest.mark.parametrize(
    ("grades", "total", "words"),
    [
        # 15+8 8+4+6 6+9 3+2 = 61 and its neighbours, by one grade of one criterion
        (["excellent", "good", "good", "good", "fair", "fair", "fair", "bad", "bad"], 61, "1점 높습니다"),
        (["excellent", "good", "good", "fair", "fair", "fair", "fair", "bad", "bad"], 60, "같습니다"),
        (["excellent", "good", "good", "poor", "fair", "fair", "fair", "bad", "bad"], 59, "1점 낮습니다"),
    ],
)
def test_a_point_below_at_and_above_the_threshold(begin, grades, total, words):
    person = begin("written")
    person.answer_all({f"written.{number}": grade for number, grade in enumerate(grades, 1)})
    assert f"{total}점" in person.headline
    assert words in person.step.messages[0].card.reason


def test_not_knowing_gives_a_range(begin, all_of):
    person = begin("written")
    person.answer_all({**all_of("written", "fair"), "written.1": "unsure", "written.9": "unsure"})
    assert "합계는 50~70점입니다" in person.headline
    assert "모르는 항목에 따라" in person.step.messages[0].card.reason
    assert "모름. 3~15점" in person.text


@pytest.mark.parametrize(
    ("unsure", "words"),
    [
        (("written.1",), "점 이상입니다"),  # 80 with the first at its worst: 68
        (("written.1", "written.7"), "이상입니다"),
        (("written.1", "written.2", "written.5", "written.6", "written.7", "written.8"), "모르는 항목에 따라"),
    ],
)
def test_a_range_says_what_holds_for_all_of_it(begin, all_of, unsure, words):
    person = begin("written")
    person.answer_all({**all_of("written", "good"), **dict.fromkeys(unsure, "unsure")})
    assert words in person.step.messages[0].card.reason
    assert "여유가 없습니다" not in person.text


def test_a_range_that_begins_at_the_threshold_is_not_called_equal_to_it(begin, all_of):
    person = begin("onsite")
    answers = {**all_of("onsite", "fair"), "onsite.4": "excellent", "onsite.5": "unsure"}
    person.answer_all(answers)
    assert "합계는 60~72점입니다" in person.headline
    assert "같습니다" not in person.text
    assert "60점 이상입니다" in person.text


def test_all_seven_have_to_fit(begin, all_of):
    person = begin("emergency")
    person.answer_all(all_of("emergency"))
    assert "7가지 중 7가지가 적합" in person.headline
    assert "request:start" in person.choices
    person = begin("emergency")
    person.answer_all({**all_of("emergency"), "emergency.5": "unmet"})
    assert "7가지 중 6가지가 적합" in person.headline
    assert "모두 적합이어야 지원을 결정합니다" in person.text
    person = begin("emergency")
    person.answer_all({**all_of("emergency"), "emergency.2": "unsure"})
    assert "모르는 항목이 1개" in person.text


def test_the_track_decides_the_words_of_a_criterion(begin):
    for track, words, other in (
        ("program", "보급‧확산사업 지원설비", "도입한 솔루션"),
        ("self_built", "도입한 솔루션", "보급‧확산사업 지원설비"),
    ):
        person = begin("onsite")
        person.press(track)
        assert words in person.text
        assert other not in person.text
    person = begin("onsite")
    person.say("모르겠어요")
    assert "도입한 솔루션" in person.text
    assert "보급‧확산사업 지원설비" in person.text


def test_a_track_that_was_told_is_not_asked_again(begin):
    person = begin("onsite", {"track": "self_built"})
    assert person.ask == "onsite.1"
    assert "회사 자체로 구축" in person.text


def test_another_track_asks_its_criterion_again_and_keeps_the_others(begin):
    person = begin("onsite")
    person.press("program")
    person.say("O, X, O")
    person.press("flow:edit:track")
    person.press("self_built")
    assert person.ask == "onsite.1"
    assert person.step.progress == (3, 11)


def test_back_asks_the_answer_before_and_leaves_the_rest(begin):
    person = begin("written")
    person.press("excellent")
    person.press("good")
    person.say("이전")
    assert person.ask == "written.2"
    assert "지금 답: 양호 8점" in person.text
    person.say("이전")
    assert person.ask == "written.1"
    person.press("bad")
    assert person.ask == "written.3"
    assert "1번 답을 고쳤습니다" in person.text
    assert person.step.progress == (2, 9)


def test_what_was_asked_once_more_can_stay_as_it_is(begin):
    person = begin("written")
    person.press("excellent")
    person.say("이전")
    person.press("flow:keep")
    assert person.ask == "written.2"


def test_an_edit_in_words_changes_one_answer(begin):
    person = begin("written")
    person.say("우수, 우수, 우수")
    person.say("2번을 미흡으로 고쳐 주세요")
    assert "2번 답을 고쳤습니다: 미흡 2점" in person.text
    assert person.ask == "written.4"
    person.say("1번 고칠래요")
    assert person.ask == "written.1"
    person.say("보통")
    assert person.ask == "written.4"


def test_a_finished_self_check_is_taken_up_to_change_one_answer(begin, all_of, context):
    person = begin("written")
    person.answer_all(all_of("written", "fair"))
    assert "60점" in person.headline
    kept = json.loads(json.dumps(person.step.kept))
    again = selfcheck.reopen(kept, NOTICE, context)
    assert again.ask == "edit"
    picked = selfcheck.advance(again.state, FlowEvent(choice="flow:edit:written.3"), NOTICE, context)
    assert picked.ask == "written.3"
    ended = selfcheck.advance(picked.state, FlowEvent(choice="written.3:poor"), NOTICE, context)
    assert ended.state is None
    assert "58점" in "\n".join(message.text for message in ended.messages)
    said = selfcheck.change(kept, "3번을 다소 미흡으로 고칠래요", NOTICE, context)
    assert said is not None
    assert said.messages[-1] == ended.messages[-1]


@pytest.mark.parametrize(
    "text",
    ["3번 뭐예요?", "서버 3번 장비를 고치고 싶어요 언제 되나요?", "우수로 고칠래요", "12번 고칠래요", "고마워요"],
)
def test_other_words_after_the_result_change_nothing(begin, all_of, context, text):
    person = begin("written")
    person.answer_all(all_of("written"))
    assert selfcheck.change(person.step.kept, text, NOTICE, context) is None


def test_a_table_that_was_left_goes_on_and_a_finished_one_begins_anew(begin, all_of):
    person = begin("written")
    person.say("우수, 양호")
    later = begin("written", kept=person.step.state)
    assert later.ask == "written.3"
    other = begin("emergency", kept=person.step.state)
    other.answer_all(all_of("emergency"))
    back = begin("written", kept=other.step.kept)
    assert back.ask == "written.3"
    assert "2개는 그대로" in back.text
    assert begin("emergency", kept=other.step.kept).ask == "emergency.1"


def test_pressing_the_table_twice_does_not_begin_twice(begin):
    person = begin("written")
    person.press("excellent")
    person.press("table:written")
    assert person.ask == "written.2"


def test_why_shows_the_row_of_the_table_to_the_letter(begin, table, all_of):
    person = begin(table)
    for _ in range(20):
        person.say("왜 묻나요?")
        check_quotes(person.step)
        if person.ask != "track":
            criterion = next(each for each in criteria_of(NOTICE.scoring[table]) if each.id == person.ask)
            quote = person.step.messages[0].card.quotes[0]
            assert quote.clause == criterion.group.clause
            assert criterion.titles("program")[0] in quote.highlight
        person.press("program" if person.ask == "track" else all_of(table)[person.ask])
        if person.step.state is None:
            return


@pytest.mark.parametrize(
    ("text", "words"),
    [("지원금은 얼마예요?", "2,000만 원"), ("몇 점 이상이어야 해요?", "60점"), ("긴급AS는 언제까지 신청해요?", "예산")],
)
def test_a_question_in_between_is_answered_and_the_question_stands_again(begin, text, words):
    person = begin("written")
    person.say(text)
    assert words in person.text
    assert person.step.answer is not None
    assert person.ask == "written.1"
    assert person.step.progress == (0, 9)
    assert "이어서 답해 주세요" in person.step.messages[-1].text
    assert not [id for id in person.choices if id.startswith(("selfcheck:", "fact:", "calculator:"))]


def test_an_answer_with_a_question_gives_both(begin):
    person = begin("written")
    person.say("우수요. 그런데 지원금은 얼마예요?")
    assert person.ask == "written.2"
    assert "2,000만 원" in person.text


def test_a_doubtful_answer_is_an_answer(begin):
    person = begin("written")
    person.say("보통?")
    assert person.ask == "written.2"


def test_what_the_notice_does_not_say_goes_on_the_list(begin):
    person = begin("written")
    person.say("부가세도 지원되나요?")
    assert [effect.kind for effect in person.step.effects] == ["record_unanswered"]


def test_cancel_ends_it_and_says_that_nothing_was_sent(begin):
    person = begin("written")
    person.say("취소")
    assert person.step.state is None
    assert person.step.outcome.result == "cancelled"
    assert "보내지 않았습니다" in person.text


def test_files_and_places_are_not_taken(begin):
    person = begin("written")
    person.do(FlowEvent(file=FileRef("f", "photo", "서버.jpg", 10)))
    assert person.ask == "written.1"
    assert "받지 않았습니다" in person.text
    assert "서버.jpg" not in json.dumps(person.step.state, ensure_ascii=False)


@pytest.mark.parametrize(
    "choice",
    [
        "written.1:met",
        "written.5:good",
        "onsite.1:met",
        "track:program",
        "nonsense",
        "flow:edit:written.9",
        "consent:yes",
        "table:nowhere",
    ],
)
def test_a_button_that_is_not_asked_for_changes_nothing(begin, choice):
    person = begin("written")
    person.press(choice)
    assert person.ask == "written.1"
    assert person.step.progress == (0, 9)


def test_an_answered_question_s_button_is_named_as_answered(begin):
    person = begin("written")
    person.press("written.1:good")
    person.press("written.1:bad")
    assert "이미 답한 질문입니다" in person.text
    assert person.ask == "written.2"


def test_an_unreadable_entry_is_passed_over(context):
    state = {
        "flow": "selfcheck",
        "notice": NOTICE.id,
        "answers": [
            {"fact": "table", "value": "written", "raw": "", "at": "", "opening": False},
            {"fact": "written.1", "value": "met", "raw": "", "at": "", "opening": False},
            {"fact": "gone.1", "value": "good", "raw": "", "at": "", "opening": False},
        ],
    }
    step = selfcheck.advance(state, FlowEvent(choice="flow:resume"), NOTICE, context)
    assert step.ask == "written.1"


NASTY = [
    "",
    " ",
    "?",
    "0",
    "-1",
    "1" * 400,
    "가" * 3000,
    "<b>굵게</b>",
    "{{ notice }}",
    "\x00",
    "😀",
    "OX" * 300,
    "9" * 40 + "번",
    "\u202eabc",
    "ㅋㅋ",
]
MOVES = st.one_of(
    st.sampled_from([
        "excellent", "good", "fair", "poor", "bad", "met", "unmet", "unsure", "program", "self_built", "flow:back", "flow:why",
        "flow:edit", "flow:keep", "flow:resume", "flow:edit:track", "flow:edit:written.1", "flow:edit:onsite.2", "table:written",
        "table:onsite", "table:emergency", "stale",
    ]).map(lambda id: FlowEvent(choice=id)),
    st.sampled_from([
        "우수", "보통, 양호", "OX", "네", "아니요", "모르겠어요", "이전", "왜 묻나요?", "고치기", "2번 고칠래요", "3번 우수로 바꿔주세요", "3", "3번", "12점",
        "나머지는 다 보통", "지원금은 얼마예요?", "서면", "현장", "긴급", "안녕하세요", "부가세는요?", *NASTY,
    ]).map(lambda text: FlowEvent(text=text)),
    st.text(max_size=30).map(lambda text: FlowEvent(text=text)),
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=12), table=st.sampled_from([None, "written", "onsite", "emergency"]))
def test_any_walk_goes_on_and_can_always_be_ended(moves, table, context):
    step = selfcheck.begin(None, table, Facts(), NOTICE, context)
    for move in moves:
        if step.state is None:
            step = selfcheck.begin(step.kept, table, Facts(), NOTICE, context)
        state = json.loads(json.dumps(step.state, ensure_ascii=False))
        assert state == step.state
        step = selfcheck.advance(state, move, NOTICE, context)
        assert step.messages
        assert all(message.text.strip() for message in step.messages)
        assert (step.state is None) == (step.outcome is not None) == (step.ask is None)
        assert all(effect.kind == "record_unanswered" for effect in step.effects)
        if step.progress:
            assert 0 <= step.progress[0] <= step.progress[1]
        check_quotes(step)
        assert not re.search(r"\{\{|\{%|Undefined|None", "\n".join(m.text for m in step.messages))
    # from here it ends by its own questions, and by a word
    if step.state is None:
        return
    ended = selfcheck.advance(step.state, FlowEvent(text="취소"), NOTICE, context)
    assert ended.state is None
    for _ in range(30):
        if step.state is None:
            break
        answer = {"table": "selfcheck", "track": "program", "edit": "flow:keep"}.get(step.ask)
        if step.ask == "table":
            step = selfcheck.advance(step.state, FlowEvent(text="서면"), NOTICE, context)
            continue
        if answer is None:
            table_id, _, _ = step.ask.partition(".")
            criterion = next(each for each in criteria_of(NOTICE.scoring[table_id]) if each.id == step.ask)
            answer = criterion.values[0]
        step = selfcheck.advance(step.state, FlowEvent(choice=answer), NOTICE, context)
    assert step.state is None
    assert NO_PROMISE in "\n".join(message.text for message in step.messages)


def test_the_labels_of_the_grades_stand_in_the_notice():
    from flows.guides import guide_words

    words = guide_words(NOTICE.id, "selfcheck")["answers"]
    text = re.sub(r"\s", "", NOTICE.text)
    assert "".join(words[grade] for grade in ("excellent", "good", "fair", "poor", "bad")).replace(" ", "") in text
    assert all(words[each][:-3] in text for each in ("met", "unmet"))
