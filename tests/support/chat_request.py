"""A request in the chat page, as a person answers it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

# what a person does at each question: words to write, or the button to press
ANSWERS = (
    ("전달하는 데 동의하나요?", "동의하고 계속", True),
    ("무엇이 고장 났나요?", "서버", True),
    ("어떻게 고장 났는지", "아침부터 전원이 켜지지 않습니다", False),
    ("고치는 일만", "수리만 필요합니다", True),
    ("언제 났나요?", "어제", False),
    ("어떻게 마련했나요?", "정부 지원사업으로 마련", True),
    ("끝까지 완료했나요?", "완료했습니다", True),
    ("데이터를 주는 것인가요?", "그렇습니다", True),
    ("항목에 해당하나요?", "해당 없습니다", True),
    ("하자보수 계약으로", "계약이 없습니다", True),
    ("직접 고칠 수 있나요?", "고칠 수 없습니다", True),
    ("중소 제조기업인가요?", "맞습니다", True),
    ("폐업 중인가요?", "영업 중입니다", True),
    ("체납 중인가요?", "체납이 없습니다", True),
    ("제재를 받고 있나요?", "제재가 없습니다", True),
    ("선정된 것이 있나요?", "없습니다", True),
    ("공장 주소를", "경기 화성시 향남읍", False),
    ("회사 이름을", "가나정밀", False),
    ("사업자등록번호를", "123-45-67891", False),
    ("사람의 이름을", "최예시", False),
    ("연락받을 전화번호를", "010-0000-0000", False),
    ("공급기업 이름을", "나라솔루션", False),
    ("공급기업의 사업자등록번호를", "나중에 적기", True),
    ("견적은 얼마인가요?", "3,600만 원", False),
    ("먼저 낼 수 있나요?", "낼 수 있습니다", True),
    ("그 금액에 동의하나요?", "동의합니다", True),
    ("몇 달이 걸리나요?", "2개월", False),
    ("준비한 서류를", "아직 없습니다", True),
    ("고장 사진이나", "올릴 것이 없습니다", True),
    ("이 내용으로 보낼까요?", "경기지역본부에 보내기", True),
)


def send_request(chat: Any, address: str = "경기 화성시 향남읍", office: str = "경기지역본부") -> None:
    """A request from its first press to its number, as a person answers it."""
    changed = {"공장 주소를": address, "이 내용으로 보낼까요?": f"{office}에 보내기"}
    before = chat.answers.count()
    chat.page.get_by_role("button", name="긴급AS 요청하기").first.click()
    chat.answered(before)
    for question, answer, is_press in ANSWERS:
        expect(chat.last).to_contain_text(question)
        (chat.presses if is_press else chat.says)(changed.get(question, answer))
    expect(sent(chat)).to_contain_text("요청번호")


def sent(chat: Any) -> Any:
    """The card of the request that was sent; the papers and the next steps follow it."""
    return chat.answers.filter(has=chat.page.locator(".v-sent")).last
