"""What is handed over when a request or a consultation is sent, and what the company is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flows.emergency.sent_files import handed_over
from flows.engine import Standing, judged
from flows.errors import ReceiptMissing
from flows.exchange import Context, Effect, Message, Outcome
from flows.labels import Labels, wording_of
from flows.questions import Questions
from flows.state import CHOSEN, FILES, OFFICE
from flows.summary import missing_documents, plain, subsidy_of, summary_card
from intents.answer import Card, Choice, Row
from knowledge.business_days import is_business_day, next_business_day
from knowledge.evaluation import evaluate
from knowledge.facts import to_json
from knowledge.findings import Finding
from knowledge.notice import Notice

OPENS, CLOSES = 9, 18  # hours in which the offices work
REQUEST, CONSULTATION = "request", "consultation"
_RESULTS = {REQUEST: "routed", CONSULTATION: "consultation"}


def outcome_of(kind: str, standing: Standing, notice: Notice, context: Context) -> Outcome:
    """How the flow ends when the case is sent. Raises ReceiptMissing."""
    if context.reserved_receipt is None:
        raise ReceiptMissing
    return Outcome(
        result=_RESULTS[kind],
        receipt=context.reserved_receipt,
        office=standing.office,
        failed=tuple(finding.gate for finding in standing.failed),
        subsidy_krw=subsidy_of(standing, notice) if kind == REQUEST else None,
    )


def file_effect(
    kind: str, standing: Standing, questions: Questions, notice: Notice, context: Context, outcome: Outcome
) -> Effect:
    """The whole case as the office gets it: facts, findings, and the clauses' words as they were."""
    facts = standing.facts
    findings = _for_staff(standing, notice, context)
    papers = Labels(notice, facts)
    data: dict[str, Any] = {
        "receipt": outcome.receipt,
        "kind": kind,
        "office": standing.office,
        "company_name": facts.known("company_name"),
        "business_number": facts.known("business_number"),
        "facts": {fact: to_json(value) for fact, value in facts.items() if fact not in (CHOSEN, FILES, OFFICE)},
        "findings": [
            {
                "gate": f.gate,
                "status": f.status.value,
                "clauses": list(f.clauses),
                "facts": list(f.facts),
                "reason": f.reason,
            }
            for f in findings
        ],
        "clauses": {id: notice.clauses[id].quote for f in findings for id in f.clauses},
        "files": handed_over(facts),
        "fault": facts.known("fault_description"),
        "summary": plain(summary_card(standing, questions, notice)),
        "subsidy_krw": outcome.subsidy_krw,
        "missing_documents": [papers.document(key) for key in missing_documents(standing, notice)],
        "onsite": list(papers.onsite()),
    }
    return Effect("file_request", data)


def _for_staff(standing: Standing, notice: Notice, context: Context) -> tuple[Finding, ...]:
    """The findings with what only staff may know: that another person's request has this business number."""
    if not context.other_request_same_number:
        return standing.findings
    facts = judged(standing.facts, notice, context).updated({"other_request_same_number": "yes"})
    return evaluate(facts, notice, context.today, context.intake_open)


def sent_message(kind: str, standing: Standing, notice: Notice, context: Context, outcome: Outcome) -> Message:
    """Where the case went and under which number, or that nobody of the office has joined yet."""
    labels = Labels(notice, standing.facts)
    office = notice.offices[standing.office] if standing.office else None
    at_work, next_day = working_hours(context.now)
    missing = [labels.document(key) for key in missing_documents(standing, notice)] if kind == REQUEST else []
    words: Mapping[str, str] = wording_of(notice).blocks(
        "request/sent",
        kind=kind,
        kind_label=labels.word(f"kind_{kind}"),
        office=office,
        staffed=standing.office in context.offices_with_staff,
        at_work=at_work,
        next_day=next_day,
        missing=missing,
    )
    rows = (Row(words["receipt"], str(outcome.receipt)),)
    after = "\n".join(words[name] for name in ("next", "missing") if words[name])
    card = Card(None, words["headline"], reason=words["reason"], rows=rows, next=after)
    apply = (Choice("topic:apply", labels.word("apply")),) if kind == REQUEST else ()
    return Message(plain(card), (*apply, Choice("request:status", labels.word("status"))), card)


def working_hours(now: datetime) -> tuple[bool, date | None]:
    """Whether the offices work now; if not, the day on which they next open (None: later on the same day)."""
    today = now.date()
    if is_business_day(today) and OPENS <= now.hour < CLOSES:
        return True, None
    if is_business_day(today) and now.hour < OPENS:
        return False, None
    return False, next_business_day(today + timedelta(days=1))
