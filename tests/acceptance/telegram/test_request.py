"""A request from a company's Telegram to the staff's, with the real process and a Bot API server on loopback."""

from __future__ import annotations

import re

from support.bot_api import BotApi, Call
from support.evidence_files import jpeg
from support.process import Asbot
from support.telegram_talk import Person
from support.terminal_talk import file_request

GROUP = -1001234567890
COMPANY, STAFF_MEMBER, COLLEAGUE = 501, 601, 602


def _join_group(api: BotApi, asbot: Asbot, office: str = "gyeonggi", chat_id: int = GROUP) -> None:
    (invite,) = asbot.json("staff", "invite", "--office", office)
    api.push(api.message(chat_id, f"/join {invite['code']}", group=True, user_id=STAFF_MEMBER))
    api.wait_for(chat_id)


def _reply(api: BotApi, prompt: Call, text: str) -> None:
    """A member of staff replies to a prompt in the group."""
    original = {
        "message_id": prompt.message_id, "date": 1, "chat": {"id": GROUP, "type": "supergroup"},
        "from": {"id": 110201543, "is_bot": True, "first_name": "AS"}, "text": prompt.text,
    }  # fmt: skip
    api.push(api.message(GROUP, text, group=True, user_id=STAFF_MEMBER, reply_to_message=original))


def test_a_request_reaches_the_right_office_within_a_second_and_is_claimed_once(api: BotApi, asbot: Asbot) -> None:
    _join_group(api, asbot)
    person = Person(api, COMPANY)
    summary = person.file_request(until="이 내용으로")
    assert "가나정밀 <b>&" in summary.text

    ended = person.press(summary, "보내기")
    receipt = re.search(r"\d{4}-\d{4}", ended.text)
    assert receipt is not None
    notice = api.wait_for(GROUP, "🔴 새 요청")
    confirmed = next(c for c in reversed(api.calls) if c.method == "answerCallbackQuery")
    assert notice.at - confirmed.at < 1.0
    assert receipt[0] in notice.text
    assert "010-1234-5678" not in notice.text
    assert "124-81-00998" not in notice.text

    api.push(api.press(notice, "담당하기", user_id=STAFF_MEMBER, name="이예시"))
    api.wait_for(COMPANY, "맡았습니다", seconds=20)
    api.push(api.press(notice, "담당하기", user_id=COLLEAGUE, name="박예시"))
    api.wait_until(
        lambda: any("먼저 맡았습니다" in c.data.get("text", "") for c in api.calls if c.method == "answerCallbackQuery")
    )
    assert any("이예시" in call.text for call in api.sent(GROUP, "editMessageText"))
    (stored,) = asbot.json("requests")
    assert (stored["receipt"], stored["office"], stored["status"]) == (receipt[0], "gyeonggi", "claimed")

    # back and forth: a question by replying to the prompt, a photo in answer, the end
    edited = api.sent(GROUP, "editMessageText")[-1]
    edited.message_id = notice.message_id
    api.push(api.press(edited, "되묻기", user_id=STAFF_MEMBER, name="이예시"))
    _reply(api, api.wait_for(GROUP, "✍ 되묻기"), "서버 뒷면 사진을 보내 주세요")
    api.wait_for(COMPANY, "서버 뒷면 사진을 보내 주세요")
    photo = [{"file_id": "f1", "file_unique_id": "f1", "width": 9, "height": 9, "file_size": 9}]
    api.files["f1"] = jpeg()
    api.push(api.message(COMPANY, photo=photo))
    api.wait_for(GROUP, "가나정밀", count=2, seconds=20)
    api.push(api.press(edited, "마치기", user_id=STAFF_MEMBER, name="이예시"))
    _reply(api, api.wait_for(GROUP, "✍ 마치기"), "서류를 안내했습니다")
    api.wait_for(COMPANY, "마쳤습니다", seconds=20)
    assert [each["status"] for each in asbot.json("requests")] == ["closed"]


def test_a_request_for_an_office_without_staff_waits_for_them_and_the_company_gets_the_phone_number(
    api: BotApi, asbot: Asbot
) -> None:
    ended = file_request(asbot)
    assert "031-260-4931" in "".join(message["text"] for message in ended["messages"])
    _join_group(api, asbot)
    assert ended["outcome"]["receipt"] in api.wait_for(GROUP, "🔴 새 요청").text


def test_an_invite_admits_once(api: BotApi, asbot: Asbot) -> None:
    (invite,) = asbot.json("staff", "invite", "--office", "gyeonggi")
    api.push(api.message(STAFF_MEMBER, f"/join {invite['code']}"))
    assert "경기지역본부" in api.wait_for(STAFF_MEMBER).text
    api.push(api.message(COLLEAGUE, f"/join {invite['code']}"))
    assert "이미 쓴" in api.wait_for(COLLEAGUE).text
