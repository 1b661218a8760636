"""Staff of two offices around a real store, and requests to act on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

from bot.codec import finding_to_json
from bot.desk.acts import Desk
from bot.store import Store
from bot.store.models import Request, RequestEvent, Staff, StaffChat
from knowledge.evaluation import evaluate
from knowledge.facts import Facts, Open, to_json
from knowledge.loading import default_notice
from knowledge.wording import default_wording

# Wednesday 14 June 2023, 09:20 in Korea
NOW = datetime(2023, 6, 14, 0, 20, tzinfo=UTC)

FACTS = Facts(
    {
        "company_name": "가나정밀",
        "business_number": "1234567891",
        "contact_name": "최예시",
        "phone": "010-0000-0000",
        "site_address": "경기 화성시 예시로 1",
        "manufacturing_sme": "yes",
        "track": "program",
        "program_completed": "yes",
        "closed": "no",
        "tax_arrears": "no",
        "sanctioned": "no",
        "other_application": "no",
        "equipment": "server",
        "fault_description": "MES 서버가 부팅되지 않음. 라인 2개 정지",
        "occurred_on": date(2023, 6, 14),
        "failure_repair": "yes",
        "scope_link": "yes",
        "unsupported_item": "no",
        "warranty": Open.UNSURE,
        "self_capable": "no",
        "supplier_name": "나라솔루션",
        "supplier_number": "2208162517",
        "quote_amount": 36_000_000,
        "self_funds": "yes",
        "lower_amount_consent": "yes",
        "duration_months": 1.5,
        "documents": ("application", "registration", "consent_form", "financials"),
    }
)


@dataclass
class Office:
    """The store with a cast of people, and `file` to put a request on somebody's desk."""

    NO_FACTS: ClassVar[Facts] = Facts()

    store: Store
    desk: Desk
    now: datetime = NOW
    people: dict[str, Staff] = field(default_factory=dict)
    filed: int = 0

    def file(self, office: str | None = "gyeonggi", **values: Any) -> str:
        """Store a request as the runner does, and return its receipt."""
        self.filed += 1
        receipt = f"2306-{self.filed:04d}"
        facts = values.pop("facts", FACTS)
        findings = evaluate(facts, self.desk.notice, date(2023, 6, 14), {"emergency": True, "regular": True})
        row: dict[str, Any] = {
            "receipt": receipt,
            "kind": "request",
            "office": office,
            "channel": "web",
            "user": "company-1",
            "notice": "2023-330",
            "company_name": "가나정밀",
            "facts": {fact: to_json(value) for fact, value in facts.items()},
            "findings": [finding_to_json(finding) for finding in findings],
            "clauses": {name: clause.quote for name, clause in self.desk.notice.clauses.items()},
            "fault": facts.known("fault_description"),
            "subsidy_krw": 18_000_000,
            "created_at": self.now - timedelta(hours=2, minutes=4),
            **values,
        }
        with self.store.begin() as session:
            request = Request(**row)
            session.add(request)
            session.flush()
            assert request.id is not None
            session.add(RequestEvent(request_id=request.id, at=request.created_at, actor_kind="company", kind="filed"))
        return receipt

    def person(self, name: str, office: str | None, role: str = "staff", **values: Any) -> Staff:
        with self.store.begin() as session:
            staff = Staff(name=name, office=office, role=role, created_at=NOW, **values)
            session.add(staff)
        self.people[name] = staff
        return staff

    def chat(self, chat_id: str, office: str | None, is_group: bool = True) -> None:
        with self.store.begin() as session:
            session.add(StaffChat(chat_id=chat_id, office=office, is_group=is_group))


def staffed(store: Store) -> Office:
    """The store with people of 경기 and 인천, an administrator, and somebody whose access has ended."""
    made = Office(store, Desk(default_notice(), default_wording()))
    made.person("김담당", "gyeonggi")
    made.person("이예시 대리", "gyeonggi")
    made.person("박예시 과장", "gyeonggi", "lead")
    made.person("정본보기", "incheon")
    made.person("한본보기 과장", "incheon", "lead")
    made.person("관리자", None, "admin")
    made.person("옛사람", "gyeonggi", active=False)
    return made
