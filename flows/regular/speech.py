"""What the talk about AS지원 says: its questions with their buttons, what was changed, what is left to the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.emergency.navigation import navigation
from flows.engine import Standing
from flows.exchange import Message
from flows.labels import Labels, wording_of
from flows.parsing import Refused
from flows.regular.standing import NEED, regular_questions
from flows.summary import plain, quotes
from intents.answer import Card, Choice, Row
from knowledge.facts import Open
from knowledge.notice import Notice

NEED_CLAUSE = "support.regular.upgrade"
OWN_ASKS = {NEED: "need_ask", "site_address": "site_ask"}  # here nothing has to be broken


def own_words(notice: Notice, **values: Any) -> Mapping[str, str]:
    """The blocks of the talk's own template."""
    unset = {"what": "start", "need_said": "", "is_open": True, "office_name": ""}
    return wording_of(notice).blocks("regular/dialog", **{**unset, **values})


@dataclass(frozen=True)
class Speech:
    """The words for one standing of the talk. Fields that a request has too are called as they are there."""

    standing: Standing
    notice: Notice
    can_go_back: bool

    @property
    def labels(self) -> Labels:
        return Labels(self.notice, self.standing.facts)

    def said(self, what: str, **values: Any) -> Message:
        """A short word of this talk's own."""
        return Message(self.own(what=what, **values)["said"])

    def shared(self, what: str, **values: Any) -> Message:
        """A short word that every dialog says alike."""
        return Message(wording_of(self.notice).render("request/said", what=what, **values))

    def refused(self, refused: Refused) -> Message:
        return Message(wording_of(self.notice).render("request/refused", reason=refused.reason, **refused.values))

    def question(self, continued: bool = False) -> Message:
        """The open question with its buttons."""
        ask = str(self.standing.ask)
        known = self.standing.facts.get(ask) if self.standing.reopened else None
        text = wording_of(self.notice).render(
            "request/question",
            continued=continued,
            ask=self.own()[OWN_ASKS[ask]] if ask in OWN_ASKS else self.labels.ask(ask),
            hint=self._hint(ask),
            current="" if known is None else self.shown(ask),
            stated=[],
        )
        return Message(text, (*self._choices(ask), *self._around(known is not None)), wants=self._wants(ask))

    def why(self) -> Message:
        """Why the open question is asked, with the clause it rests on."""
        ask = str(self.standing.ask)
        clause = NEED_CLAUSE if ask == NEED else self.labels.clause(ask)
        reason = self.own()["need_why"] if ask == NEED else self.labels.why(ask)
        card = Card(None, reason, quotes=quotes(self.notice, [clause] if clause else []))
        return Message(plain(card), card=card)

    def edited(self, field: str) -> Message:
        """What was changed, and to what."""
        what = "edited_answer" if field == NEED else "edited"
        return self.shared(what, label=self.label(field), value=self.shown(field))

    def facts_so_far(self) -> Message:
        """All answers so far, with a way to each of them."""
        card = Card(None, self.labels.word("summary"), rows=self.rows())
        return Message(plain(card), self._edits(), card)

    def which_edit(self) -> Message:
        return Message(self.shared("which_edit").text, self._edits())

    def rows(self) -> tuple[Row, ...]:
        """The answers, in the order of the questions."""
        return tuple(Row(self.label(field), self.shown(field)) for field in self._answered())

    def label(self, field: str) -> str:
        return self.own()["need"] if field == NEED else self.labels.field(field)

    def shown(self, field: str) -> str:
        """An answer as people read it."""
        return self.labels.show(regular_questions()[field], self.standing.facts[field])

    def _answered(self) -> list[str]:
        return [field for field in regular_questions() if field in self.standing.facts and field != "consent"]

    def _edits(self) -> tuple[Choice, ...]:
        resume = Choice("flow:resume", self.labels.word("resume"))
        return (*(Choice(f"flow:edit:{field}", self.label(field)) for field in self._answered()), resume)

    def _hint(self, ask: str) -> str:
        if ask == NEED:
            return self.own()["need_hint"]
        if ask == "consent":
            return self.own()["consent_hint"]
        if ask == "site_address" and self.standing.candidates:
            return self.shared("which_office").text
        return self.labels.hint(ask)

    def _choices(self, ask: str) -> tuple[Choice, ...]:
        if ask == "consent":
            made = list(self.labels.choices(regular_questions()[ask]).items())
        elif ask == "site_address":
            made = [(office, self.notice.offices[office].region) for office in self.standing.candidates]
            made.append((Open.LATER.value, self.labels.word("later")))
        else:
            made = []
        return tuple(Choice(f"{ask}:{value}", label) for value, label in made)

    def _around(self, keep: bool) -> tuple[Choice, ...]:
        kept = (Choice("flow:keep", self.labels.word("keep")),) if keep else ()
        around = navigation(self.labels, self.can_go_back)
        own = {"flow:cancel": self.own()["cancel"]}
        return (*kept, *(Choice(one.id, own.get(one.id, one.label)) for one in around))

    def _wants(self, ask: str) -> str | None:
        if ask == "phone":
            return "contact"
        return "location" if ask == "site_address" and not self.standing.candidates else None

    def own(self, **values: Any) -> Mapping[str, str]:
        """The talk's own words, with these values filled in."""
        return own_words(self.notice, **values)
