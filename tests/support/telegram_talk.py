"""A company's person in Telegram: writes, presses, and answers a whole request."""

from __future__ import annotations

from typing import Any

from support.bot_api import BotApi, Call

# it tells much: a chat gets one message a second, so each question that need not be asked is a second of the test
STORY = (
    "MES 서버가 아침부터 안 켜져서 라인이 다 섰어요. 정부 보급확산 사업으로 2021년에 넣고 완료한 겁니다. "
    "하자보수 기간은 끝났고 우리 힘으로는 못 고칩니다. 세금 체납은 없습니다. 제재 받은 적 없습니다. "
    "공장 주소는 경기 화성시 향남읍 예시로 1이고 사업자번호는 124-81-00998, 담당자는 김예시, 전화는 010-1234-5678입니다. "
    "견적은 3천만원이고 3주 걸립니다. 수리비는 먼저 낼 수 있습니다. 긴급AS 신청할게요"
)
ANSWERS = {
    "consent": "yes", "manufacturing_sme": "yes", "track": "program", "program_completed": "yes", "closed": "no",
    "tax_arrears": "no", "sanctioned": "no", "other_application": "no", "failure_repair": "yes", "scope_link": "yes",
    "unsupported_item": "no", "warranty": "no", "self_capable": "no", "self_funds": "yes", "lower_amount_consent": "yes",
    "occurred_on": "later", "supplier_name": "later", "supplier_number": "later", "quote_amount": "later",
    "duration_months": "later", "documents": "done", "attachments": "done", "confirm": "yes",
}  # fmt: skip
WRITTEN = {
    "주소": "경기 화성시 향남읍 예시로 1", "회사 이름": "가나정밀 <b>&", "사업자등록번호": "124-81-00998",
    "이름": "김예시", "전화번호": "010-1234-5678", "무엇이": "MES 서버", "어떻게": "부팅이 안 됩니다",
}  # fmt: skip


class Person:
    """Somebody in a private chat with the bot."""

    def __init__(self, api: BotApi, chat_id: int) -> None:
        self.api = api
        self.chat_id = chat_id
        self.seen = 0

    def write(self, text: str, **more: Any) -> Call:
        return self._do(self.api.message(self.chat_id, text, **more))

    def press(self, call: Call, label: str) -> Call:
        return self._do(self.api.press(call, label))

    def _do(self, update: dict[str, Any]) -> Call:
        self.seen = len(self.api.sent(self.chat_id))
        self.api.push(update)
        return self.question()

    def question(self, seconds: float = 15) -> Call:
        """The newest message once one with a keyboard, or an ending, has come since the last act."""

        def come() -> bool:
            new = self.api.sent(self.chat_id)[self.seen :]
            return any(call.data.get("reply_markup") or "요청번호" in call.text for call in new)

        self.api.wait_until(come, seconds)
        # what was sent with its number ends a request, although more is said after it
        new = self.api.sent(self.chat_id)[self.seen :]
        return next((call for call in new if "요청번호" in call.text), new[-1])

    def go_on(self, call: Call, **instead: str) -> Call:
        """Answers one question: by its button, else in words."""
        fields = {button["callback_data"].split("|")[1].split(":")[0] for button in call.buttons}
        field = next((name for name in fields if name in ANSWERS), None)
        if field is not None:
            value = instead.get(field, ANSWERS[field])
            if any(button["callback_data"] == f"1|{field}:{value}" for button in call.buttons):
                label = next(b["text"] for b in call.buttons if b["callback_data"] == f"1|{field}:{value}")
                return self.press(call, label)
        return self.write(next(answer for word, answer in WRITTEN.items() if word in call.text))

    def file_request(self, story: str = STORY, until: str = "", **instead: str) -> Call:
        """From the story to the end, or to the first message that contains `until`."""
        call = self.write(story)
        for _ in range(50):
            if "요청번호" in call.text or (until and until in call.text):
                return call
            call = self.go_on(call, **instead)
        raise AssertionError(f"the request did not end; last: {call.text}")
