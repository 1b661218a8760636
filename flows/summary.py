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


def fact_rows(
    standing: Standing, questions: Questions, labels: Labels, fields: Sequence[str] | None = None
) -> tuple[Row, ...]:
    """The answers so far, of all fields or of these, in the order of the questions."""
    facts = standing.facts
    rows = []
    for question in questions.values():
        if question.id in _LEFT_OUT or question.id not in facts or (fields is not None and question.id not in fields):
            continue
        shown = labels.show(question, facts[question.id])
        doubtful = {"business_number": UNVERIFIED, "supplier_number": SUPPLIER_UNVERIFIED}.get(question.id)
        if doubtful and facts.known(doubtful) == "yes":
            shown = labels.word("unverified_value", number=shown)
        rows.append(Row(labels.field(question.id), shown))
    return tuple(rows)


def plainly_met(standing: Standing, questions: Questions) -> tuple[str, ...]:
    """Fields that the person answered by a plain yes or no and that staff need not look at.

    What was only read from the opening lines is not among them: the summary is where the person confirms it.
    """
    review = {fact for finding in standing.findings if finding.status is not Status.PASS for fact in finding.facts}
    return tuple(
        question.id
        for question in questions.values()
        if question.kind == "yes_no"
        and question.id in standing.facts
        and question.id not in (*_LEFT_OUT, *standing.taken_over, *review)
    )


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
        passed=sum(finding.status is Status.PASS for finding in standing.findings),
        failed=[notice.gates[finding.gate].title for finding in standing.failed],
    )
    # a screen full of yes and no hides what is worth checking: those stand below, folded
    met = plainly_met(standing, questions)
    rows = list(fact_rows(standing, questions, labels, [id for id in questions if id not in met]))
    if standing.office:
        rows.append(Row(words["office"], notice.offices[standing.office].name))
    rows.append(Row(words["gates"], words["gates_value"]))
    rows.append(Row(words["subsidy"], words["subsidy_value"], total=True))
    notes = "\n".join(words[name] for name in ("review", "missing", "onsite", "decides") if words[name])
    folded = "\n".join(f"{row.label}: {row.value}" for row in fact_rows(standing, questions, labels, met))
    return Card(verdict=None, headline=words["headline"], rows=tuple(rows), next=notes, more=folded, question=question)
