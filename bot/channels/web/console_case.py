"""One request as the console shows it: what to check, what is fine, the facts, the papers, the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.channels.web import console_words as words
from bot.channels.web.shown_file import ShownFile
from bot.channels.web.shown_file import shown as shown_file
from bot.desk import summary
from bot.desk.acts import Desk
from bot.desk.views import RequestDetail
from flows.labels import Labels
from flows.questions import emergency_questions
from knowledge.business_number import check, same_number
from knowledge.equipment import all_equipment
from knowledge.errors import KnowledgeError
from knowledge.facts import Facts, Open
from knowledge.findings import Finding, Status
from knowledge.korean import josa, won_full

# reasons of findings that name a kind of thing
KIND_REASONS = ("office", "facility", "machine", "subscription", "consumable")
# shown under their own headings, not as answers
NO_ANSWERS = ("documents", "tax_certificate_issued_on")


@dataclass(frozen=True)
class GateLine:
    """A gate in the detail: `quote` with `place` is its first clause, `ask` a ready question to the company."""

    gate: str
    title: str
    status: str
    told: str
    place: str
    quote: str
    ask: str
    by: str
    yes: str  # what the button says that marks it as met


@dataclass(frozen=True)
class FactLine:
    """A row of the facts; `note` stands small behind the value, `strong` is drawn bold behind it."""

    label: str
    value: str
    note: str = ""
    strong: str = ""
    hidden: str = ""  # shown on demand only


@dataclass(frozen=True)
class TalkLine:
    """A line of the conversation and record. `kind`: day, event, company, assistant, staff, note."""

    kind: str
    text: str
    who: str = ""
    foot: str = ""
    at: datetime | None = None


def gate_lines(detail: RequestDetail, desk: Desk, now: datetime) -> tuple[list[GateLine], list[GateLine]]:
    """Gates to look at (failing ones first) and gates that are met."""
    facts = summary.facts_of(detail.request)
    labels = Labels(desk.notice, facts)
    lines = [_gate_line(finding, detail, desk, facts, labels, now) for finding in detail.findings]
    order = {Status.FAIL: 0, Status.OPEN: 1, Status.REVIEW: 1}
    need = sorted((line for line in lines if line.status != "pass"), key=lambda line: order[Status(line.status)])
    return need, [line for line in lines if line.status == "pass"]


def _gate_line(
    finding: Finding, detail: RequestDetail, desk: Desk, facts: Facts, labels: Labels, now: datetime
) -> GateLine:
    spec = desk.notice.gates[finding.gate]
    event = detail.checked.get(finding.gate)
    person = detail.staff.get(event.staff_id or 0) if event is not None else None
    clause = finding.clauses[0] if finding.clauses else None
    quote = detail.request.clauses.get(clause, "") if clause else ""
    known = desk.notice.clauses.get(clause) if clause else None
    papers = missing(facts, desk, labels)
    asked = next((fact for fact in finding.facts if fact in emergency_questions()), None)
    ask = f"없는 서류를 보내 주세요: {', '.join(papers)}" if finding.gate == "documents" and papers else ""
    return GateLine(
        gate=finding.gate,
        title=spec.title,
        status=finding.status.value,
        told=_told(finding, desk, facts, labels, papers),
        place=known.place if known else "",
        quote=quote or (known.quote if known else ""),
        ask=ask or (labels.ask(asked) if asked else ""),
        by=f"{person.name} 확인, {words.when(event.at, now)}" if person is not None and event is not None else "",
        yes="모두 받음" if finding.gate == "documents" else "맞음",
    )


def _told(finding: Finding, desk: Desk, facts: Facts, labels: Labels, papers: list[str]) -> str:
    given = [f for f in finding.facts if f in facts and f in emergency_questions() and f not in NO_ANSWERS]
    answers = [f"“{_words_of(fact, facts, labels)}”" for fact in given]
    if len(given) > 1:  # one answer under its gate's title speaks for itself
        answers = [f"{labels.field(fact)} {answer}" for fact, answer in zip(given, answers, strict=True)]
    equipment = facts.known("equipment")
    return desk.wording.render(
        "staff/finding",
        reason=finding.reason,
        gate=finding.gate,
        missing=papers,
        issued=facts.known("tax_certificate_issued_on") or date.min,
        kind_reason=finding.reason in KIND_REASONS,
        equipment=all_equipment()[equipment].label if equipment in all_equipment() else "",
        answers=", ".join(answers),
    )


def _words_of(fact: str, facts: Facts, labels: Labels) -> str:
    """An answer as the company gave it: 잘 모르겠습니다, not 모름."""
    value = facts[fact]
    return labels.word(value.value) if isinstance(value, Open) else shown(fact, facts, labels)


def shown(fact: str, facts: Facts, labels: Labels) -> str:
    """An answer as people read it; a value that the notice's words do not know is shown as it is."""
    try:
        return labels.show(emergency_questions()[fact], facts[fact])
    except (KeyError, KnowledgeError):
        return str(facts[fact])


def missing(facts: Facts, desk: Desk, labels: Labels) -> list[str]:
    """Papers that the company does not have yet, by their short names."""
    there = facts.known("documents") or ()
    keys = dict.fromkeys(paper.key for paper in desk.notice.documents)
    return [labels.document(key) for key in keys if key not in there]


def papers(detail: RequestDetail, desk: Desk) -> list[tuple[str, bool]]:
    """Each paper with whether the company has it; empty where it was not asked (a consultation)."""
    facts = summary.facts_of(detail.request)
    if facts.state("documents") == "absent":
        return []
    labels = Labels(desk.notice, facts)
    there = facts.known("documents") or ()
    return [(labels.document(key), key in there) for key in dict.fromkeys(p.key for p in desk.notice.documents)]


def files(detail: RequestDetail, desk: Desk) -> list[tuple[ShownFile, str]]:
    """What the company sent: each file with its state in words, empty where it can be opened."""
    made = []
    for row in detail.attachments:
        file = shown_file(row, f"/console/requests/{detail.request.receipt}/files/{row.id}", desk.notice)
        state = "" if file.url else desk.wording.render("staff/file_state", state=row.state, reason=row.refused)
        made.append((file, state))
    return made


def onsite(detail: RequestDetail, desk: Desk) -> tuple[str, ...]:
    """What the on-site evaluation judges and no gate does; never shown as fulfilled."""
    if detail.request.kind != "request":
        return ()
    return Labels(desk.notice, summary.facts_of(detail.request)).onsite()


def fact_lines(detail: RequestDetail, desk: Desk) -> list[FactLine]:
    """The case, in the order in which staff read it."""
    facts = summary.facts_of(detail.request)
    labels = Labels(desk.notice, facts)
    made: list[FactLine] = []

    def add(fact: str, label: str, **extra: str) -> None:
        if fact in facts:
            made.append(FactLine(label, shown(fact, facts, labels), **extra))

    add("equipment", "설비")
    add("occurred_on", "발생일")
    add("track", "마련 방법")
    office = words.office_name(desk.notice, detail.request.office)
    add("site_address", "현장", note=f"주소로 {josa(office, '을/를')} 정했습니다" if detail.request.office else "")
    made += _money(detail, desk, facts, labels)
    add("duration_months", "수리 기간")
    add("supplier_name", "공급기업", note=_supplier_note(facts))
    if "company_name" in facts:
        number = facts.known("business_number")
        made.append(FactLine("회사", shown("company_name", facts, labels), note=_written(number) if number else ""))
    phone = facts.known("phone")
    if "contact_name" in facts or phone:
        name = shown("contact_name", facts, labels) if "contact_name" in facts else ""
        made.append(
            FactLine("연락처", f"{name} {masked(str(phone)) if phone else ''}".strip(), hidden=str(phone or ""))
        )
    return made


def _money(detail: RequestDetail, desk: Desk, facts: Facts, labels: Labels) -> list[FactLine]:
    quote = facts.known("quote_amount")
    if quote is None:
        return [FactLine("견적", shown("quote_amount", facts, labels))] if "quote_amount" in facts else []
    subsidy = detail.request.subsidy_krw
    if subsidy is None:
        return [FactLine("견적", won_full(quote))]
    figures = desk.notice.figures
    limit = f"한도 {won_full(figures.cap_won)}" if subsidy == figures.cap_won else "한도 안"
    return [
        FactLine(
            "견적", f"{won_full(quote)} → 지원금", strong=won_full(subsidy), note=f"{figures.rate_percent}%, {limit}"
        ),
        FactLine("회사 부담", won_full(quote - subsidy)),
    ]


def _supplier_note(facts: Facts) -> str:
    own, other = facts.known("business_number"), facts.known("supplier_number")
    if not own or not other:
        return ""
    return "도입기업과 사업자번호 같음" if same_number(str(own), str(other)) else "도입기업과 사업자번호 다름"


def _written(number: Any) -> str:
    try:
        return check(str(number)).written
    except KnowledgeError:
        return str(number)


def masked(phone: str) -> str:
    """010-****-0000: enough to recognise a number, not enough to read it over a shoulder."""
    parts = phone.split("-")
    if len(parts) == 3:
        return f"{parts[0]}-{'*' * len(parts[1])}-{parts[2]}"
    return f"{phone[:3]}{'*' * max(0, len(phone) - 7)}{phone[-4:]}"


def gist_words(detail: RequestDetail) -> list[str]:
    """Behind the fault in the head: place, quote, subsidy."""
    facts = summary.facts_of(detail.request)
    region, town = summary.place_words(str(facts.known("site_address") or ""))
    return [word for word in (f"{region} {town}".strip(),) if word]


def talk_lines(detail: RequestDetail, desk: Desk, now: datetime) -> list[TalkLine]:
    """Conversation and record in one, by time. Notes and the reasons of hand-overs are the staff's own."""
    request = detail.request
    names = {number: person.name for number, person in detail.staff.items()}
    company = summary.company(request)
    first_office = next((e.body["office"] for e in detail.events if e.kind == "handed_over" and e.body), request.office)
    made: list[TalkLine] = []
    for message in detail.messages:
        body = message.body or {}
        if body.get("desk"):
            continue  # the record tells it, with who did it
        text = _said(body)
        if not text:
            continue
        kind = "company" if message.sender == "company" else "assistant"
        verdict = (body.get("card") or {}).get("verdict")
        made.append(
            TalkLine(
                kind, text, company if kind == "company" else _assistant(verdict), words.clock(message.at), message.at
            )
        )
    for event in detail.events:
        body = event.body or {}
        who = names.get(event.staff_id or 0, "")
        if event.kind == "note":
            foot = f"{words.clock(event.at)} · 회사에는 보이지 않습니다"
            made.append(TalkLine("note", str(body.get("text", "")), f"내부 메모 · {who}", foot, event.at))
        elif event.kind == "asked_back":
            made.append(TalkLine("staff", str(body.get("text", "")), who, words.clock(event.at), event.at))
        elif event.kind == "company_reply":
            files = f"파일 {body['files']}개를 보냈습니다." if body.get("files") else ""
            text = "\n".join(part for part in (str(body.get("text", "")), files) if part)
            made.append(TalkLine("company", text, company, words.clock(event.at), event.at))
        else:
            line = words.event_line(event, names, desk.notice, first_office)
            made.append(TalkLine("event", f"{words.clock(event.at)} {line}", at=event.at))
            if event.kind == "closed" and body.get("result"):
                made.append(TalkLine("staff", str(body["result"]), who, words.clock(event.at), event.at))
    made.sort(key=lambda line: line.at or now)
    return _with_days(made)


def _assistant(verdict: str | None) -> str:
    label = {"yes": "가능", "conditional": "조건부", "no": "불가", "unknown": "공고에 없음", "outside": "이 사업 아님"}
    return f"AS 도우미 · {label[verdict]}" if verdict in label else "AS 도우미"


def _said(body: dict[str, Any]) -> str:
    card = body.get("card")
    if card:
        return str(card.get("headline") or body.get("text", ""))
    file = body.get("file")
    if file:
        return f"파일: {file.get('name') or '사진'}"
    return str(body.get("text") or body.get("label") or "")


def _with_days(lines: list[TalkLine]) -> list[TalkLine]:
    made: list[TalkLine] = []
    shown_day = ""
    for line in lines:
        name = words.day_line(line.at) if line.at is not None else shown_day
        if name != shown_day:
            made.append(TalkLine("day", name))
            shown_day = name
        made.append(line)
    return made
