"""Topic `eligibility`: can this company apply."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.decisions.disguise import disguise
from intents.decisions.eligibility import eligibility
from intents.question import Draft, Question, drafted
from intents.topics.common import office_of, standings
from intents.world import World
from knowledge.findings import Verdict


def answer(question: Question, world: World) -> Draft:
    """By the company's gates; a form of participation that the notice does not name is left to the office."""
    trick = disguise(question.facts, world.notice)
    if trick is not None:
        return drafted(trick, "disguise")
    if question.about("certificate_where") and "level_certificate" not in question.said:
        clauses = ("eligibility.level_certificate", "eligibility.self_built")
        return draft(Decision(None, "certificate_where", clauses), question, world)
    decision = eligibility(question.facts, world.notice, world.today)
    # the company that closed may be the one taken over
    if decision.verdict is not Verdict.NO or (decision.reason == "operating" and question.about("succession")):
        decision = _special(question) or decision
    return draft(decision, question, world)


def draft(decision: Decision, question: Question, world: World) -> Draft:
    """The wording of a decision about the company itself; also used where coverage ends there."""
    office = office_of(question, world)
    values = {
        "failed": decision.values.get("failed", (decision.reason,)),
        "passed": decision.values.get("passed", (decision.reason,)),
        "kin": decision.values.get("kin"),
        "company_kind": question.facts.known("company_kind"),
        "program_state": question.facts.known("program_state"),
        "pending": question.facts.known("other_application_state") == "pending",
        "standings": standings(world),
        "office": office,
        "tells_selection": False,
    }
    choices = (
        ("topic:documents", "topic:apply") if decision.verdict is Verdict.YES else ("office:send", "human:connect")
    )
    return drafted(decision, "eligibility", values=values, choices=choices, office=office.id if office else None)


def _special(question: Question) -> Decision | None:
    clauses: tuple[str, ...]
    if question.about("consortium") or question.said.known("programme_variant"):
        clauses = ("eligibility.program", "documents.track", "caution.other_rules", "eligibility.self_built")
        return Decision(Verdict.CONDITIONAL, "consortium", clauses)
    if question.about("succession"):
        clauses = ("eligibility.program", "documents.track", "caution.other_rules")
        return Decision(Verdict.CONDITIONAL, "succession", clauses)
    if question.about("exclusions"):
        clauses = ("excluded.closed", "excluded.tax", "excluded.sanction", "excluded.self_capable")
        return Decision(None, "exclusions", clauses)
    return None
