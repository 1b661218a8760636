"""The printed page: one sheet whatever was written, its own typeface, everything readable in it, the same bytes each time."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from support.papers import filed

from bot.papers import page
from bot.papers.making import PaperMaker, file_name
from bot.papers.page import pdf
from bot.papers.typeface import LACKING, printable, ready
from flows.papers import papers_of
from knowledge.facts import Facts, Open
from knowledge.loading import default_notice

NOTICE = default_notice()
KEYS = tuple(dict.fromkeys(paper.key for paper in NOTICE.documents))
CODE = "asbot 2306-0147"
MAY_BE_UNSURE = (
    "track", "closed", "tax_arrears", "sanctioned", "other_application", "failure_repair", "scope_link",
    "unsupported_item", "warranty", "self_capable", "self_funds", "lower_amount_consent", "manufacturing_sme",
)  # fmt: skip
MAY_COME_LATER = ("supplier_name", "supplier_number", "quote_amount", "duration_months", "occurred_on")
UNSURE = dict.fromkeys(MAY_BE_UNSURE, Open.UNSURE)
LATER = dict.fromkeys(MAY_COME_LATER, Open.LATER)


def made(changed=None, **values) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(papers_of(filed(changed, **values), NOTICE), CODE)))


def text_of(reader: PdfReader) -> str:
    """All words of the page, without the lines' ends."""
    return re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in reader.pages))


def stands(words: str, text: str) -> bool:
    return re.sub(r"\s+", "", words) in text


def test_the_page_says_what_a_company_needs_with_the_paper_in_hand():
    text = text_of(made({"documents": ("application",)}))
    papers = papers_of(filed({"documents": ("application",)}), NOTICE)
    wanted = [
        "2306-0147", "경기지역본부", "031-260-4931", papers.words["lead"], papers.tax, papers.fault,
        *(row.value for row in papers.facts), *(sheet.title for sheet in papers.documents),
        *(sheet.where for sheet in papers.documents), *(step.title for step in papers.steps), *papers.onsite,
        *(ban.headline for ban in papers.forbidden), *(check.title for check in papers.checks),
        papers.path.text, papers.forbidden[0].quote.text, papers.forbidden[1].quote.text, "지금 여기",
    ]  # fmt: skip
    assert [words for words in wanted if not stands(words, text)] == []


def test_a_gate_that_is_not_met_stands_with_its_clause():
    text = text_of(made())
    assert stands("확인 필요 · 하자보수 계약 없음. 답: “잘 모르겠습니다”", text)
    assert stands(NOTICE.clauses["support.warranty"].quote, text)


def test_the_typeface_is_embedded_and_cut_to_what_is_used():
    reader = made()
    fonts = reader.pages[0]["/Resources"]["/Font"]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    assert all(re.fullmatch(r"/[A-Z]{6}\+ASPapers-(Regular|Bold)", name) for name in names), names
    for font in fonts.values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]
    assert len(pdf(papers_of(filed(), NOTICE), CODE)) < 200_000


def test_language_and_title_are_set_and_nothing_personal_is_among_them():
    reader = made()
    assert reader.trailer["/Root"]["/Lang"] == "ko-KR"
    assert reader.metadata.title == "긴급AS 요청 접수증 2306-0147"
    described = " ".join(str(value) for value in reader.metadata.values())
    for personal in ("가나정밀", "최예시", "010-0000", "12345"):
        assert personal not in described


def test_the_same_case_gives_the_same_bytes():
    papers = papers_of(filed(), NOTICE)
    assert pdf(papers, CODE) == pdf(papers, CODE)


def test_the_qr_holds_a_number_or_an_address_and_nothing_else():
    assert PaperMaker(NOTICE).code("2306-0147") == "asbot 2306-0147"
    public = PaperMaker(NOTICE, "https://as.example").code("2306-0147")
    assert public == "https://as.example/chat/requests/2306-0147"
    assert file_name("2306-0147") == "asbot-2306-0147.pdf"


def test_everything_unsure_and_everything_long_is_still_one_page_with_what_is_to_be_done():
    long = {
        "fault_description": "서버가 켜지지 않고 라인이 멈췄습니다 " * 40, "company_name": "쀍쁆뷁" * 13,
        "site_address": "경기 화성시 " + "가나다라마바사" * 30, "documents": (),
    }  # fmt: skip
    reader = made({**UNSURE, **LATER, **long}, subsidy_krw=None)
    assert len(reader.pages) == 1
    text = text_of(reader)
    papers = papers_of(filed({**UNSURE, **LATER, **long}), NOTICE)
    wanted = [
        *(sheet.title for sheet in papers.documents), papers.words["documents"], *(ban.headline for ban in papers.forbidden),
        *(check.title for check in papers.checks), papers.path.text, papers.words["foot"], "…",
    ]  # fmt: skip
    assert [words for words in wanted if not stands(words, text)] == []


FREE_WORDS = ("fault_description", "company_name", "contact_name", "site_address", "supplier_name")
WRITTEN = st.text(st.one_of(st.characters(), st.sampled_from("가나다 뷁쀍\n<>&\"'😀髙‧…")), max_size=400)


@settings(max_examples=40, deadline=None)
@given(
    words=st.fixed_dictionaries(dict.fromkeys(FREE_WORDS, WRITTEN)),
    unsure=st.sets(st.sampled_from(sorted(UNSURE))),
    later=st.sets(st.sampled_from(sorted(LATER))),
    there=st.sets(st.sampled_from(KEYS)),
    kind=st.sampled_from(["request", "consultation"]),
)  # fmt: skip
def test_whatever_was_written_it_is_one_page(words, unsure, later, there, kind):
    opened = {**dict.fromkeys(unsure, Open.UNSURE), **dict.fromkeys(later, Open.LATER)}
    changed = {**words, **opened, "documents": tuple(there)}
    papers = papers_of(filed(changed, kind=kind), NOTICE)
    assert len(PdfReader(io.BytesIO(pdf(papers, CODE))).pages) == 1
    room = page.PAGE_HEIGHT - page.TOP - page.QR - 6 - page.BOTTOM - 2 * page.SMALL * 1.36 - 3
    assert page._tall(list(page._parts(papers, page.FITS[-1]))) <= room, "the shortest form runs into the foot"


def test_a_talk_is_a_page_of_its_own():
    facts = Facts({"company_name": "가나정밀", "phone": "010-0000-0000", "tax_arrears": "yes"})
    text = text_of(made(base=facts, kind="consultation"))
    assert stands("지역본부 상담 접수증", text)
    assert stands("경기지역본부 담당자의 연락을 기다려 주세요.", text)
    assert not stands("남은 절차", text)


@pytest.mark.parametrize("office", sorted(NOTICE.offices))
def test_every_office_is_named_with_its_number(office):
    text = text_of(made(office=office))
    assert stands(f"{NOTICE.offices[office].name} {NOTICE.offices[office].phone}", text)


@pytest.mark.parametrize(
    ("issued", "words"), [(date(2023, 6, 1), "2023년 9월 1일(금)까지"), (date(2023, 3, 1), "지났습니다")]
)
def test_the_certificates_last_day_is_printed(issued, words):
    assert stands(words, text_of(made({"documents": KEYS, "tax_certificate_issued_on": issued})))


def test_nothing_is_smaller_than_eight_and_a_half_points():
    assert page.SMALL == 8.5
    assert min(fit.size for fit in page.FITS) >= page.SMALL


def test_every_modern_syllable_and_all_of_the_notices_words_can_be_printed():
    held = ready()
    assert set(range(0xAC00, 0xD7A4)) <= held
    clauses = "".join(clause.quote + clause.place for clause in NOTICE.clauses.values())
    assert LACKING not in printable(clauses)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("가나\u200b정밀\x00", "가나정밀"),
        ("\u1100\u1161나", "가나"),  # decomposed Hangul, as some systems send it
        ("😀정밀", "□정밀"),
        ("👍🏽", "□"),
        ("髙木", "□□"),
        ("가\n\t나", "가 나"),
        ("\ud800", "□"),
        ("", ""),
    ],
)
def test_what_the_typeface_lacks_is_seen_to_be_missing(written, printed):
    assert printable(written) == printed
