"""What stands on the page: every missing paper, clauses to the letter, until when a certificate is valid, and no secrets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.desk import FACTS
from support.papers import filed

from flows.papers import Papers, filed_of, papers_of
from knowledge.facts import Facts, Open
from knowledge.findings import Status
from knowledge.loading import default_notice
from knowledge.months import add_months

NOTICE = default_notice()
KEYS = tuple(dict.fromkeys(paper.key for paper in NOTICE.documents))


def quotes_of(papers: Papers) -> list:
    more = [papers.onsite_result, papers.path]
    return [
        *(check.quote for check in papers.checks),
        *(ban.quote for ban in papers.forbidden),
        *filter(None, more),
    ]


@given(st.sets(st.sampled_from(KEYS)), st.sampled_from(["program", "self_built", Open.UNSURE]))
def test_every_paper_that_the_company_lacks_is_on_the_list(there, track):
    papers = papers_of(filed({"documents": tuple(there), "track": track}), NOTICE)
    assert {sheet.key for sheet in papers.documents if not sheet.have} == set(KEYS) - there
    assert len(papers.missing) == len(set(KEYS) - there)
    assert all(sheet.where for sheet in papers.documents)


@pytest.mark.parametrize(
    ("track", "titles"),
    [
        ("program", ["사업 완료보고서"]),
        ("self_built", ["수준확인서, 상세 구축 내역(SW, HW 등)"]),
        (Open.UNSURE, ["사업 완료보고서", "수준확인서, 상세 구축 내역(SW, HW 등)"]),
    ],
)
def test_the_sixth_paper_is_that_of_the_companys_track(track, titles):
    papers = papers_of(filed({"track": track}), NOTICE)
    assert [sheet.title for sheet in papers.documents if sheet.number == 6] == titles


@given(
    st.dictionaries(
        st.sampled_from(["track", "warranty", "closed", "self_funds", "duration_months", "other_application"]),
        st.sampled_from([Open.UNSURE]),
    )
)
def test_every_clause_is_quoted_to_the_letter(unsure):
    papers = papers_of(filed(unsure), NOTICE)
    assert len(papers.checks) == len(NOTICE.gates)
    for quote in quotes_of(papers):
        assert quote.text == NOTICE.clauses[quote.clause].quote
        assert quote.place == NOTICE.clauses[quote.clause].place


def test_the_clauses_of_the_day_of_sending_stand_although_the_notice_changed():
    case = filed(clauses={"support.warranty": "그날의 문장"})
    check = next(check for check in papers_of(case, NOTICE).checks if check.gate == "no_warranty")
    assert check.quote.text == "그날의 문장"


def tax_line(issued: date, day: date) -> str:
    documents = {"documents": KEYS, "tax_certificate_issued_on": issued}
    return papers_of(filed(documents, filed_on=day), NOTICE).tax


@pytest.mark.parametrize(
    ("issued", "until", "words"),
    [
        (date(2023, 6, 1), date(2023, 9, 1), "2023년 9월 1일(금)까지"),
        (date(2023, 3, 31), date(2023, 6, 30), "2023년 6월 30일(금)까지"),  # June has no 31st
        (date(2022, 11, 30), date(2023, 2, 28), "2023년 2월 28일(화)까지"),
        (date(2023, 11, 30), date(2024, 2, 29), "2024년 2월 29일(목)까지"),
    ],
)
def test_a_certificate_is_valid_to_the_end_of_its_last_day(issued, until, words):
    assert words in tax_line(issued, until)
    assert words in tax_line(issued, issued)
    late = tax_line(issued, until + timedelta(days=1))
    assert "지났습니다" in late
    assert "까지 씁니다" not in late


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-10, 200))
def test_the_page_says_what_the_gate_says_of_a_certificate(issued, days):
    day = issued + timedelta(days=days)
    case = filed({"documents": KEYS, "tax_certificate_issued_on": issued}, filed_on=day)
    gate = next(finding for finding in case.findings if finding.gate == "documents")
    line = papers_of(case, NOTICE).tax
    assert ("까지 씁니다" in line) == (gate.reason == "met")
    assert ("지났습니다" in line) == (gate.reason == "tax_certificate_old")
    assert ("보낸 날보다 뒤" in line) == (gate.reason == "tax_certificate_in_future")
    assert add_months(issued, NOTICE.figures.tax_certificate_months) >= issued


def test_without_a_certificate_no_day_is_named():
    line = papers_of(filed({"documents": ("application",)}), NOTICE).tax
    assert "년" not in line
    assert f"{NOTICE.figures.tax_certificate_months}개월" in line


def test_another_persons_request_with_the_same_number_never_shows():
    secret = filed(base=FACTS.updated({"other_request_same_number": "yes"}))
    assert next(f for f in secret.findings if f.gate == "one_type_per_year").reason == "same_number"
    assert papers_of(secret, NOTICE).checks == papers_of(filed(), NOTICE).checks


def test_what_the_site_judges_is_never_shown_as_met():
    papers = papers_of(filed(), NOTICE)
    assert len(papers.onsite) == 3
    assert not set(papers.onsite) & {check.title for check in papers.of(Status.PASS)}


def test_the_steps_left_begin_with_the_application_at_the_programmes_own_site():
    steps = papers_of(filed(), NOTICE).steps
    assert [step.sign for step in steps] == list("①②③④⑤⑥⑦⑧⑨⑩⑪⑫")
    assert [step.sign for step in steps if step.state == "here"] == ["②"]
    assert [step.sign for step in steps if step.state == "left"] == list("③④⑤⑥⑦⑧⑨⑩⑪⑫")
    for step, known in zip(steps, NOTICE.procedures["emergency"], strict=True):
        assert step.title == known.title
        assert step.actors == ", ".join(known.actors)


def test_bans_name_the_two_that_cost_money_first():
    first, second, *others = papers_of(filed(), NOTICE).forbidden
    assert first.quote.clause == "procedure.emergency.self_funded"
    assert second.quote.clause == "caution.self_funded_excess"
    assert "caution.lower_amount" in {ban.quote.clause for ban in others}


def test_answers_that_are_no_plain_yes_or_no_stand_in_rows():
    rows = {row.label: row.value for row in papers_of(filed(), NOTICE).facts}
    assert rows["회사 이름"] == "가나정밀"
    assert rows["견적"] == "3,600만 원"
    assert rows["예상 지원금"] == "최대 1,800만 원"
    assert "세금 체납" not in rows


def test_a_doubtful_number_is_marked():
    rows = {row.label: row.value for row in papers_of(filed({"business_number_unverified": "yes"}), NOTICE).facts}
    assert "확인 필요" in rows["사업자등록번호"]


def test_a_value_that_the_vocabulary_has_no_longer_is_shown_as_it_is():
    assert "hovercraft" in str(papers_of(filed({"equipment": "hovercraft"}), NOTICE).facts)


def test_a_talk_is_shorter_and_says_who_will_call():
    facts = Facts({"company_name": "가나정밀", "phone": "010-0000-0000", "tax_arrears": "yes", "consult": "yes"})
    papers = papers_of(filed(base=facts, kind="consultation"), NOTICE)
    assert papers.documents == papers.steps == papers.forbidden == ()
    assert [check.gate for check in papers.checks] == ["tax_clear"]
    assert "031-260-4931" in papers.words["next_value"]


def test_a_talk_without_an_address_has_no_office_but_a_way_on():
    papers = papers_of(filed(base=Facts({"company_name": "가나정밀"}), kind="consultation", office=None), NOTICE)
    assert papers.office is None
    assert "가까운 지역본부" in papers.words["next_value"]


def test_the_page_of_a_turn_is_that_of_the_stored_case(company):
    talk = company()
    talk.go_on()
    case = filed_of(talk.filed, talk.context.today)
    papers = papers_of(case, talk.notice)
    assert papers.receipt == "2306-0147"
    assert papers.missing == ()
    assert "까지 씁니다" in papers.tax
