"""The calculator: a quote, and the cost review's result where there is one, give cost, subsidy and own share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.calculator.reading import FIELDS, QUOTE, REVIEWED, WANTED, read_amounts
from flows.calculator.sum import reckon, reckon_back
from flows.commands import command
from flows.exchange import Context, FlowEvent, Message, Step
from flows.guides import Given, Guide, Overview, readable
from flows.labels import wording_of
from flows.parsing import LEAST_WON, MOST_WON, Refused
from flows.sentences import split_asking
from flows.state import ASK, State, state_from_json
from flows.summary import plain, quotes
from intents.answer import Card, Choice, Row
from intents.reading import read
from intents.thread import Thread
from knowledge.facts import Facts, FactValue, Open
from knowledge.korean import won_talk
from knowledge.notice import Notice

FLOW = "calculator"
WAYS = ("calculator:start", "request:start", "topic:documents", "human:connect")
TERMS = ("overview.terms",)
LOWER = ("overview.terms", "caution.lower_amount")
BEYOND = (*LOWER, "caution.self_funded_excess")


def begin(facts: Facts, notice: Notice, context: Context, thread: Thread | None = None) -> Step:
    """Begin with the first amount; one that was named in the conversation stands on a button."""
    state = State(FLOW, notice.id)
    told = facts.known(QUOTE)
    move = Calculator(state, notice, context, thread, told if _in_limits(told) else None)
    move.say(move.said("start"))
    return move.ask_on(continued=False)


def advance(
    state: Mapping[str, object], event: FlowEvent, notice: Notice, context: Context, thread: Thread | None = None
) -> Step:
    """The next step of a running calculator. Raises StateUnreadable."""
    told = thread.facts.known(QUOTE) if thread else None
    guide = Calculator(state_from_json(state, FLOW), notice, context, thread, told if _in_limits(told) else None)
    return guide.take(event)


def overview(state: Mapping[str, object], notice: Notice, context: Context) -> Overview:
    """A running calculator at a glance. Raises StateUnreadable."""
    return Calculator(state_from_json(state, FLOW), notice, context, None, None).overview()


def _in_limits(value: object) -> bool:
    return isinstance(value, int) and LEAST_WON <= value <= MOST_WON


class Calculator(Guide):
    """Two amounts at most, then the reckoning."""

    flow = FLOW

    def __init__(self, state: State, notice: Notice, context: Context, thread: Thread | None, told: int | None) -> None:
        super().__init__(state, notice, context, thread)
        self.told = told

    # -- standing -----------------------------------------------------------------------------------------------

    def _values(self) -> tuple[dict[str, FactValue], str | None]:
        values: dict[str, FactValue] = {}
        focus: str | None = None
        for entry in self.state.entries:
            if entry.fact == ASK:
                focus = str(entry.value) if entry.value in FIELDS else None
            elif entry.fact in FIELDS and (_in_limits(entry.value) or entry.value is Open.LATER):
                values[entry.fact] = entry.value
                focus = None if focus == entry.fact else focus
                if entry.fact == QUOTE:
                    values.pop(WANTED, None)
        return values, focus

    @property
    def values(self) -> dict[str, FactValue]:
        return self._values()[0]

    @property
    def ask(self) -> str | None:
        values, focus = self._values()
        if focus is not None:
            return focus
        if WANTED in values:
            return None
        return next((field for field in (QUOTE, REVIEWED) if field not in values), None)

    @property
    def progress(self) -> tuple[int, int] | None:
        if WANTED in self.values or self.ask == WANTED:
            return (int(WANTED in self.values), 1)
        return sum(field in self.values for field in (QUOTE, REVIEWED)), 2

    def groups(self) -> tuple[tuple[str, tuple[Given, ...]], ...]:
        names = {QUOTE: "quote", REVIEWED: "reviewed", WANTED: "wanted"}
        given = tuple(
            Given(self.words["rows"][names[field]], won_talk(value))
            for field, value in self.values.items()
            if isinstance(value, int)
        )
        return ((self.words["given"], given),) if given else ()

    def previous(self) -> str | None:
        return QUOTE if self.ask in (REVIEWED, WANTED) else None

    # -- words --------------------------------------------------------------------------------------------------

    def question(self, continued: bool) -> Message:
        ask = str(self.ask)
        blocks = wording_of(self.notice).blocks("calculator/question", what=ask)
        known = self.values.get(ask)
        current = won_talk(int(known)) if isinstance(known, int) else ""
        around = self.around(keep=known is not None)
        return Message(self.asked(blocks["ask"], blocks["hint"], continued, current), (*self._choices(ask), *around))

    def _choices(self, ask: str) -> tuple[Choice, ...]:
        if ask == REVIEWED:
            return (Choice(f"{REVIEWED}:later", self.words["no_review"]),)
        if ask == WANTED:
            return ()
        told = (
            (Choice(f"{QUOTE}:{self.told}", self.words["told"].format(amount=won_talk(self.told))),)
            if self.told is not None
            else ()
        )
        return (*told, Choice(f"ask:{WANTED}", self.words["backwards"]))

    def why(self) -> Card:
        headline = wording_of(self.notice).render("calculator/why", what=self.ask)
        return Card(None, headline, quotes=quotes(self.notice, LOWER[-1:] if self.ask == REVIEWED else TERMS))

    def result(self) -> tuple[Message, ...]:
        values = self.values
        ways = tuple(Choice(each, self.words["ways"][each]) for each in WAYS)
        wanted = values.get(WANTED)
        card = self._backwards(int(wanted)) if isinstance(wanted, int) else self._forwards(values)
        return (Message(plain(card), ways, card),)

    def _forwards(self, values: Mapping[str, FactValue]) -> Card:
        reviewed = values[REVIEWED]
        one = reckon(int(values[QUOTE]), int(reviewed) if isinstance(reviewed, int) else None, self.notice.figures)  # type: ignore[arg-type]
        rows = [Row(self.words["rows"]["quote"], won_talk(one.quote))]
        if one.reviewed is not None:
            rows.append(Row(self.words["rows"]["reviewed"], won_talk(one.reviewed)))
            rows.append(Row(self.words["rows"]["base"], won_talk(one.base)))
        rows.append(Row(self.words["rows"]["subsidy"], won_talk(one.subsidy), total=True))
        rows.append(Row(self.words["rows"]["own"], won_talk(one.own)))
        if one.beyond:
            rows.append(Row(self.words["rows"]["beyond"], won_talk(one.beyond)))
        return self._card("forwards", one, rows, BEYOND if one.beyond else LOWER)

    def _backwards(self, wanted: int) -> Card:
        one = reckon_back(wanted, self.notice.figures)
        rows = [Row(self.words["rows"]["wanted"], won_talk(one.wanted))]
        if one.capped:
            rows.append(Row(self.words["rows"]["most"], won_talk(one.subsidy)))
        rows.append(Row(self.words["rows"]["needed"], won_talk(one.cost), total=True))
        rows.append(Row(self.words["rows"]["own"], won_talk(one.own)))
        return self._card("backwards", one, rows, LOWER)

    def _card(self, what: str, one: object, rows: list[Row], clauses: tuple[str, ...]) -> Card:
        words = wording_of(self.notice).blocks("calculator/result", what=what, one=one, figures=self.notice.figures)
        return Card(
            None,
            words["headline"],
            reason=" ".join(words["reason"].split()),
            rows=tuple(rows),
            quotes=quotes(self.notice, clauses),
            next=" ".join(words["next"].split()),
        )

    # -- moves --------------------------------------------------------------------------------------------------

    def choose(self, choice: str) -> Step:
        """A button: `flow:<command>`, `ask:wanted_subsidy`, `<field>:<won>`, or the value alone for the open field."""
        if choice == f"ask:{WANTED}":
            self.store(ASK, WANTED, "")
            return self.ask_on(continued=False)
        if choice.startswith("flow:"):
            return self.steer(choice.removeprefix("flow:"))
        field, separator, value = choice.partition(":")
        if not separator:
            field, value = str(self.ask), choice
        if field != self.ask:
            return self.refuse("answered" if field in self.values else "not_here")
        if field == REVIEWED and value == Open.LATER:
            return self._take({REVIEWED: Open.LATER}, value)
        if field == QUOTE and self.told is not None and value == str(self.told):
            return self._take({QUOTE: self.told}, value)
        return self.refuse("not_here")

    def read(self, text: str) -> Step:
        """Free words: a command, amounts, or a question in the middle."""
        text = readable(text)
        steered = command(text)
        if steered == "person":
            self.answer_beside(text)
            return self.ask_on()
        if steered == "edit":
            before = self.previous()
            return self.steer("back" if before else "resume")
        if steered:
            return self.steer(steered)
        told, asking = split_asking(text)
        if asking and self._is_about_money(asking):
            told, asking = text, ""  # "4천만원이면 얼마 받아요?" is what the calculator is for
        amounts = read_amounts(told, str(self.ask), self.context.today) if told else None
        if asking:
            self.answer_beside(asking)
        if isinstance(amounts, dict):
            return self._take(amounts, text)
        if asking:
            return self.ask_on()
        if isinstance(amounts, Refused):
            return self.refuse(amounts.reason, **amounts.values)
        if self.greets(text):
            self.answer_beside(text)
            return self.ask_on()
        return self.refuse("no_amount")

    def _is_about_money(self, asking: str) -> bool:
        guesses = read(asking, self.notice, self.context.today, "amount").asks
        about = bool(guesses) and guesses[0].topic == "amount"
        return about and isinstance(read_amounts(asking, str(self.ask), self.context.today), dict)

    def _take(self, amounts: Mapping[str, FactValue], raw: str) -> Step:
        for field, value in amounts.items():
            if field == WANTED and QUOTE in amounts:
                continue  # what one hopes for beside the quote: the quote decides
            self.store(field, value, raw)
        self._remember()
        return self.ask_on(continued=bool(self.answer))

    def _remember(self) -> None:
        """The amounts are part of the conversation: "그럼 회사 부담은요?" goes on from them."""
        told = {field: value for field, value in self.values.items() if field in (QUOTE, REVIEWED)}
        known = {field: value for field, value in told.items() if isinstance(value, int)}
        if known:
            thread = self.thread or Thread()
            self.thread = replace(thread, facts=thread.facts.updated(known), topic="amount")
