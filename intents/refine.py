"""Second thoughts on a topic: facts and words that show plainly that something else is asked.

The reading guesses from the whole message; here the facts that only one topic uses, and the sides that only one topic has,
correct it. Each rule names itself for `--explain`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from intents.answer import OUTSIDE_TOPICS
from intents.aspects import aspects_of
from intents.decisions.works import REPAIRS, WORK_CLAUSES
from intents.reading.reading import TopicGuess
from knowledge.equipment import all_equipment
from knowledge.facts import Facts

# a guess of the model with less margin than this gives way to what the facts show
UNCERTAIN = 0.3
# an outside guess with less margin than this gives way where facts of the programme were read
OUTSIDE_UNCERTAIN = 0.6
# topics whose sides are worded so that they tell the topic
TELLING = ("procedure", "evaluation", "documents", "apply", "types")
# topics that a word or a fact of another topic does not take over
KEPT = frozenset({"human", "status", "request", "contact", *OUTSIDE_TOPICS})
# what shuts a company out, by the fact that tells it
SHUT_OUT = {
    "closed": ("yes",),
    "tax_state": ("arrears", "instalment"),
    "tax_arrears": ("yes",),
    "sanction_state": ("running",),
    "program_state": ("ongoing", "abandoned"),
    "company_kind": ("midsize", "large", "not_manufacturer"),
    "level_certificate": ("no",),
}
# what is added to a thing that was already named, in a message of at most this many characters
CIRCUMSTANCES = frozenset({"track", "program_state", "program_completed", "linked", "warranty", "warranty_state", "licence",
                           "level_certificate", "document"})  # fmt: skip
SHORT = 40
FEES = ("term", "rental")


@dataclass(frozen=True)
class Asked:
    """A guess with what it was made from. `said` are the facts of this message only."""

    guess: TopicGuess
    said: Facts
    text: str
    thread_topic: str | None

    @property
    def topic(self) -> str:
        return self.guess.topic

    @property
    def by_model(self) -> bool:
        return self.guess.decided_by.startswith("model")

    @property
    def uncertain(self) -> bool:
        return self.by_model and self.guess.margin < UNCERTAIN

    @property
    def thing(self) -> bool:
        return any(fact in self.said for fact in ("equipment", "work", "condition"))

    def has(self, *facts: str) -> bool:
        """At least one of the facts was said."""
        return any(fact in self.said for fact in facts)

    def words(self, topic: str, *sides: str) -> bool:
        """The words point at a side of the topic; at any side where none is named."""
        found = aspects_of(topic, self.text, telling=not sides)
        return any(side in found for side in sides) if sides else bool(found)


def refined(guess: TopicGuess, said: Facts, text: str, thread_topic: str | None) -> tuple[str, str]:
    """The topic to answer, and what decided it."""
    asked = Asked(guess, said, text, thread_topic)
    for rule in RULES:
        topic = rule(asked)
        if topic is not None and topic != guess.topic:
            return topic, f"refine.{rule.__name__.lstrip('_')}"
    return guess.topic, guess.decided_by


def also_asked(topics: tuple[str, ...], said: Facts, text: str) -> tuple[str, ...]:
    """Further topics that the words plainly ask beside those: the sum, the number to call, when, which papers, whether one may."""
    needs = {
        "eligibility": ("track", "company_kind"),
        "amount": ("quote_amount", "amounts"),
        "contact": ("office",),
        "window": ("support_type",),
    }
    beside = [
        topic
        for topic, facts in needs.items()
        if topic not in topics and any(fact in said for fact in facts) and "asked_beside" in aspects_of(topic, text)
    ]
    if "coverage" in topics and "amount" not in (*topics, *beside) and {"quote_amount", "subsidy_claimed"} <= set(said):
        beside.append("amount")  # a price and what is hoped for of it
    return tuple(beside)


def _open_theme(asked: Asked) -> str | None:
    return "unanswered" if asked.topic == "status" and asked.has("unanswered_theme") else None


def _excluded_company(asked: Asked) -> str | None:
    """Whether it is open does not help who is shut out."""
    shut_out = any(asked.said.known(fact) in values for fact, values in SHUT_OUT.items())
    return "eligibility" if shut_out and asked.topic in ("window", "apply", "types") else None


def _decided_matter(asked: Asked) -> str | None:
    """What the notice settles by name is no open or outside matter, however unusual the words are."""
    if (
        asked.topic not in ("unanswered", "out_of_scope", "overview")
        or not asked.by_model
        or asked.has("unanswered_theme")
    ):
        return None
    if asked.has("same_company") and asked.has("work", "support_type", "company_kind"):
        return "caution"
    if asked.has("warranty") and (asked.has("support_type", "equipment", "condition") or asked.topic == "unanswered"):
        return "coverage"
    over_facts = asked.guess.decided_by == "model.over.facts.coverage"
    fee = asked.said.known("licence") in FEES and asked.has("equipment")
    done_to_it = asked.topic == "overview" and asked.has("equipment") and asked.has("work")
    return "coverage" if over_facts and (fee or done_to_it) else None


def _contract_beside_company(asked: Asked) -> str | None:
    """Whose warranty it has is a matter of the thing, not of the company."""
    standing = asked.has(
        "track", "tax_state", "closed", "sanction_state", "program_state", "company_kind", "level_certificate"
    )
    contract = asked.topic == "eligibility" and asked.has("warranty") and not standing
    return "coverage" if contract and asked.by_model else None


def _papers(asked: Asked) -> str | None:
    """Which proof is to be handed in, after the company told its standing before."""
    named = asked.said.known("document") in ("track_proof", "level_certificate")
    bare = named and set(asked.said) <= {"document"} and "뭘로" in asked.text
    return "documents" if bare and asked.topic == "eligibility" else None


def _talked_of_people(asked: Asked) -> str | None:
    """Staff that are only mentioned, in a question about the company's own standing."""
    shut_out = any(asked.said.known(fact) in values for fact, values in SHUT_OUT.items())
    return "eligibility" if asked.topic == "human" and shut_out else None


def _goes_on(asked: Asked) -> str | None:
    """Only circumstances are added to what was talked about: how the thing came, whose warranty it has."""
    adds = bool(asked.said) and set(asked.said) <= CIRCUMSTANCES and len(asked.text) <= SHORT
    return "coverage" if asked.thread_topic == "coverage" and adds and asked.topic in ("eligibility", "types") else None


def _another_place(asked: Asked) -> str | None:
    """Behind a number to call only another place is named."""
    bare = asked.has("office", "offices") and not asked.thing and len(asked.text) <= SHORT
    return "contact" if asked.thread_topic == "contact" and bare else None


def _thing_beside_standing(asked: Asked) -> str | None:
    """A company that tells its standing and what broke asks whether that is covered; coverage looks at both."""
    asks_thing = asked.has("equipment") and asked.has("work", "condition")
    return "coverage" if asked.topic == "eligibility" and asks_thing else None


def _judged(asked: Asked) -> str | None:
    judged = asked.has("scoring_table") and asked.words("evaluation", "judged")
    return "evaluation" if judged and asked.topic in ("procedure", "caution", "coverage", "amount") else None


def _dated_certificate(asked: Asked) -> str | None:
    return "documents" if asked.has("issued_on") and asked.topic not in ("documents", "human", "status") else None


def _points(asked: Asked) -> str | None:
    """Points, a grade or a × in a named evaluation are about evaluation whatever else is in the story."""
    if asked.topic not in ("coverage", "eligibility", "out_of_scope", "procedure", "request"):
        return None
    if asked.has("scoring_table") and (
        asked.has("points", "grade") or asked.words("evaluation", "failing_item", "some_pass")
    ):
        return "evaluation"
    return "evaluation" if asked.has("scoring_criterion") and asked.uncertain else None


def _dressed_fee(asked: Asked) -> str | None:
    """A fee hidden in a quote is a question of what is covered."""
    fee = asked.said.known("licence") in FEES or any(
        all_equipment()[thing].kind == "subscription"
        for thing in asked.said.known("equipments") or ()
        if thing in all_equipment()
    )
    return "coverage" if asked.topic == "caution" and fee and not asked.has("same_company") else None


def _own_work(asked: Asked) -> str | None:
    hidden = asked.topic in ("amount", "coverage", "apply") and asked.has("same_company")
    return "caution" if hidden and not asked.has("quote_amount", "amounts") else None


def _closing(asked: Asked) -> str | None:
    """Whether it is too late is asked, not what or who."""
    late = "too_late" in aspects_of("window", asked.guess.text)
    return "window" if late and asked.topic in ("coverage", "eligibility", "request", "types", "apply") else None


def _day_to_apply(asked: Asked) -> str | None:
    bare = asked.topic == "coverage" and not asked.thing and asked.has("on_date")
    return "window" if bare else None


def _bait(asked: Asked) -> str | None:
    """Talk around a question does not make it talk."""
    if asked.topic != "smalltalk":
        return None
    if asked.has("subsidy_claimed", "quote_amount", "wants_cap"):
        return "amount"
    return "types" if asked.has("support_type") and asked.words("types", "difference") else None


def _not_listed(asked: Asked) -> str | None:
    listed = asked.words("coverage", "other_item") and asked.topic in ("eligibility", "unanswered", "apply", "types")
    return "coverage" if listed else None


def _inside(asked: Asked) -> str | None:
    """An outside guess that is not sure of itself, beside facts that only this programme has."""
    if asked.topic != "out_of_scope" or not asked.by_model or asked.guess.margin >= OUTSIDE_UNCERTAIN:
        return None
    if asked.has("document") and (asked.thread_topic == "documents" or asked.words("documents") or asked.uncertain):
        return "documents"
    if asked.has("scoring_table", "scoring_criterion"):
        return "evaluation"
    if asked.has("equipment") and asked.has("work", "condition") and asked.uncertain:
        return "coverage"
    return None


def _improvement_request(asked: Asked) -> str | None:
    """An emergency request for what 긴급AS does not do: said at once, before anything is filled in."""
    beyond = set(asked.said.known("works") or ()) & (set(WORK_CLAUSES) - REPAIRS)
    return (
        "coverage" if asked.topic == "request" and asked.said.known("support_type") == "emergency" and beyond else None
    )


def _second_type(asked: Asked) -> str | None:
    both = asked.said.known("support_type") == "both" and asked.words("types", "same_year")
    return "types" if both and asked.topic in ("coverage", "eligibility") else None


def _by_post(asked: Asked) -> str | None:
    posted = asked.words("apply", "by_post") and asked.topic in ("documents", "coverage", "procedure", "out_of_scope")
    return "apply" if posted else None


def _overspent(asked: Asked) -> str | None:
    bare = asked.topic in ("amount", "coverage", "procedure") and not asked.has("spent_amount", "reviewed_amount")
    return "caution" if bare and asked.words("caution", "excess") else None


def _filed(asked: Asked) -> str | None:
    return "status" if asked.topic in ("window", "procedure", "apply") and asked.words("status", "filed") else None


def _open_money(asked: Asked) -> str | None:
    """A tax word makes a question about the subsidy's money no outside question."""
    theme = asked.has("unanswered_theme") and asked.words("amount", "programme_money")
    return "unanswered" if asked.topic == "out_of_scope" and theme else None


def _told_by_facts(asked: Asked) -> str | None:
    if not asked.uncertain or asked.topic in KEPT:
        return None
    if asked.has("document") and asked.topic != "documents":
        return "documents"
    if asked.topic == "unanswered" and asked.has(*SHUT_OUT) and not asked.has("unanswered_theme"):
        return "eligibility"
    if asked.has("duration_months") and not asked.has("work", "support_type") and asked.topic in ("coverage", "window"):
        return "period"
    return None


def _told_by_words(asked: Asked) -> str | None:
    if not asked.uncertain or asked.topic in KEPT or asked.thing:
        return None
    if asked.words("procedure", "order"):
        return "procedure"
    if asked.said.known("scoring_table") == "emergency" and asked.words("evaluation", "self_funds"):
        return "evaluation"
    if asked.words(asked.topic):
        return None
    others = [topic for topic in TELLING if asked.words(topic)]
    return others[0] if len(others) == 1 else None


RULES: tuple[Callable[[Asked], str | None], ...] = (
    _open_theme,
    _excluded_company,
    _decided_matter,
    _contract_beside_company,
    _papers,
    _talked_of_people,
    _goes_on,
    _another_place,
    _judged,
    _improvement_request,
    _second_type,
    _by_post,
    _overspent,
    _filed,
    _open_money,
    _dated_certificate,
    _points,
    _thing_beside_standing,
    _dressed_fee,
    _own_work,
    _closing,
    _day_to_apply,
    _bait,
    _not_listed,
    _inside,
    _told_by_facts,
    _told_by_words,
)
