"""A draft is read once more beside the case model: clauses that the rules' words missed, and a verdict that is doubtful.

The rules draft every answer. A yes or a no that the words speak against is taken back to what it depends on; a rule of the
notice that a person presumes otherwise is answered with a yes or a no; a no stands only on a clause that rules something out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from intents.compose import statement
from intents.question import Draft, Question
from intents.reading.case_model import Case
from intents.topics.common import office_of
from intents.verdict_odds import Ruled, odds
from intents.world import World
from knowledge.findings import Verdict
from knowledge.notice import Notice

# topics that are drafted from places, names and greetings, not from clauses
UNTOUCHED = frozenset({"contact", "human", "status", "request", "smalltalk", "out_of_scope"})
OWN_CLAUSES = 3  # of the draft that stay before those of the case
NEAR = 0.3  # a clause at least this likely is cited
LEADS = 0.5  # a clause at least this likely leads an answer
ASKED_TOO = 0.3  # a clause at least this likely is told beside what the draft tells
DECISIVE = ("yes", "no")
SURE = {"yes": 0.65, "no": 0.6}  # how likely a yes or a no of the rules must be to be right
OPEN = "unanswered.open"  # no subject is named: the topic alone says that it is open
SURELY_ELSE = 0.85
STANDS = 0.75  # one this likely stays, even where something careful is likelier still
KEPT = 0.35  # one that nothing careful is likelier than
ASKS_ONLY = 0.85  # how sure the words must be of asking for information to take back a yes or a no
CONTRADICTED = 0.25  # one for which the words alone speak less than this is taken back
AGREED, AGREED_NO = 0.9, 0.46  # a no on a clause that the words are surely about needs less
SURE_NEW = 0.75  # one that the rules did not give
CLEARLY_BETTER = 0.08  # by how much another verdict must be likelier than the rules' one to replace it
LIKELY = 0.5
FILES = 0.35  # how likely a yes must be for a request to be taken as one
MOST_ASKED = 4  # clauses of the case that may be told
MOST_TOLD = 2
# verdicts that are reckoned from days, months, points and sums, and below which share of the words alone they are taken back:
# likeness of words says little against a reckoning, more against which day is meant
RECKONED = {
    **dict.fromkeys(("period.pass", "period.fail", "period.review"), 0.05),
    **dict.fromkeys(("amount.wrong_claim", "amount.right_claim", "amount.wrong_own", "amount.above_cap"), 0.1),
    **dict.fromkeys(("evaluation.points_short", "evaluation.points_enough", "evaluation.all_graded"), 0.2),
    **dict.fromkeys(("documents.expired", "documents.still_valid"), 0.15),
    **dict.fromkeys(("window.open", "window.closed", "window.last_days"), 0.36),
}  # fmt: skip
# open answers of rules that found nothing against it and only miss a fact
LACKS_FACTS = frozenset({
    "coverage.repair_if_linked", "coverage.work_open", "coverage.machine", "coverage.whole_device", "coverage.machine_upgrade",
    "evaluation.table", "evaluation.threshold", "evaluation.group",
})  # fmt: skip
PLAINLY, HARDLY = 0.7, 0.2  # how likely the words alone make the one, and how unlikely the other
WAYS_ON = {"yes": ("request:start", "topic:documents", "human:connect")}  # by verdict; else the office answers
BY_NAME = {verdict.value: verdict for verdict in Verdict}
# conditional answers that become a yes when their words leave little doubt: what they depend on stays said
BY_NATURE = {"repair_if_linked": "repair_by_nature"}
# a yes that the words leave in doubt becomes what it depends on, with the fact that would settle it where it is open
TAKEN_BACK = {"repair": "repair_if_linked", "repair_by_nature": "repair_if_linked", "after_warranty": "warranty_unsure"}
# drafts that give information: their headline states the rule, a yes or a no is put before it
STATES_RULE = frozenset({"caution", "procedure", "evaluation", "documents", "apply", "amount", "period", "window"})


@dataclass(frozen=True)
class Second:
    """The verdict chosen (`none` for information) and how likely it is to be right (0-1)."""

    verdict: str
    share: float


def second_reading(draft: Draft, question: Question, case: Case, world: World) -> Draft:
    """The draft with the clauses of the case beside its own, and its verdict weighed."""
    if question.topic == "request" and draft.verdict is Verdict.YES and case.verdict("yes") < FILES:
        return replace(draft, verdict=None)  # perhaps it is asked whether, not filed
    if question.topic in UNTOUCHED:
        return draft
    ruled = ruled_by(draft, question.topic)
    chosen = weighed_verdict(case, ruled, world.notice)
    if chosen.verdict != ruled.verdict and not (question.topic == "window" and _unusual(world)):
        draft = _turned(draft, question, case, chosen, world)
    return _with_clauses(draft, case, world)


def _unusual(world: World) -> bool:
    """Whether windows stand otherwise than on the days of which the model learnt: then only the calendar and the switch tell."""
    return world.today.year != world.notice.year or not all(world.intake_open.values())


def ruled_by(draft: Draft, topic: str) -> Ruled:
    """What the rules made of a message."""
    reason = draft.rules[0] if draft.rules else ""
    return Ruled(topic, draft.verdict.value if draft.verdict else "none", draft.clauses, reason)


def weighed_verdict(case: Case, ruled: Ruled, notice: Notice) -> Second:
    """The rules' verdict, or another that is clearly likelier; a yes or a no only where it is nearly sure."""
    found = odds(case, ruled)
    if ruled.reason in RECKONED and ruled.verdict not in DECISIVE:
        return Second(ruled.verdict, found[ruled.verdict])
    plain = _plainly(case, ruled, notice)
    if plain is not None:
        return Second(plain, case.verdict(plain))
    careful = {verdict: share for verdict, share in found.items() if verdict not in DECISIVE}
    allowed = dict(careful)
    for verdict in DECISIVE:
        if _may(verdict, found[verdict], ruled, max(careful.values()), case, notice):
            allowed[verdict] = found[verdict]
    best = max(allowed, key=lambda verdict: allowed[verdict])
    own = allowed.get(ruled.verdict, 0.0)
    stands = ruled.verdict in DECISIVE and (own >= STANDS or _settled(ruled, own, case))
    # a subject that the notice is known to leave open stays open unless the words are nearly sure of something else
    open_subject = ruled.verdict == "unknown" and ruled.reason != OPEN and allowed[best] < SURELY_ELSE
    if ruled.verdict in allowed and (allowed[best] - own < CLEARLY_BETTER or stands or open_subject):
        best = ruled.verdict
    return Second(best, found[best])


def _plainly(case: Case, ruled: Ruled, notice: Notice) -> str | None:
    """A yes or a no that the words leave little doubt of, where the rules only lacked a fact; None for neither."""
    if ruled.verdict in DECISIVE or ruled.reason not in LACKS_FACTS or _asks_only(case, LIKELY):
        return None
    yes, no = case.verdict("yes"), case.verdict("no")
    if yes >= PLAINLY and no <= HARDLY:
        return "yes"
    return "no" if no >= PLAINLY and yes <= HARDLY and _ruling(case, notice) is not None else None


def _may(verdict: str, share: float, ruled: Ruled, otherwise: float, case: Case, notice: Notice) -> bool:
    """Whether a yes or a no may stand. `otherwise`: how likely the likeliest careful verdict is to be right."""
    if verdict == ruled.verdict:
        own, reckoned = case.verdict(verdict), ruled.reason in RECKONED
        contradicted = own < RECKONED.get(ruled.reason, CONTRADICTED)
        contradicted |= own < LIKELY and not reckoned and _asks_only(case, ASKS_ONLY)
        likely = share >= SURE[verdict] or (share >= KEPT and share >= otherwise)
        return (likely or _settled(ruled, share, case)) and not contradicted
    if ruled.verdict in DECISIVE:
        return False  # where rules and words say the opposite, neither is taken at its word
    if _asks_only(case, LIKELY):
        return False
    return share >= SURE_NEW and (verdict == "yes" or _ruling(case, notice) is not None)


def _asks_only(case: Case, least: float) -> bool:
    """Whether the words ask for information rather than for a yes or a no."""
    return case.verdict("none") >= least


def _settled(ruled: Ruled, share: float, case: Case) -> bool:
    """Whether the rules' verdict is reckoned, or a no on the very clause that the words are about."""
    clause = ruled.clauses[0] if ruled.clauses else ""
    agreed = ruled.verdict == "no" and case.clause(clause) >= AGREED and share >= AGREED_NO
    return ruled.reason in RECKONED or agreed


def _ruling(case: Case, notice: Notice) -> str | None:
    """The clause that rules the case out: the likeliest one that can."""
    return next((clause for clause, share in case.clauses[:3] if share >= NEAR and clause in notice.rulings), None)


def _turned(draft: Draft, question: Question, case: Case, chosen: Second, world: World) -> Draft:
    """The draft under another verdict, in words that fit it."""
    verdict = BY_NAME.get(chosen.verdict)
    reason = str(draft.values.get("reason", ""))
    rules = (*draft.rules, f"second reading: {chosen.verdict} {chosen.share:.2f}")
    if verdict is Verdict.YES and reason in BY_NATURE:
        values = {**draft.values, "reason": BY_NATURE[reason], "verdict": "yes"}
        return replace(draft, verdict=verdict, values=values, missing=None, rules=rules)
    if verdict is Verdict.CONDITIONAL and draft.template == "coverage" and reason in TAKEN_BACK:
        values = {**draft.values, "reason": TAKEN_BACK[reason], "verdict": "conditional"}
        missing = "track" if question.facts.state("track") == "absent" and reason != "after_warranty" else None
        return replace(draft, verdict=verdict, values=values, missing=missing, rules=rules)
    if draft.verdict is None and draft.template in STATES_RULE and verdict is not Verdict.UNKNOWN:
        return replace(draft, verdict=verdict, rules=rules)
    leading = _leading(draft, case, verdict, world.notice)
    office = office_of(question, world)
    values = {
        "verdict": chosen.verdict if verdict else None,
        "says": _said(leading[:2], world),
        "office": office,
    }
    clauses = ("caution.other_rules", *leading) if verdict is Verdict.UNKNOWN else (*leading, *draft.clauses)
    choices = WAYS_ON.get(chosen.verdict, ("office:send", "human:connect"))
    return Draft(
        verdict, clauses, "ruled", values, choices=choices, rows=draft.rows if verdict is None else (),
        office=draft.office, rules=rules,
    )  # fmt: skip


def _leading(draft: Draft, case: Case, verdict: Verdict | None, notice: Notice) -> tuple[str, ...]:
    """The clauses that carry the verdict: for a no one that rules out; the draft's own where the case names none."""
    likely = [clause for clause, share in case.clauses if share >= NEAR]
    if verdict is Verdict.NO:
        likely.sort(key=lambda clause: clause not in notice.rulings)
    own = [clause for clause in draft.clauses if not clause.startswith("contact.")]
    return tuple(dict.fromkeys((*likely[:3], *own))) or ("caution.other_rules",)


def _with_clauses(draft: Draft, case: Case, world: World) -> Draft:
    """The clauses of the case among those of the draft; what a likely one says is told too."""
    near = tuple(clause for clause, share in case.clauses[:MOST_TOLD] if share >= NEAR)
    clauses = tuple(dict.fromkeys((*draft.clauses[:OWN_CLAUSES], *near, *draft.clauses[OWN_CLAUSES:])))
    asked = [clause for clause, share in case.clauses[:MOST_ASKED] if share >= ASKED_TOO]
    return replace(draft, clauses=clauses, told=_said([each for each in asked if each not in draft.clauses], world))


def _said(clauses: Iterable[str], world: World) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (statement(clause, world.wording) for clause in clauses))))
