"""What happens when things go wrong: kill -9, refusals, a webhook that is called twice or by a stranger."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.bot_api import TOKEN, BotApi, Fault
from support.process import Asbot
from support.telegram_talk import STORY, Person
from support.terminal_talk import file_request

GROUP = -1001234567890
COMPANY = 501


def _join_group(api: BotApi, asbot: Asbot) -> None:
    (invite,) = asbot.json("staff", "invite", "--office", "gyeonggi")
    api.push(api.message(GROUP, f"/join {invite['code']}", group=True, user_id=601))
    api.wait_for(GROUP)


def test_a_conversation_goes_on_where_it_was_after_kill_9(api: BotApi, asbot: Asbot) -> None:
    person = Person(api, COMPANY)
    consent = person.write(STORY)
    asked = person.go_on(consent)
    asbot.kill()
    # what is written while nobody listens is kept by Telegram and answered after the start
    api.push(api.press(asked, asked.buttons[0]["text"]))
    before = len(api.sent(COMPANY))
    asbot.start()
    # a question that was being sent may be drawn once more; then comes the next one
    api.wait_until(lambda: any(c.text != asked.text and c.buttons for c in api.sent(COMPANY)[before:]), 20)
    assert all("동의하나요" not in call.text for call in api.sent(COMPANY)[before:])
    assert sum(call.text == asked.text for call in api.sent(COMPANY)) <= 2


def test_a_staff_notice_arrives_although_the_process_is_killed_while_sending_it(api: BotApi, asbot: Asbot) -> None:
    _join_group(api, asbot)
    api.faults["sendMessage"].append(Fault(delay=8.0))
    ended = file_request(asbot)
    api.wait_for(GROUP, "🔴 새 요청")  # taken by the server, but the process never learns of it
    asbot.kill()
    asbot.start()
    again = api.wait_for(GROUP, "🔴 새 요청", count=2, seconds=30)
    assert ended["outcome"]["receipt"] in again.text
    assert "다시" in again.text or "앞서" in again.text


@pytest.mark.usefixtures("asbot")
def test_too_many_requests_is_obeyed_and_nothing_is_lost(api: BotApi) -> None:
    refusal = {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 2",
        "parameters": {"retry_after": 2},
    }
    api.faults["sendMessage"].append(Fault(429, refusal))
    api.push(api.message(COMPANY, "견적 3천만원이면 얼마 나와요?"))
    assert "1,500만 원" in api.wait_for(COMPANY, "1,500만", seconds=15).text


def test_a_group_that_became_a_supergroup_gets_its_notices_at_the_new_address(api: BotApi, asbot: Asbot) -> None:
    _join_group(api, asbot)
    new = GROUP - 1
    moved = {"ok": False, "error_code": 400, "description": "Bad Request: group chat was upgraded to a supergroup chat",
             "parameters": {"migrate_to_chat_id": new}}  # fmt: skip
    api.faults["sendMessage"].append(Fault(400, moved))
    file_request(asbot)
    api.wait_for(new, "🔴 새 요청", seconds=15)


def test_a_group_that_shut_the_bot_out_does_not_swallow_the_notice(api: BotApi, asbot: Asbot) -> None:
    _join_group(api, asbot)
    (invite,) = asbot.json("staff", "invite", "--role", "admin")
    api.push(api.message(701, f"/join {invite['code']}"))
    api.wait_for(701)
    blocked = {"ok": False, "error_code": 403, "description": "Forbidden: bot was kicked from the supergroup chat"}
    api.faults["sendMessage"].append(Fault(403, blocked))
    ended = file_request(asbot)
    assert ended["outcome"]["receipt"] in api.wait_for(701, "새 요청", seconds=15).text


@pytest.mark.usefixtures("asbot")
def test_the_same_update_twice_is_answered_once(api: BotApi) -> None:
    update = api.message(COMPANY, "사업기간은 몇 개월인가요?")
    update_id = api.push(update)
    api.wait_for(COMPANY)
    api.wait_until(lambda: api.acknowledged > update_id)
    with api._changed:
        api._updates.append({"update_id": update_id, **update})
        api._changed.notify_all()
    api.push(api.message(COMPANY, "/help"))
    api.wait_for(COMPANY, count=2)
    assert sum("4개월" in call.text for call in api.sent(COMPANY)) == 1


@pytest.fixture
def webhook(api: BotApi, tmp_path: Path) -> Iterator[Asbot]:
    # PUBLIC_URL is what Telegram is told; the process itself listens on a port that was free a moment ago
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = Asbot(
        tmp_path,
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_BASE=api.base,
        TELEGRAM_WEBHOOK_SECRET="a-secret",
        PUBLIC_URL="https://example.invalid",
        PORT=str(port),
    ).start()
    api.wait_until(lambda: bool(api.webhook))
    yield process
    process.stop()


def test_a_webhook_is_answered_after_the_commit_and_only_with_the_secret(api: BotApi, webhook: Asbot) -> None:
    assert api.webhook["url"] == "https://example.invalid/telegram/webhook"
    api.webhook["url"] = f"http://127.0.0.1:{webhook.environment['PORT']}/telegram/webhook"
    assert api.post_webhook(api.message(COMPANY, "긴급AS 지원금 한도가 얼마예요?"), secret="wrong").status_code == 403
    assert api.post_webhook(api.message(COMPANY, "긴급AS 지원금 한도가 얼마예요?")).status_code == 200
    assert "2,000만 원" in api.wait_for(COMPANY).text
    assert api.post_webhook({"nonsense": 1}).status_code == 200
