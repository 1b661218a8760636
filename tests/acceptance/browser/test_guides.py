"""A self-check and a calculation in a real browser, on a phone and on a desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_self_check_is_played_to_its_result_and_one_answer_changed(visit, request, size: str) -> None:
    chat = visit(request.getfixturevalue(size))
    chat.says("자가 점검 해볼래요")
    chat.presses("AS지원 서면평가")
    expect(chat.page.get_by_text("9개 중 0개 답함").locator("visible=true").first).to_be_visible()
    asked = chat.presses("우수 15점")
    expect(asked.get_by_role("group", name=re.compile("해결 난이도"))).to_be_visible()
    chat.says("보통, 양호")
    why = chat.presses("왜 묻나요?")
    expect(why.locator("mark")).to_contain_text("5 4 3 2 1")
    result = chat.says("나머지는 다 보통이요")
    total = chat.answers.filter(has_text="자가 점검 합계는 68점입니다").last
    expect(total).to_contain_text("평가 결과를 약속하지 않습니다")
    expect(total).to_contain_text("기준인 60점보다 8점 높습니다")
    expect(result).to_contain_text("점수를 가장 많이 낮추는 항목입니다")
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    chat.presses("한 항목 다시 답하기")
    chat.presses("9번")
    chat.presses("미흡 2점")
    expect(chat.answers.filter(has_text="합계는 64점입니다").last).to_be_visible()


def test_the_answers_stand_beside_the_conversation_with_a_way_to_each(visit) -> None:
    chat = visit()
    chat.page.get_by_role("button", name="메뉴").click()
    chat.page.get_by_role("button", name="평가 자가 점검").click()
    expect(chat.last).to_contain_text("어느 평가표로")
    chat.presses("AS지원 현장평가")
    chat.presses("정부 지원사업으로 마련")
    chat.says("O, X, O")
    panel = chat.page.get_by_role("complementary")
    expect(panel).to_contain_text("AS 지원 적정성 40점")
    before = chat.answers.count()
    panel.get_by_role("button", name=re.compile("^2\\. .*고치기$")).click()
    chat.answered(before)
    expect(chat.last).to_contain_text("지금 답: 부적합(×)")


def test_the_calculator_gives_rows_and_another_round(visit, phone) -> None:
    chat = visit(phone)
    chat.page.get_by_role("button", name=re.compile("^지원금 계산하기")).click()
    expect(chat.last).to_contain_text("견적은 얼마인가요?")
    chat.says("4200만원")
    result = chat.says("3800만원")
    expect(result.get_by_role("term").filter(has_text="정부지원금")).to_be_visible()
    expect(result).to_contain_text("1,900만 원")
    expect(result).to_contain_text("지원을 약속하지 않습니다")
    expect(chat.presses("다시 계산")).to_contain_text("4,200만 원으로 계산")
