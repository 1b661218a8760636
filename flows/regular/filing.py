"""What the office gets of a talk about AS지원, and what the company is told."""

from __future__ import annotations

import json
from dataclasses import replace

from flows.emergency.filing import CONSULTATION, outcome_of, sent_message
from flows.engine import Standing
from flows.exchange import Context, Effect, Message, Outcome
from flows.regular.speech import NEED_CLAUSE, Speech
from flows.regular.standing import NEED, SUPPORT_TYPE
from flows.state import FILES, OFFICE
from flows.summary import plain
from intents.answer import Card, Choice, Row
from knowledge.facts import to_json
from knowledge.notice import Notice
from knowledge.windows import standing as window_standing

CLAUSES = (NEED_CLAUSE, "support.regular.utilization", "window.regular")


def send(speech: Speech, notice: Notice, context: Context) -> tuple[Outcome, Effect, Message]:
    """The talk as it is filed. Raises ReceiptMissing."""
    standing = speech.standing
    outcome = outcome_of(CONSULTATION, standing, notice, context)
    return outcome, _effect(speech, notice, outcome), _sent(speech, notice, context, outcome)


def _effect(speech: Speech, notice: Notice, outcome: Outcome) -> Effect:
    standing: Standing = speech.standing
    facts = standing.facts.updated({"support_type": SUPPORT_TYPE})
    return Effect(
        "file_request",
        {
            "receipt": outcome.receipt,
            "kind": CONSULTATION,
            "office": standing.office,
            "company_name": facts.known("company_name"),
            "business_number": None,
            "facts": {fact: to_json(value) for fact, value in facts.items() if fact not in (FILES, OFFICE)},
            # no gate of 긴급AS says anything about a case for AS지원
            "findings": [],
            "clauses": {id: notice.clauses[id].quote for id in CLAUSES},
            "files": [json.loads(file) for file in facts.known(FILES) or ()],
            "fault": facts.known(NEED),
            "summary": plain(Card(None, speech.labels.word("summary"), rows=speech.rows())),
            "subsidy_krw": None,
            "missing_documents": [],
            "onsite": [],
        },
    )


def _sent(speech: Speech, notice: Notice, context: Context, outcome: Outcome) -> Message:
    sent = sent_message(CONSULTATION, speech.standing, notice, context, outcome)
    assert sent.card is not None, "what was sent is told on a card"
    office = notice.offices[outcome.office].name if outcome.office else ""
    window = window_standing(SUPPORT_TYPE, notice, context.today, context.intake_open)
    words = speech.own(office_name=office, is_open=window.is_open)
    # where nobody of the office has joined, the request's own words say so
    reached = outcome.office in context.offices_with_staff
    headline = words["sent_headline"] if reached else sent.card.headline
    rows = (*sent.card.rows, Row(speech.label(NEED), speech.shown(NEED)))
    card = replace(sent.card, headline=headline, rows=rows, next=words["sent_next"])
    return Message(plain(card), (Choice("topic:apply", speech.labels.word("apply")), *sent.choices), card)
