"""The console's words for moments, waits, people's acts and deliveries. Numbers and moments go in, Korean comes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.desk.notices import NOBODY_OFFICE
from bot.desk.response_target import DAY_MINUTES, SEOUL, SOON_MINUTES
from bot.desk.summary import kind_word
from bot.desk.views import RequestRow
from bot.store.models import RequestEvent
from knowledge.korean import WEEKDAYS, day, josa
from knowledge.notice import Notice

CHANNELS = {"telegram": "텔레그램", "web": "웹", "terminal": "터미널"}
STATUSES = {
    "new": "담당 없음",
    "claimed": "처리 중",
    "contacted": "처리 중",
    "waiting_company": "회사 답변 대기",
    "closed": "마침",
    "withdrawn": "회사가 거둠",
}
DELIVERIES = {
    "waiting": "보내는 중",
    "sending": "보내는 중",
    "sent": "전달됨",
    "failed": "전달하지 못함",
    "blocked": "회사가 대화를 막음",
    "uncertain": "전달 확인 안 됨",
}
ROLES = {"staff": "담당자", "lead": "팀장", "admin": "관리자"}
VIEWS = {
    "waiting": "기다리는 요청",
    "mine": "내 담당",
    "company": "회사 답변 대기",
    "closed": "마친 요청",
    "consultation": "상담 요청",
}
GROUPS = {
    "unclaimed": ("담당 없음", "오래 기다린 순"),
    "mine": ("내 담당", "최근 소식 순"),
    "others": ("동료 담당", "최근 소식 순"),
    "closed": ("마침", "최근 순"),
    "found": ("찾은 요청", "최근 접수 순"),
}
EMPTY = {
    "waiting": "기다리는 요청이 없습니다. 새 요청이 오면 알려 드립니다.",
    "mine": "맡은 요청이 없습니다. 기다리는 요청에서 담당하기를 눌러 주세요.",
    "company": "회사 답을 기다리는 요청이 없습니다.",
    "closed": "마친 요청이 없습니다.",
    "consultation": "상담 요청이 없습니다.",
    "found": "찾은 요청이 없습니다. 요청번호나 회사 이름을 다시 적어 주세요.",
}


def clock(moment: datetime) -> str:
    """오전 7:16."""
    local = moment.astimezone(SEOUL)
    return f"{'오전' if local.hour < 12 else '오후'} {(local.hour - 1) % 12 + 1}:{local:%M}"


def when(moment: datetime, now: datetime) -> str:
    """오늘 오전 7:16, 어제 오후 3:02, 6월 12일(월) 오전 10:00."""
    days = (now.astimezone(SEOUL).date() - moment.astimezone(SEOUL).date()).days
    named = {0: "오늘", 1: "어제"}.get(days)
    return f"{named or day(moment.astimezone(SEOUL).date())} {clock(moment)}"


def ago(moment: datetime, now: datetime) -> str:
    """방금, 8분 전, 3시간 전, 어제, 6월 12일(월)."""
    minutes = int((now - moment).total_seconds() // 60)
    days = (now.astimezone(SEOUL).date() - moment.astimezone(SEOUL).date()).days
    if days == 1:
        return "어제"
    if days > 1:
        return day(moment.astimezone(SEOUL).date())
    if minutes < 1:
        return "방금"
    return f"{minutes}분 전" if minutes < 60 else f"{minutes // 60}시간 전"


def kind(row: RequestRow) -> str:
    """긴급AS, 상담, AS지원 상담."""
    return kind_word(row.support_type, row.kind) if row.kind == "consultation" else "긴급AS"


def day_line(moment: datetime) -> str:
    """6월 14일 수요일: parts the days of a conversation."""
    local = moment.astimezone(SEOUL)
    return f"{local.month}월 {local.day}일 {WEEKDAYS[local.weekday()]}요일"


def span(minutes: int) -> str:
    """Minutes of business time: 6분, 2시간, 3일."""
    if minutes < 60:
        return f"{minutes}분"
    return f"{minutes // 60}시간" if minutes < DAY_MINUTES else f"{minutes // DAY_MINUTES}일"


def wait(row: RequestRow) -> tuple[str, str]:
    """How long until, or since, the response target, and how pressing that is: late, soon or calm."""
    if row.late:
        return f"{span(max(1, -row.minutes_left))} 지남", "late"
    return f"{span(row.minutes_left)} 남음", "soon" if row.minutes_left <= SOON_MINUTES else "calm"


def office_name(notice: Notice, office: str | None) -> str:
    found = notice.offices.get(office) if office else None
    return found.name if found else NOBODY_OFFICE


def event_line(event: RequestEvent, names: Mapping[int, str], notice: Notice, office: str | None) -> str:
    """An event as one line of the record; empty for those that are drawn as a bubble."""
    body: Mapping[str, Any] = event.body or {}
    name = names.get(event.staff_id or 0, "담당자")
    if event.kind == "filed":
        return f"요청 접수, {josa(office_name(notice, office), '으로/로')} 전달"
    if event.kind == "claimed":
        return f"{josa(name, '이/가')} 맡았습니다"
    if event.kind == "released":
        return f"{josa(name, '이/가')} 담당을 내려놓았습니다"
    if event.kind == "handed_over":
        reason = f": {body['reason']}" if body.get("reason") else ""
        return f"{josa(name, '이/가')} {josa(office_name(notice, body.get('to')), '으로/로')} 넘겼습니다{reason}"
    if event.kind == "gate_checked":
        gate = notice.gates[body["gate"]].title
        result = {"pass": "맞음", "fail": "맞지 않음", "review": "다시 확인"}[body["result"]]
        return f"{name} 확인: {gate} {result}"
    if event.kind == "closed":
        return f"{josa(name, '이/가')} 마쳤습니다"
    if event.kind == "withdrawn":
        return "회사가 요청을 거두었습니다"
    if event.kind == "undone":
        return f"{josa(name, '이/가')} 되돌렸습니다"
    return ""


def news_line(row: RequestRow) -> str:
    """What the latest event says, for rows that somebody has; the fault where nothing was said yet."""
    body = row.news.body or {} if row.news is not None else {}
    text = str(body.get("text", ""))
    if row.news is None or row.news.kind not in ("company_reply", "asked_back"):
        return row.gist
    if row.news.kind == "company_reply" and not text:
        return f"회사: 파일 {body.get('files', 0)}개를 보냈습니다"
    return f"{'회사' if row.news.kind == 'company_reply' else '되물음'}: {text}"


def chips(row: RequestRow, now: datetime) -> list[tuple[str, str]]:
    """A row's chips: look and words."""
    made: list[tuple[str, str]] = []
    if row.claimed_by is None and row.status == "new":
        if row.late:
            made.append(("red", "응답 지연"))
        if row.kind == "consultation":
            made.append(("g", kind_word(row.support_type, row.kind)))
        if row.counts["fail"]:
            made.append(("no", f"맞지 않음 {row.counts['fail']}"))
        if row.counts["review"]:
            made.append(("if", f"확인 필요 {row.counts['review']}"))
        if row.counts["pass"]:
            made.append(("ok", f"맞음 {row.counts['pass']}"))
        return made
    if row.answered and row.status not in ("closed", "withdrawn"):
        made.append(("p", "새 답변"))
    elif row.status == "waiting_company":
        days = (now.astimezone(SEOUL).date() - row.news_at.astimezone(SEOUL).date()).days
        made.append(("g", f"회사 답변 대기 {days}일" if days else "회사 답변 대기"))
    else:
        made.append(("g", STATUSES[row.status]))
    if row.kind == "consultation":
        made.append(("g", kind_word(row.support_type, row.kind)))
    return made
