"""`python -m benchmarks.turns`: how many turns a clean request takes, from what companies write first.

A turn is one thing that the person does: the story, pressing the button that begins the request, each answer. The person
has a case in which every gate holds, presses what is offered to answer at once, and writes two things where the question
says that it may.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.messages import Conversation, Incoming, Reply
from bot.turn import turn
from flows.exchange import Context
from knowledge.business_number import check_digit
from knowledge.loading import default_notice
from knowledge.notice import Notice

STORIES = Path(__file__).parent.parent / "tests" / "data" / "stories"
TODAY = date(2023, 6, 14)
KINDS = {"line": "한 줄", "rambling": "늘어놓은 이야기", "form": "서식에 일부", "everything": "처음에 다 말함"}
MOST = 80
_NUMBER = re.compile(r"(?<!\d)\d{3}([- ]?)\d{2}([- ]?)\d{5}(?!\d)")
OWN, SUPPLIER = "123456789", "220810001"
WRITTEN = {
    "equipment": "MES 서버",
    "fault_description": "전원이 켜지지 않습니다",
    "occurred_on": "어제",
    "site_address": "경기 화성시 봉담읍",
    "company_name": f"가나정밀 {OWN}{check_digit(OWN)}",
    "business_number": f"{OWN}{check_digit(OWN)}",
    "contact_name": "김가나 과장 010-2345-6789",
    "phone": "010-2345-6789",
    "supplier_name": f"다라시스템 {SUPPLIER}{check_digit(SUPPLIER)}",
    "supplier_number": f"{SUPPLIER}{check_digit(SUPPLIER)}",
    "quote_amount": "1,200만 원",
    "duration_months": "2주",
    "tax_certificate_issued_on": "6월 1일",
}
PRESSED = {
    "track": "track:program", "documents": "documents:all", "attachments": "attachments:done", "confirm": "confirm:yes",
    "closed": "closed:no", "tax_arrears": "tax_arrears:no", "sanctioned": "sanctioned:no", "warranty": "warranty:no",
    "other_application": "other_application:no", "unsupported_item": "unsupported_item:no", "self_capable": "self_capable:no",
}  # fmt: skip


def main(
    stories: Annotated[Path, typer.Argument(help="첫 글 파일이나 폴더")] = STORIES,
    show: Annotated[bool, typer.Option("--show", help="글마다 무엇을 물었는지")] = False,
) -> None:
    """요건이 모두 맞는 요청을 끝까지 보내는 데 드는 차례를 셉니다."""
    notice = default_notice()
    counted: dict[str, list[int]] = {}
    for story in _read(stories):
        asked = walk(str(story["text"]), notice)
        if asked is None:
            continue  # the story itself rules the case out, so no clean request begins with it
        counted.setdefault(str(story["kind"]), []).append(len(asked))
        if show:
            print(f"{story['id']} {len(asked)}  {' '.join(asked)}")
    for kind, turns in counted.items():
        mean = sum(turns) / len(turns)
        print(f"{KINDS[kind]:12} {len(turns):3}건  평균 {mean:.1f}차례  {min(turns)}-{max(turns)}")


def _read(stories: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(stories.glob("*.jsonl")) if stories.is_dir() else [stories]:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def walk(text: str, notice: Notice) -> list[str] | None:
    """What each turn answered, `story` and `start` first; None where a gate fails on what the story says."""
    conversation = Conversation("terminal", "company", notice.id)
    context = Context(
        TODAY, datetime(2023, 6, 14, 10, 0), {"emergency": True, "regular": True}, reserved_receipt="2306-0001"  # noqa: DTZ001
    )  # fmt: skip
    done = ["story"]
    conversation, reply = _do(
        conversation, Incoming("0", "terminal", "company", text=with_right_numbers(text)), context
    )
    if reply.flow is None:
        done.append("start")
        conversation, reply = _do(conversation, Incoming("1", "terminal", "company", choice="request:start"), context)
    while reply.outcome is None and len(done) < MOST:
        if reply.ask == "consult":
            return None
        done.append(str(reply.ask))
        conversation, reply = _do(conversation, _next(reply, len(done)), context)
    return done


def _do(conversation: Conversation, incoming: Incoming, context: Context) -> tuple[Conversation, Reply]:
    after, reply, _ = turn(conversation, incoming, context, default_notice())
    return replace(after), reply


def _next(reply: Reply, number: int) -> Incoming:
    offered = [choice.id for message in reply.messages for choice in message.choices]
    at_once = next((choice for choice in offered if choice.startswith("flow:together:")), None)
    event = Incoming(str(number), "terminal", "company")
    if at_once is not None:
        return replace(event, choice=at_once)
    ask = str(reply.ask)
    if ask in WRITTEN:
        return replace(event, text=WRITTEN[ask])
    return replace(event, choice=PRESSED.get(ask, f"{ask}:yes"))


def with_right_numbers(text: str) -> str:
    """The text with business numbers whose check digit is right: those in the stories are made up."""

    def right(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match.group())[:9]
        made = digits + check_digit(digits)
        return f"{made[:3]}{match[1]}{made[3:5]}{match[2]}{made[5:]}"

    return _NUMBER.sub(right, text)


if __name__ == "__main__":
    typer.run(main)
