"""A case as people read it before it is sent: generated from the facts, so it cannot drift from the questions."""

from __future__ import annotations

from collections.abc import Sequence

from flows.engine import Standing
from flows.labels import Labels, wording_of
from flows.questions import Questions
from flows.state import SUPPLIER_UNVERIFIED, UNVERIFIED
from intents.answer import Card, Quote, Row
from knowledge.amounts import subsidy
from knowledge.findings import Finding, Status
from knowledge.notice import Notice

_LEFT_OUT = ("consent", "confirm", "consult")
VERDICTS = {"yes": "가능", "conditional": "조건부", "no": "불가", "unknown": "공고에 없음", "outside": "이 사업 아님"}


def plain(card: Card) -> str:
    """A card as plain text, in the order in which channels draw it; choices are not part of it."""
    label = f"{VERDICTS[card.verdict]} | " if card.verdict else ""
    parts = [f"{label}{card.headline}", card.reason]
    parts += ["\n".join(f"{row.label} {row.value}" for row in card.rows)]
    parts += [f"“{quote.text}”(공고 {quote.place})" for quote in card.quotes]
    parts += [card.next, card.more, card.question]
    return "\n".join(part for part in parts if part)


def quotes(notice: Notice, clauses: Sequence[str]) -> tuple[Quote, ...]:
    """Clauses as they are shown: to the letter, with their places."""
    return tuple(Quote(id, notice.clauses[id].place, notice.clauses[id].quote) for id in clauses)


def subsidy_of(standing: Standing, notice: Notice) -> int | None:
    """The subsidy in won that the quote gives, None without a quote. Source: overview.terms."""
    amount = standing.facts.known("quote_amount")
    return None if amount is None else subsidy(int(amount), notice.figures)


def fact_rows(standing: Standing, questions: Questions, labels: Labels) -> tuple[Row, ...]:
    """All answers so far, in the order of the questions."""
    facts = standing.facts
    rows = []
    for question in questions.values():
        if question.id in _LEFT_OUT or question.id not in facts:
            continue
        shown = labels.show(question, facts[question.id])
        doubtful = {"business_number": UNVERIFIED, "supplier_number": SUPPLIER_UNVERIFIED}.get(question.id)
        if doubtful and facts.known(doubtful) == "yes":
            shown = labels.word("unverified_value", number=shown)
        rows.append(Row(labels.field(question.id), shown))
    return tuple(rows)


def missing_documents(standing: Standing, notice: Notice) -> tuple[str, ...]:
    """Keys of the papers that the company does not have yet."""
    there = standing.facts.known("documents") or ()
    return tuple(dict.fromkeys(paper.key for paper in notice.documents if paper.key not in there))


def gates_to_review(findings: Sequence[Finding], notice: Notice) -> tuple[str, ...]:
    """Titles of the gates that staff have to look at."""
    return tuple(notice.gates[f.gate].title for f in findings if f.status is Status.REVIEW)


def summary_card(standing: Standing, questions: Questions, notice: Notice, question: str = "") -> Card:
    """Everything that is sent: facts, office, subsidy, what staff check, what is missing, what is judged on site."""
    labels = Labels(notice, standing.facts)
    amount = subsidy_of(standing, notice)
    doubtful = [
        labels.field(field)
        for field, fact in (("business_number", UNVERIFIED), ("supplier_number", SUPPLIER_UNVERIFIED))
        if standing.facts.known(fact) == "yes"
    ]
    words = wording_of(notice).blocks(
        "request/summary",
        subsidy=amount,
        review=[*gates_to_review(standing.findings, notice), *doubtful],
        missing=[labels.document(key) for key in missing_documents(standing, notice)],
        onsite=labels.onsite(),
    )
    rows = list(fact_rows(standing, questions, labels))
    if standing.office:
        rows.append(Row(words["office"], notice.offices[standing.office].name))
    rows.append(Row(words["subsidy"], words["subsidy_value"], total=True))
    notes = "\n".join(words[name] for name in ("review", "missing", "onsite", "decides") if words[name])
    return Card(verdict=None, headline=words["headline"], rows=tuple(rows), next=notes, question=question)
