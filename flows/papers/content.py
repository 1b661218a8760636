"""One page about a sent case: rows, findings with their clauses, papers, steps and bans. Nothing here is drawn yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.labels import Labels, wording_of
from flows.papers.filed import Filed
from flows.papers.steps import StepLine, step_lines, words_for_steps
from flows.questions import Question, emergency_questions
from flows.state import SUPPLIER_UNVERIFIED, UNVERIFIED
from intents.answer import Quote, Row
from knowledge.equipment import KINDS
from knowledge.errors import KnowledgeError
from knowledge.evaluation import evaluate
from knowledge.facts import Facts, FactValue, Open
from knowledge.findings import PRECEDENCE, Finding, Status
from knowledge.months import add_months
from knowledge.notice import Notice, Office
from knowledge.rules.case import UNLISTED

# shown apart from the answers, or under their gates
_NO_ROWS = ("consent", "confirm", "consult", "fault_description", "documents", "tax_certificate_issued_on")
_UNVERIFIED = {"business_number": UNVERIFIED, "supplier_number": SUPPLIER_UNVERIFIED}
_STAFF_ONLY = "other_request_same_number"
TAX = "tax"
APPLY, RESULT = "apply.emergency", "scoring.emergency.result"


@dataclass(frozen=True)
class Check:
    """A gate as it stood: `status` in a word, `told` why it is not simply met, and the clause it rests on."""

    gate: str
    title: str
    state: Status
    status: str
    told: str
    quote: Quote


@dataclass(frozen=True)
class Sheet:
    """A paper of the checklist: whether the company has it, and where it is had."""

    key: str
    number: int
    title: str
    short: str  # as the dialog calls it
    note: str
    have: bool
    where: str
    clause: str


@dataclass(frozen=True)
class Ban:
    """Something that may not be done, with the clause that says so."""

    headline: str
    quote: Quote


@dataclass(frozen=True)
class Papers:
    """Everything that the page and the message say. Empty tuples and texts are what a consultation has nothing of."""

    receipt: str
    kind: str
    filed_on: date
    office: Office | None
    words: dict[str, str]  # headings and fixed sentences: blocks of papers/sheet
    fault: str
    facts: tuple[Row, ...]
    checks: tuple[Check, ...]
    documents: tuple[Sheet, ...]
    missing: tuple[str, ...]
    tax: str
    onsite: tuple[str, ...]
    onsite_result: Quote | None
    steps: tuple[StepLine, ...]
    step_words: dict[str, str]
    forbidden: tuple[Ban, ...]
    path: Quote | None

    def of(self, *states: Status) -> tuple[Check, ...]:
        """The gates that stand so, in the notice's order."""
        return tuple(check for check in self.checks if check.state in states)


def papers_of(filed: Filed, notice: Notice) -> Papers:
    """The page of a sent case, from what was stored with it and the notice it was sent under."""
    labels = Labels(notice, filed.facts)
    checks = tuple(_check(finding, filed, labels, notice) for finding in _for_company(filed, notice))
    if not filed.is_request:
        # gates that nobody asked about say nothing about a talk
        checks = tuple(check for check in checks if check.state in (Status.FAIL, Status.REVIEW))
    documents = _documents(filed, labels, notice) if filed.is_request else ()
    there = filed.facts.known("documents") or ()
    keys = dict.fromkeys(sheet.key for sheet in documents if sheet.key not in there)
    office = notice.offices[filed.office] if filed.office else None
    words = wording_of(notice).blocks(
        "papers/sheet",
        kind=filed.kind,
        filed_on=filed.filed_on,
        office=office,
        subsidy=filed.subsidy_krw,
        missing=len(keys),
        counted=_counted(checks),
    )
    return Papers(
        receipt=filed.receipt,
        kind=filed.kind,
        filed_on=filed.filed_on,
        office=office,
        words=words,
        fault=str(filed.facts.known("fault_description") or ""),
        facts=_rows(filed, labels, words),
        checks=checks,
        documents=documents,
        missing=tuple(labels.document(key) for key in keys),
        tax=_tax(filed, notice) if filed.is_request else "",
        onsite=labels.onsite() if filed.is_request else (),
        onsite_result=_quote(RESULT, filed, notice) if filed.is_request else None,
        steps=step_lines(notice) if filed.is_request else (),
        step_words=words_for_steps(notice),
        forbidden=_forbidden(filed, notice) if filed.is_request else (),
        path=_quote(APPLY, filed, notice) if filed.is_request else None,
    )


def _for_company(filed: Filed, notice: Notice) -> tuple[Finding, ...]:
    """The findings without what only staff may know: that another person's request has this business number."""
    if not any(_STAFF_ONLY in finding.facts for finding in filed.findings):
        return filed.findings
    own = filed.facts.without(_STAFF_ONLY)
    # of this evaluation only gates that rest on that fact are taken, so the switch and the day do not matter
    again = {one.gate: one for one in evaluate(own, notice, filed.filed_on, {})}
    return tuple(again[one.gate] if _STAFF_ONLY in one.facts else one for one in filed.findings)


def _quote(clause: str, filed: Filed, notice: Notice) -> Quote:
    """A clause to the letter: the words stored with the case, else the notice's."""
    known = notice.clauses[clause]
    return Quote(clause, known.place, filed.clauses.get(clause, known.quote))


def _rows(filed: Filed, labels: Labels, words: dict[str, str]) -> tuple[Row, ...]:
    """The answers that are no plain yes or no: those stand under the gates that they decide."""
    rows = []
    for question in emergency_questions().values():
        if question.kind == "yes_no" or question.id in _NO_ROWS or question.id not in filed.facts:
            continue
        shown = _shown(question, filed.facts[question.id], labels)
        doubtful = _UNVERIFIED.get(question.id)
        if doubtful and filed.facts.known(doubtful) == "yes":
            shown = labels.word("unverified_value", number=shown)
        rows.append(Row(labels.field(question.id), shown))
    if filed.is_request:
        rows.append(Row(words["subsidy"], words["subsidy_value"], total=True))
    return tuple(rows)


def _shown(question: Question, value: FactValue, labels: Labels) -> str:
    try:
        return labels.show(question, value)
    except (KeyError, KnowledgeError):  # a value that the vocabulary no longer has
        return str(value)


def _check(finding: Finding, filed: Filed, labels: Labels, notice: Notice) -> Check:
    wording = wording_of(notice)
    words = wording.blocks(
        "papers/finding",
        status=finding.status.value,
        reason=finding.reason,
        of_kind=finding.reason in (*KINDS, UNLISTED),
        answer=_answer(finding, filed.facts, labels),
    )
    told = words["told"]
    if finding.status is Status.FAIL:
        told = wording.blocks("request/failed", gate=finding.gate, reason=finding.reason)["headline"]
    gate = notice.gates[finding.gate]
    clause = (finding.clauses or gate.clauses)[0]
    return Check(finding.gate, gate.title, finding.status, words["status"], told, _quote(clause, filed, notice))


def _answer(finding: Finding, facts: Facts, labels: Labels) -> str:
    """What was said about a gate that staff look at: 잘 모르겠습니다, 나중에 적기."""
    said = next((facts[fact] for fact in finding.facts if isinstance(facts.get(fact), Open)), None)
    return labels.word(said.value) if isinstance(said, Open) else ""


def _counted(checks: tuple[Check, ...]) -> list[str]:
    """맞음 15, 확인 필요 2: what is fine first."""
    made = []
    for state in reversed(PRECEDENCE):
        of_state = [check for check in checks if check.state is state]
        if of_state:
            made.append(f"{of_state[0].status} {len(of_state)}")
    return made


def _documents(filed: Filed, labels: Labels, notice: Notice) -> tuple[Sheet, ...]:
    """The papers of the company's track; of both where it does not know its own."""
    where = wording_of(notice).blocks("papers/where")
    track, there = filed.facts.known("track"), filed.facts.known("documents") or ()
    return tuple(
        Sheet(
            key=paper.key,
            number=paper.number,
            title=paper.title,
            short=paper.title if paper.tracks else labels.document(paper.key),
            note=paper.note,
            have=paper.key in there,
            where=where["_".join((paper.key, *paper.tracks))],
            clause=paper.clause,
        )
        for paper in notice.documents
        if not paper.tracks or track is None or track in paper.tracks
    )


def _tax(filed: Filed, notice: Notice) -> str:
    """Until when the certificate at hand is valid: the same day of the month, some calendar months after its issue."""
    issued = filed.facts.known("tax_certificate_issued_on")
    until = add_months(issued, notice.figures.tax_certificate_months) if isinstance(issued, date) else None
    if TAX not in (filed.facts.known("documents") or ()):
        state = "none"
    elif until is None:
        state = "unknown"
    elif issued > filed.filed_on:
        state = "future"
    else:
        state = "valid" if filed.filed_on <= until else "expired"
    return wording_of(notice).render("papers/tax", state=state, until=until, issued=issued)


def _forbidden(filed: Filed, notice: Notice) -> tuple[Ban, ...]:
    """The blocks of papers/forbidden in their order; each is named after its clause."""
    by_name = {clause.replace(".", "_"): clause for clause in notice.clauses}
    blocks = wording_of(notice).blocks("papers/forbidden")
    return tuple(Ban(headline, _quote(by_name[name], filed, notice)) for name, headline in blocks.items())
