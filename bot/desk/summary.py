"""A request in a few words: for list rows, staff chats and the head of the detail page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlmodel import Session, col, select

from bot.codec import finding_from_json
from bot.store.models import Request, RequestEvent
from knowledge.facts import Facts, from_json
from knowledge.findings import Finding, Status

# anything that could be a telephone or business number: ten or more digits, however they are grouped
_NUMBERS = re.compile(r"\+?\d[\d\-. ()]{6,}\d")
_FEWEST_DIGITS = 8
HIDDEN = "(번호 가림)"
GIST_MOST = 60  # characters
_WIDE = re.compile(r"(특별자치시|특별자치도|특별시|광역시|자치시|자치도|도)$")
_NARROW = re.compile(r"(시|군|구)$")
_SHORT_REGIONS = {
    "경상북": "경북",
    "경상남": "경남",
    "전라북": "전북",
    "전라남": "전남",
    "충청북": "충북",
    "충청남": "충남",
}


def facts_of(request: Request) -> Facts:
    """The facts as they were filed."""
    return Facts({fact: from_json(value) for fact, value in request.facts.items()})


def without_numbers(text: str) -> str:
    """The text with telephone and business numbers blotted out; for groups and lists."""

    def hide(found: re.Match[str]) -> str:
        return HIDDEN if sum(sign.isdigit() for sign in found.group()) >= _FEWEST_DIGITS else found.group()

    return _NUMBERS.sub(hide, text)


def shortened(text: str, most: int = GIST_MOST) -> str:
    """The first line of the text, cut at a word where it is too long."""
    line = " ".join(text.split("\n", 1)[0].split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[most // 2 :] else cut).rstrip(" ,.") + "…"


def support_type(request: Request) -> str:
    """Which support the case is about: emergency, or regular for a talk about AS지원."""
    return str(request.facts.get("support_type", "emergency"))


def kind_word(support: str, kind: str) -> str:
    """What a case is called in a notice: 요청, 상담, AS지원 상담."""
    word = "상담" if kind == "consultation" else "요청"
    return f"AS지원 {word}" if support == "regular" else word


def gist(request: Request) -> str:
    """What is broken, in one line and without numbers that name a person."""
    return without_numbers(shortened(request.fault or ""))


def company(request: Request) -> str:
    """The company's name, or that it is not known (a consultation may come before the name)."""
    return request.company_name or "회사 이름 없음"


def place_words(address: str) -> tuple[str, str]:
    """Region and town of an address as people say them: 경기, 화성. Empty where the address does not say."""
    words = address.split()
    if not words:
        return "", ""
    region = _WIDE.sub("", words[0]) if len(words[0]) > 2 else words[0]
    region = _SHORT_REGIONS.get(region, region)
    if _WIDE.search(words[0]) or (len(words[0]) == 2 and len(words) > 1 and _NARROW.search(words[1])):
        town = words[1] if len(words) > 1 and _NARROW.search(words[1]) else ""
    else:
        region, town = "", words[0]
    if len(town) > 2:
        town = _NARROW.sub("", town)
    return region, town


def place(request: Request) -> str:
    """The town of the site, else its region; empty where it is not known."""
    address = facts_of(request).known("site_address")
    region, town = place_words(address) if isinstance(address, str) else ("", "")
    return town or region


def checks(session: Session, request: Request) -> dict[str, RequestEvent]:
    """The latest check by staff of each gate."""
    latest: dict[str, RequestEvent] = {}
    for event in session.exec(
        select(RequestEvent)
        .where(RequestEvent.request_id == request.id, RequestEvent.kind == "gate_checked")
        .order_by(col(RequestEvent.id))
    ):
        if event.body:
            latest[event.body["gate"]] = event
    return latest


def findings_of(request: Request, checked: Mapping[str, RequestEvent]) -> tuple[Finding, ...]:
    """The findings as filed, with what staff have checked since laid over them."""
    found = []
    for stored in request.findings:
        finding = finding_from_json(stored)
        event = checked.get(finding.gate)
        body = event.body if event is not None else None
        found.append(replace(finding, status=Status(body["result"])) if body else finding)
    return tuple(found)


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many gates stand how; what is still open counts as to be checked: staff have to look at it."""
    number = {"pass": 0, "review": 0, "fail": 0}
    for finding in findings:
        number["review" if finding.status is Status.OPEN else finding.status.value] += 1
    return number
