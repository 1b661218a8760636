"""Answers in a question's own words: where the plain yes or no in them would turn them round, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from flows.parsing import Accepted, Refused
from flows.questions import emergency_questions, flow_data
from flows.understanding import understand
from knowledge.facts import Facts, Open
from knowledge.loading import default_notice

TODAY = date(2023, 6, 14)  # a Wednesday


def understood(field: str, said: str, **facts: str):
    answer = understand(said, field, Facts(facts), emergency_questions(), default_notice(), TODAY).answer
    return answer.value if isinstance(answer, Accepted) else answer


@pytest.mark.parametrize(
    ("field", "said", "meant"),
    [
        ("warranty", "끝났어요", "no"),
        ("warranty", "네 무상기간 지났어요", "no"),
        ("warranty", "아직 안 끝났어요", "yes"),
        ("warranty", "아직 하자보수 기간이에요", "yes"),
        ("warranty", "끝났는지 모르겠어요", Open.UNSURE),
        ("other_application", "올해는 처음이에요", "no"),
        ("other_application", "처음 신청해요", "no"),
        ("other_application", "작년에 했어요", "no"),
        ("other_application", "AS지원 신청해놨어요", "yes"),
        ("other_application", "작년에도 하고 올해도 신청했어요", "yes"),
        ("lower_amount_consent", "상관없어요", "yes"),
        ("lower_amount_consent", "그건 좀 곤란해요", "no"),
        ("self_funds", "지금은 어려워요", "no"),
        ("self_funds", "낼 수 있죠", "yes"),
        ("self_funds", "낼 수 있을지 모르겠어요", Open.UNSURE),
        ("failure_repair", "수리만이요", "yes"),
        ("failure_repair", "아니요, 수리만 하면 돼요", "yes"),
        ("failure_repair", "기능도 추가하고 싶어요", "no"),
        ("track", "정부 돈 받아서 했어요", "program"),
        ("track", "회사 자체로요", "self_built"),
        ("program_completed", "아직 진행 중", "no"),
        ("program_completed", "끝난 지 2년 됐어요", "yes"),
        ("self_capable", "업체 불러야 해요", "no"),
        ("closed", "영업 중이에요", "no"),
        ("closed", "휴업 중이에요", "yes"),
        ("tax_arrears", "다 냈어요", "no"),
        ("tax_arrears", "조금 밀렸어요", "yes"),
        ("tax_arrears", "안 밀렸어요", "no"),
        ("tax_arrears", "밀렸다가 다 냈어요", "no"),
        ("tax_arrears", "연체 없어요", "no"),
        ("closed", "휴업도 폐업도 아닙니다", "no"),
        ("closed", "폐업은 아니고 휴업 중이에요", "yes"),
        ("self_funds", "먼저 내는 건 불가능합니다", "no"),
        ("warranty", "무상기간은 끝났는데 유상 유지보수 계약은 있어요", "yes"),
        ("warranty", "유지보수 계약 있었는데 끝났어요", "no"),
        ("sanctioned", "예전에 받았는데 풀렸어요", "no"),
        ("other_application", "올해 신청했다가 취소했어요", "no"),
        ("program_completed", "완료 못 했어요", "no"),
        ("scope_link", "MES에 데이터 보내는 센서예요", "yes"),
        ("scope_link", "MES랑은 별개예요", "no"),
        ("self_capable", "직접 하기는 어렵습니다", "no"),
        ("confirm", "이대로 보내주세요", "yes"),
        ("confirm", "이 내용으로 보내 주세요", "yes"),
    ],
)
def test_an_answer_in_the_questions_own_words_means_what_it_says(field, said, meant):
    assert understood(field, said) == meant


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("failure_repair", "수리만 필요하고 교육도 필요해요"),
        ("failure_repair", "통신 모듈도 고장났어요"),
        ("self_funds", "지원금 나오면 낼게요"),
        ("warranty", "공급업체가 망했어요"),
        ("sanctioned", "아직 안 풀렸어요"),
        ("other_application", "처음은 아니에요"),
        ("confirm", "이대로 보내지 마세요"),
        ("documents", "다 준비 안 됐어요"),
        ("documents", "납세증명서는 아직 못 뗐어요"),
    ],
)
def test_words_that_say_both_or_neither_are_asked_again(field, said):
    assert understood(field, said) is None


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ("다 있어요", set()),
        ("동의서 빼고 다 있어요", {"consent_form"}),
        ("납세증명서만 없어요", {"tax"}),
        ("신청서는 없고 나머지는 있어요", {"application"}),
    ],
)
def test_papers_that_are_said_to_be_missing_are_not_taken_for_ready(said, lacking):
    papers = tuple(flow_data("emergency", "words.yaml")["documents"])
    assert understood("documents", said) == tuple(paper for paper in papers if paper not in lacking)


@pytest.mark.parametrize("said", ["하나도 없어요", "아직 준비 못했어요"])
def test_no_paper_at_all_ends_the_list(company, said):
    talk = company()
    talk.go_on(until="documents")
    talk.say(said)
    assert talk.ask == "attachments"


@pytest.mark.parametrize(
    ("said", "day"), [("월요일부터요", date(2023, 6, 12)), ("수요일 아침", TODAY), ("금요일부터", date(2023, 6, 9))]
)
def test_a_weekday_alone_is_the_last_one(said, day):
    assert understood("occurred_on", said) == day


@pytest.mark.parametrize("said", ["다음 주 월요일", "월요일이나 화요일"])
def test_a_weekday_to_come_or_one_of_several_is_no_day(said):
    assert isinstance(understood("occurred_on", said), Refused)


@pytest.mark.parametrize(
    ("field", "said", "name"),
    [
        ("contact_name", "공장장 박민수", "공장장 박민수"),
        ("supplier_name", "한누리소프트요", "한누리소프트"),
        ("supplier_name", "한누리소프트라는 곳이에요", "한누리소프트"),
        ("company_name", "삼우전자요", "삼우전자"),
    ],
)
def test_a_name_as_people_say_it(field, said, name):
    assert understood(field, said) == name


def test_the_mark_of_a_company_in_the_answer_about_the_supplier_is_the_suppliers():
    found = understand("(주)한누리소프트요", "supplier_name", Facts({}), emergency_questions(), default_notice(), TODAY)
    assert found.answer == Accepted("(주)한누리소프트")
    assert not found.others


def test_every_question_with_words_of_its_own_has_the_answers_they_stand_for():
    questions = emergency_questions()
    for field, forms in flow_data("emergency", "words.yaml")["answers"].items():
        assert set(forms) <= set(questions[field].values), field
