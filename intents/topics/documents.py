"""Topic `documents`: which papers, by track, and whether a certificate is still valid."""

from __future__ import annotations

from intents.answer import Row
from intents.decisions.decision import Decision
from intents.decisions.papers import tax_certificate
from intents.question import Draft, Question, drafted
from intents.topics.common import office_of
from intents.world import World
from knowledge.findings import Verdict

LIST = ("documents.application", "documents.registration", "documents.tax", "documents.financials", "documents.track")
# what is asked, by the side that the words point at and by the paper that is named, the most exact first
SIDES = {
    "certificate_where": ("eligibility.level_certificate", "eligibility.self_built", "documents.track"),
    "lost": ("documents.track", "caution.other_rules"),
    "forms": ("documents.forms", "documents.application"),
    "financials": ("documents.financials",),
    "registration": ("documents.registration",),
    "tax": ("documents.tax",),
    "track": ("documents.track", "eligibility.self_built", "eligibility.program"),
    "consent": ("documents.consent", "documents.forms"),
}
NAMED = {
    "forms": "forms", "financials": "financials", "registration": "registration", "tax": "tax",
    "track_proof": "track", "level_certificate": "track", "consent_form": "consent",
}  # fmt: skip


def answer(question: Question, world: World) -> Draft:
    """The paper that is asked about, else the whole list for the company's track."""
    decision = _decision(question, world)
    office = office_of(question, world)
    track = question.facts.known("track")
    values = {
        "certificate": tax_certificate(question.facts, world.notice.figures, world.today),
        "track": track,
        "site": world.notice.site,
        "office": office,
        "months": world.notice.figures.tax_certificate_months,
    }
    rows = _rows(track, world) if decision.reason == "list" else ()
    choices = (
        ("office:send", "human:connect")
        if decision.verdict is Verdict.CONDITIONAL
        else ("topic:apply", "request:start")
    )
    return drafted(decision, "documents", values=values, rows=rows, choices=choices, quotes=1 if rows else 2)


def _decision(question: Question, world: World) -> Decision:
    certificate = tax_certificate(question.facts, world.notice.figures, world.today)
    if certificate is not None:
        verdict = Verdict.YES if certificate.valid else Verdict.NO
        return Decision(verdict, "still_valid" if certificate.valid else "expired", SIDES["tax"])
    if question.about("wrong_validity") and question.about("whether"):
        return Decision(Verdict.NO, "validity", SIDES["tax"])
    if question.about("everything"):
        return Decision(None, "list", _list(question))
    named = NAMED.get(str(question.said.known("document")))
    side = next((side for side in SIDES if question.about(side)), named)
    if side is None:
        return Decision(None, "list", _list(question))
    if side == "tax" and question.about("both_taxes"):
        return Decision(Verdict.YES, side, SIDES[side])
    if side == "registration" and question.about("copy"):
        return Decision(Verdict.NO, "registration_copy", SIDES[side])
    return Decision(Verdict.CONDITIONAL if side == "lost" else None, side, SIDES[side])


def _list(question: Question) -> tuple[str, ...]:
    return (LIST[-1], *LIST[:-1]) if question.facts.known("track") else LIST


def _rows(track: str | None, world: World) -> tuple[Row, ...]:
    papers = [paper for paper in world.notice.documents if not paper.tracks or track is None or track in paper.tracks]
    return tuple(
        Row(f"{paper.number}", f"{paper.title} ({paper.note})" if paper.note else paper.title) for paper in papers
    )
