"""What the emergency request says: questions with their buttons, refusals, failing gates, the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.emergency.navigation import navigation
from flows.emergency.sent_files import listed, removals
from flows.engine import CONFIRM, CONSULT, Standing, chosen_documents
from flows.exchange import Message
from flows.labels import Labels, wording_of
from flows.parsing import Refused
from flows.questions import Question, Questions
from flows.state import FILES
from flows.steps import step_of
from flows.summary import fact_rows, plain, quotes, subsidy_of, summary_card
from flows.together import Together, offered
from intents.answer import Card, Choice, Row
from knowledge.facts import Open
from knowledge.findings import Finding
from knowledge.korean import won_talk
from knowledge.notice import Notice

MOST_EDITS = 8  # buttons in one list of answers
# fields whose hint says that another may be written along
BESIDE = {"company_name": "business_number", "contact_name": "phone", "supplier_name": "supplier_number"}
# a failing gate that another way of support may take
WITH_OTHER_TYPE = ("failure_repair", "intake_open")


@dataclass(frozen=True)
class Speech:
    """The words for one standing of a case."""

    standing: Standing
    questions: Questions
    notice: Notice
    can_go_back: bool

    @property
    def labels(self) -> Labels:
        return Labels(self.notice, self.standing.facts)

    def said(self, what: str, **values: Any) -> Message:
        return Message(wording_of(self.notice).render("request/said", what=what, **values))

    def refused(self, refused: Refused) -> Message:
        return Message(wording_of(self.notice).render("request/refused", reason=refused.reason, **refused.values))

    def question(self, continued: bool = False) -> Message:
        """The open question with its buttons."""
        ask = self.standing.ask
        assert ask is not None, "no question is open"
        if ask == CONFIRM:
            return self._confirm()
        if ask == CONSULT:
            return self._failed() if self.standing.failed else self._consult()
        question = self.questions[ask]
        labels = self.labels
        known = self.standing.facts.get(ask) if self.standing.reopened else None
        together = offered(self.standing, self.questions)
        text = wording_of(self.notice).render(
            "request/question",
            continued=continued,
            ask=labels.ask(ask),
            hint=self._hint(question),
            current="" if known is None else labels.show(question, known),
            stated=[labels.stated(field) for field in together.answers] if together else [],
        )
        choices = (*self._choices(question, together), *self._around(known is not None))
        step = step_of(ask, labels)
        where = labels.word("step", number=step.number, total=step.total, label=step.label) if step else ""
        return Message(text, choices, wants=self._wants(question), step=where)

    def taken(self, fields: Sequence[str]) -> Message:
        """What was read beside the answer, or from the opening lines: in one glance, with a way to correct it."""
        labels = self.labels
        rows = fact_rows(self.standing, self.questions, labels, fields)
        if len(rows) == 1:
            return self.said("taken", label=rows[0].label, value=rows[0].value)
        words = wording_of(self.notice).blocks("request/taken")
        card = Card(None, words["headline"], rows=rows, next=words["next"])
        # no button: the question that follows has the only keyboard of the turn
        return Message(plain(card), card=card)

    def why(self) -> Message:
        """Why the open question is asked: a sentence, and the clause it rests on."""
        ask = str(self.standing.ask)
        clause = self.labels.clause(ask)
        if ask == CONSULT and self.standing.failed:
            clause = self.standing.failed[0].clauses[0]
        card = Card(None, self.labels.why(ask), quotes=quotes(self.notice, [clause] if clause else []))
        return Message(plain(card), card=card)

    def amount(self) -> Message | None:
        """What the quote gives, once there is one."""
        subsidy, quote = subsidy_of(self.standing, self.notice), self.standing.facts.known("quote_amount")
        if subsidy is None or quote is None:
            return None
        words = wording_of(self.notice).blocks("request/amount", subsidy=subsidy)
        figures = self.notice.figures
        rows = (
            Row(words["quote"], won_talk(int(quote))),
            Row(words["rate"], f"{figures.rate_percent}%"),
            Row(words["cap"], won_talk(figures.cap_won)),
            Row(words["result"], won_talk(subsidy), total=True),
        )
        card = Card(
            None, words["headline"], rows=rows, quotes=quotes(self.notice, ["overview.terms"]), next=words["next"]
        )
        return Message(plain(card), card=card)

    def facts_so_far(self) -> Message:
        """All answers so far, with a way to each of them."""
        labels = self.labels
        rows = fact_rows(self.standing, self.questions, labels)
        card = Card(None, labels.word("summary"), rows=rows)
        return Message(plain(card), self._edits(), card)

    def rows(self, fields: Sequence[str]) -> tuple[Row, ...]:
        """These answers, as far as they are known."""
        return fact_rows(self.standing, self.questions, self.labels, fields)

    def told(self, card: Card) -> Message:
        """A card that asks nothing."""
        return Message(plain(card), card=card)

    def status(self, status: str) -> str:
        """A gate's status in a word."""
        return self.labels.word(f"gate_{status}")

    def which_edit(self, group: str = "") -> Message:
        """The answers that can be changed; a long list by groups, then those of the group that was picked."""
        text = wording_of(self.notice).render("request/said", what="which_edit")
        return Message(text, self._edits(group))

    def edited(self, field: str, office_before: str | None) -> Message:
        """What was changed, and to what; for the address also whether another office takes it."""
        facts, office = self.standing.facts, self.standing.office
        value = self.labels.show(self.questions[field], facts[field])
        if field != "site_address" or not office:
            sentence = self.questions[field].kind in ("yes_no", "choice", "text", "documents", "files")
            return self.said("edited_answer" if sentence else "edited", label=self.labels.field(field), value=value)
        what = "edited_same_office" if office == office_before else "edited_new_office"
        return self.said(what, value=value, office=self.notice.offices[office].name)

    def _edits(self, group: str = "") -> tuple[Choice, ...]:
        labels, facts = self.labels, self.standing.facts
        fields = [q.id for q in self.questions.values() if q.id in facts and q.id not in ("consent", CONFIRM, CONSULT)]
        resume = Choice("flow:resume", labels.word("resume"))
        groups = labels.edit_groups()
        if group in groups:
            fields = [field for field in fields if field in groups[group]["fields"]]
        elif len(fields) > MOST_EDITS:
            there = {id: made["label"] for id, made in groups.items() if set(made["fields"]) & set(fields)}
            return (*(Choice(f"flow:edits:{id}", label) for id, label in there.items()), resume)
        return (*(Choice(f"flow:edit:{field}", labels.field(field)) for field in fields), resume)

    def _hint(self, question: Question) -> str:
        if question.kind == "address" and self.standing.candidates:
            return wording_of(self.notice).render("request/said", what="which_office")
        if question.kind == "documents" and chosen_documents(self.standing.facts):
            names = [self.labels.document(key) for key in chosen_documents(self.standing.facts)]
            return wording_of(self.notice).render("request/said", what="chosen", labels=names)
        if question.kind == "files" and self.standing.facts.known(FILES):
            return listed(self.notice, self.labels, self.standing.facts)
        beside = BESIDE.get(question.id)
        return "" if beside in self.standing.facts else self.labels.hint(question.id)

    def _choices(self, question: Question, together: Together | None = None) -> tuple[Choice, ...]:
        labels, facts = self.labels, self.standing.facts
        made: list[tuple[str, str]] = []
        if question.kind == "address":
            made = [(office, self.notice.offices[office].region) for office in self.standing.candidates]
        elif question.kind == "documents":
            chosen = chosen_documents(facts)
            names = {key: labels.document(key) for key in labels.choices(question)}
            made = [(key, name) for key, name in names.items() if key not in chosen]
            made += [(f"drop:{key}", labels.word("drop", name=names[key])) for key in chosen]
            made += [] if chosen else [("all", labels.word("all_documents"))]
            made.append(("done", labels.word("done" if chosen else "none_documents")))
        elif question.kind == "files":
            sent = bool(facts.known(FILES))
            made = [("done", labels.word("done_files" if sent else "no_files"))]
            made += [*removals(labels, facts), ("clear", labels.word("clear_files"))] if sent else []
        elif question.kind in ("yes_no", "choice", "equipment"):
            made = list(labels.choices(question).items())
        unknown = [(state.value, labels.word(state.value)) for state in question.open]
        if question.kind == "address" and self.standing.consulting:
            unknown.append((Open.LATER.value, labels.word("later")))
        at_once = (
            (Choice(f"flow:together:{together.group}", labels.word("together", count=len(together.answers))),)
            if together
            else ()
        )
        return (
            *(Choice(f"{question.id}:{value}", label) for value, label in made),
            *at_once,
            *(Choice(f"{question.id}:{value}", label) for value, label in unknown),
        )

    def _around(self, keep: bool = False) -> tuple[Choice, ...]:
        kept = (Choice("flow:keep", self.labels.word("keep")),) if keep else ()
        return (*kept, *navigation(self.labels, self.can_go_back))

    def _wants(self, question: Question) -> str | None:
        if question.kind == "phone":
            return "contact"
        return "location" if question.kind == "address" and not self.standing.candidates else None

    def _office_name(self) -> str:
        office = self.standing.office
        return self.notice.offices[office].name if office else self.labels.word("any_office")

    def _confirm(self) -> Message:
        card = summary_card(self.standing, self.questions, self.notice, self.labels.ask(CONFIRM))
        choices = (
            Choice("confirm:yes", self.labels.word("send", office=self._office_name())),
            Choice("confirm:no", self.labels.word("edit")),
            *navigation(self.labels, self.can_go_back),
        )
        return Message(plain(card), choices, card)

    def _failed(self) -> Message:
        """The gate that fails: why, the clause, what else is possible."""
        first, *others = self.standing.failed
        wording = wording_of(self.notice)
        words = wording.blocks("request/failed", gate=first.gate, reason=first.reason)
        also = [wording.blocks("request/failed", gate=f.gate, reason=f.reason)["headline"] for f in others]
        card = Card(
            verdict="no",
            headline=words["headline"],
            reason=" ".join(also),
            quotes=quotes(self.notice, first.clauses[:1]),
            next=words["next"],
        )
        field = self.to_correct(first)
        choices = [Choice(f"flow:edit:{field}", self.labels.word("edit"))] if field else []
        if first.gate in WITH_OTHER_TYPE:
            choices.append(Choice("regular:path", self.labels.word("regular")))
        choices += [
            Choice("consult:yes", self.labels.word("consult", office=self._office_name())),
            Choice("consult:no", self.labels.choices(self.questions[CONSULT])["no"]),
        ]
        return Message(plain(card), tuple(choices), card)

    def _consult(self) -> Message:
        office = self.standing.office
        if office:
            at = self.notice.offices[office]
            text = wording_of(self.notice).render("request/said", what="person", office=at.name, phone=at.phone)
        else:
            text = wording_of(self.notice).render("request/said", what="person_anywhere")
        choices = (
            Choice("consult:yes", self.labels.word("consult", office=self._office_name())),
            Choice("consult:no", self.labels.word("resume")),
        )
        return Message(f"{text}\n{self.labels.ask(CONSULT)}", choices)

    def to_correct(self, finding: Finding) -> str | None:
        """The field whose newer answer could make a failing gate hold; None where no answer can."""
        facts = self.standing.facts
        used = [fact for fact in finding.facts if fact in self.questions and fact in facts]
        if used:
            return used[-1]
        if finding.facts == ("works",):
            return next(q.id for q in self.questions.values() if finding.gate in q.gates)
        return None
