"""A request that was sent, in Telegram: seen, added to by an album, and taken back; the office's group follows."""

from __future__ import annotations

import re

from support.bot_api import BotApi
from support.evidence_files import jpeg
from support.process import Asbot
from support.telegram_talk import Person

GROUP = -1001234567890
COMPANY, STAFF_MEMBER = 501, 601


def _photo(file_id: str) -> list[dict[str, object]]:
    return [{"file_id": file_id, "file_unique_id": file_id, "width": 9, "height": 9, "file_size": 9}]


def test_photos_are_added_and_the_request_is_taken_back(api: BotApi, asbot: Asbot) -> None:
    (invite,) = asbot.json("staff", "invite", "--office", "gyeonggi")
    api.push(api.message(GROUP, f"/join {invite['code']}", group=True, user_id=STAFF_MEMBER))
    api.wait_for(GROUP)
    person = Person(api, COMPANY)
    ended = person.press(person.file_request(until="이 내용으로"), "보내기")
    receipt = re.search(r"\d{4}-\d{4}", ended.text)
    assert receipt is not None
    notice = api.wait_for(GROUP, "🔴 새 요청")
    api.wait_for(COMPANY, "서류와 다음 단계")

    shown = person.write("/status")
    assert "담당자를 기다립니다." in shown.text
    assert "접수했습니다." in shown.text
    assert "031-260-4931" in shown.text
    person.press(shown, "사진·파일 더하기")
    for file_id, caption in (("f1", ""), ("f2", ""), ("f3", "")):
        api.files[file_id] = jpeg()
        api.push(api.message(COMPANY, photo=_photo(file_id), caption=caption))
    added = api.wait_for(COMPANY, "파일 3개를 받았습니다", seconds=20)
    told = api.wait_for(GROUP, "파일 3개를 보냈습니다", seconds=20)
    assert "가나정밀" in told.text
    api.wait_until(
        lambda: {c.data.get("photo") for c in api.calls if c.method == "sendPhoto"} >= {"f1", "f2", "f3"}, 20
    )
    person.press(added, "다 올렸습니다")

    asks = person.write("접수한 거 철회할래요")
    assert receipt[0] in asks.text
    assert asbot.json("requests")[0]["status"] == "new"
    person.press(asks, "요청 거두기")
    api.wait_until(lambda: any("⚪ 거둠" in call.text for call in api.sent(GROUP, "editMessageText")), 20)
    assert notice.message_id is not None
    assert asbot.json("requests")[0]["status"] == "withdrawn"


def test_a_talk_about_regular_support_is_named_so_in_the_group(api: BotApi, asbot: Asbot) -> None:
    (invite,) = asbot.json("staff", "invite", "--office", "gyeonggi")
    api.push(api.message(GROUP, f"/join {invite['code']}", group=True, user_id=STAFF_MEMBER))
    api.wait_for(GROUP)
    person = Person(api, COMPANY)
    shown = person.write("AS지원 알아보기")
    assert "12단계" in shown.text
    asked = person.press(shown, "AS지원 상담 남기기")
    asked = person.press(asked, "동의하고 계속")
    for answer in ("재고 모듈을 <추가>하고 싶습니다", "가나정밀", "010-1234-5678", "경기 화성시"):
        asked = person.write(answer)
    assert "요청번호" in asked.text
    notice = api.wait_for(GROUP, "🔴 새 AS지원 상담")
    assert "재고 모듈을 <추가>하고 싶습니다" in notice.text
    assert "010-1234-5678" not in notice.text
