"""Several plain answers given at once, and the named steps in which questions stand."""

from __future__ import annotations

import pytest

from flows.labels import Labels
from flows.steps import step_of
from flows.together import groups
from knowledge.facts import Facts

FIELDS = [field for fields in groups().values() for field in list(fields)[:-1]]


def button(group):
    return f"flow:together:{group}"


@pytest.mark.parametrize("group", groups())
def test_all_statements_of_a_group_are_shown_and_taken_in_one_go(company, notice, group):
    talk = company()
    first = next(iter(groups()[group]))
    talk.go_on(until=first)
    assert button(group) in talk.choices
    labels = Labels(notice, Facts())
    assert all(labels.stated(field) in talk.texts for field in groups()[group])
    talk.press(button(group))
    talk.go_on()
    assert talk.step.outcome.result == "routed"
    assert {field: talk.facts[field] for field in groups()[group]} == dict(groups()[group])
    # nothing that was confirmed is asked
    assert not set(talk.asked[talk.asked.index(first) + 1 :]) & set(groups()[group])


@pytest.mark.parametrize("said", ["모두 맞습니다", "네 다 맞아요", "전부 해당 없습니다", "다섯 가지 모두 맞아요"])
def test_the_same_in_words(company, said):
    talk = company()
    talk.go_on(until="manufacturing_sme")
    talk.say(said)
    assert talk.ask == "site_address"


@pytest.mark.parametrize("said", ["네", "맞습니다", "ㅇㅇ"])
def test_a_plain_yes_answers_the_open_question_alone(company, said):
    talk = company()
    talk.go_on(until="manufacturing_sme")
    talk.say(said)
    assert talk.ask == "closed"


@pytest.mark.parametrize(
    "said", ["다 맞는데 체납은 있어요", "모두 맞는 건 아니에요", "다 맞지 않아요", "모두 맞긴 한데 제재 중이에요"]
)
def test_words_that_take_something_back_confirm_nothing(company, said):
    talk = company()
    talk.go_on(until="manufacturing_sme")
    talk.say(said)
    assert talk.ask != "site_address"


@pytest.mark.parametrize("field", FIELDS)
def test_whoever_cannot_say_all_answers_one_by_one(company, field):
    talk = company()
    talk.go_on(until=field)
    talk.press(f"{field}:unsure")
    talk.go_on()
    assert talk.facts[field] == {"open": "unsure"}


def test_a_single_question_left_of_a_group_has_no_list(company):
    talk = company()
    talk.go_on(until="other_application")
    assert button("standing") not in talk.choices


def test_a_question_that_is_asked_once_more_stands_alone(company):
    talk = company()
    talk.go_on(until="confirm")
    talk.press("flow:edit:closed")
    assert not [choice for choice in talk.choices if choice.startswith("flow:together")]


def test_the_button_of_a_group_that_is_not_shown_changes_nothing(company):
    talk = company()
    talk.go_on(until="site_address")
    before = talk.statuses()
    talk.press(button("standing"))
    assert (talk.ask, talk.statuses()) == ("site_address", before)
    assert "이미 답한 질문입니다." in talk.texts


def test_all_papers_at_once_and_none_at_once(company):
    talk = company()
    talk.go_on(until="documents")
    talk.press("documents:all")
    assert talk.ask == "tax_certificate_issued_on"
    other = company()
    other.go_on(until="documents")
    assert any(choice.label == "아직 없습니다" for choice in other.step.messages[-1].choices)
    other.press("documents:done")
    assert other.statuses()["documents"] == "review"


def test_every_question_but_those_that_steer_has_its_step_and_steps_come_in_order(questions, notice):
    labels = Labels(notice, Facts())
    numbers = [step.number for field in questions if (step := step_of(field, labels))]
    assert numbers == sorted(numbers)
    assert {field for field in questions if step_of(field, labels) is None} == {"consent", "confirm", "consult"}


def test_a_question_says_in_which_step_it_stands(company):
    talk = company()
    talk.go_on(until="track")
    assert talk.step.messages[-1].step == "2/6 스마트공장"
