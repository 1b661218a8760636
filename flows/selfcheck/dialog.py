"""The self-assessment by the notice's evaluation tables: one event in, one step out. Nothing of it is sent to anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flows.commands import command
from flows.exchange import Context, FlowEvent, Message, Step
from flows.guides import Given, Guide, Overview, readable
from flows.selfcheck.criteria import Criterion
from flows.selfcheck.reading import Unread, answers_in, named_table, one_of, read_mentions, words
from flows.selfcheck.speech import Speech
from flows.selfcheck.standing import ANEW, EDIT, FLOW, TABLE, TRACK, TRACKS, Check, standing
from flows.sentences import asks, split_asking
from flows.state import ASK, Entry, State, state_from_json
from intents.answer import Card
from intents.thread import Thread
from knowledge.facts import Facts, FactValue, Open
from knowledge.notice import Notice

LONGEST_CHANGE = 40  # characters of "3번을 우수로 고칠래요"
_NUMBER = re.compile(r"(?<!\d)(\d{1,2}) ?번")
_BARE_NUMBER = re.compile(r"\s*(\d{1,2})\s*(?:번)?(?:이요|요|입니다)?[\s.]*")


def begin(
    kept: Mapping[str, Any] | None,
    table: str | None,
    facts: Facts,
    notice: Notice,
    context: Context,
    thread: Thread | None = None,
) -> Step:
    """Begin with a table, or by asking which; answers of an earlier self-check (`kept`) are not asked again.

    A table that was answered throughout begins anew.
    """
    move = SelfCheck(_taken_up(kept, facts, notice, context), notice, context, thread)
    if table is None:
        move.store(ASK, TABLE, "")
        move.say(move.said("start"))
        return move.ask_on(continued=False)
    return move.choose_table(table, "")


def reopen(kept: Mapping[str, Any], notice: Notice, context: Context) -> Step | None:
    """A self-check once more, to change one of its answers; None where it has none."""
    move = SelfCheck(state_from_json(kept, FLOW), notice, context, None)
    return None if move.now.table is None else move.steer("edit")


def change(kept: Mapping[str, Any], text: str, notice: Notice, context: Context) -> Step | None:
    """A finished self-check with the answer changed that a message says is to be changed; None where it says none."""
    if len(text) > LONGEST_CHANGE or not _NUMBER.search(text) or asks(text):
        return None
    move = SelfCheck(state_from_json(kept, FLOW), notice, context, None)
    if move.now.table is None or not re.search(words()["edit"], text):
        return None
    move.store(ASK, EDIT, "")
    return move.change(text)


def advance(
    state: Mapping[str, Any], event: FlowEvent, notice: Notice, context: Context, thread: Thread | None = None
) -> Step:
    """The next step of a running self-check. Raises StateUnreadable."""
    guide = SelfCheck(state_from_json(state, FLOW), notice, context, thread)
    return guide.take(event)


def overview(state: Mapping[str, Any], notice: Notice, context: Context) -> Overview:
    """A running self-check at a glance. Raises StateUnreadable."""
    return SelfCheck(state_from_json(state, FLOW), notice, context, None).overview()


def _taken_up(kept: Mapping[str, Any] | None, facts: Facts, notice: Notice, context: Context) -> State:
    state = state_from_json(kept, FLOW) if kept is not None else State(FLOW, notice.id)
    track = facts.known("track")
    if track in TRACKS and standing(state.entries, notice).track is None:
        told = Entry(TRACK, track, "", context.now.isoformat(), opening=True)
        state = replace(state, entries=(*state.entries, told))
    return state


class SelfCheck(Guide):
    """What the person did, as answers, commands and questions."""

    flow = FLOW
    keeps_answers = True

    @property
    def now(self) -> Check:
        return standing(self.state.entries, self.notice)

    @property
    def speech(self) -> Speech:
        return Speech(self.now, self.notice, self.words)

    @property
    def ask(self) -> str | None:
        return self.now.ask

    @property
    def progress(self) -> tuple[int, int] | None:
        return self.now.progress

    def question(self, continued: bool) -> Message:
        ask, hint, current, choices = self.speech.parts()
        keep = bool(current) or (self.ask in (EDIT, TABLE) and self.now.table is not None)
        return Message(self.asked(ask, hint, continued, current), (*choices, *self.around(keep)))

    def why(self) -> Card:
        return self.speech.why()

    def result(self) -> tuple[Message, ...]:
        return self.speech.result()

    def groups(self) -> tuple[tuple[str, tuple[Given, ...]], ...]:
        return self.speech.groups()

    def previous(self) -> str | None:
        now, answered = self.now, list[str]()
        for entry in self.state.entries:
            if entry.fact in (TABLE, *now.questions) and not entry.opening:
                answered = [each for each in answered if each != entry.fact] + [entry.fact]
        answered = [each for each in answered if each == TABLE or now.answered(each)]
        if now.ask in answered:
            answered = answered[: answered.index(now.ask)]
        return answered[-1] if answered and now.ask != EDIT else None

    # -- buttons ------------------------------------------------------------------------------------------------

    def choose(self, choice: str) -> Step:
        """A button by its id: `flow:<command>`, `<question>:<value>`, or the value alone for the open question."""
        if choice.startswith("flow:edit:"):
            return self._ask_again(choice.removeprefix("flow:edit:"))
        if choice.startswith("flow:"):
            return self.steer(choice.removeprefix("flow:"))
        question, separator, value = choice.partition(":")
        if not separator:
            question, value = str(self.ask), choice
        if question == TABLE and value in self.notice.scoring:
            return self.choose_table(value, value)
        if question == EDIT:
            return self._ask_again(value)
        if question != self.ask:
            return self.refuse("answered" if self.now.answered(question) else "not_here")
        answer = Open(value) if value == Open.UNSURE else value
        criterion = self.now.criterion(question)
        allowed = (*(criterion.values if criterion else TRACKS), Open.UNSURE)
        if answer not in allowed:
            return self.refuse("not_here")
        return self._take({question: answer}, value)

    def steer(self, name: str) -> Step:
        if name in ("edit", "summary"):
            if self.now.table is None or not self.now.answers:
                self.say(self.said("nothing_to_edit"))
                return self.ask_on()
            self.store(ASK, EDIT, "")
            return self.ask_on(continued=False)
        return super().steer(name)

    def choose_table(self, table: str, raw: str) -> Step:
        """Begin a table, go on with it where it was left, or begin it anew where it was answered throughout."""
        if self.now.table is not None and self.now.table.id == table and self.ask not in (None, TABLE):
            return self.ask_on()  # it runs already
        self.store(TABLE, table, raw)
        if self.ask is None:
            self.store(ANEW, table, "")
        now = self.now
        opened = any(entry.fact == TRACK and entry.opening for entry in self.state.entries)
        track = self.words["tracks"][str(now.track)] if opened and TRACK in now.questions and now.track else ""
        self.say(
            self.said(
                "table", table=now.table, count=len(now.criteria), done=len(now.answers), track=track,
                graded=any(each.points for each in now.criteria),
            )
        )  # fmt: skip
        return self.ask_on(continued=False)

    def _ask_again(self, question: str) -> Step:
        if question not in self.now.questions or not self.now.answered(question):
            return self.refuse("not_here")
        self.store(ASK, question, "")
        return self.ask_on(continued=False)

    # -- words --------------------------------------------------------------------------------------------------

    def read(self, text: str) -> Step:
        """Free words: a command, answers, another answer to an earlier criterion, or a question in the middle."""
        text = readable(text)
        steered = command(text)
        if steered == "person":
            self.answer_beside(text)
            return self.ask_on()
        if steered:
            return self.steer(steered)
        told, asking = split_asking(text)
        if not told and self._answers(text):
            told, asking = text, ""  # "우수?": a doubtful answer, not a question about the programme
        answered = self._answers(told) if told else None
        if asking:
            self.answer_beside(asking)
        if isinstance(answered, dict):
            return self._take(answered, text)
        if isinstance(answered, str):
            return self.choose_table(answered, text) if self.ask == TABLE else self._ask_again(answered)
        if asking:
            return self.ask_on()
        if self.greets(text):
            self.answer_beside(text)
            return self.ask_on()
        return self._unread(text)

    def change(self, text: str) -> Step | None:
        """An answer to be changed, by its number: with its new value, or asked again; None where none is named."""
        found = self._answers(text)
        if isinstance(found, dict):
            return self._take(found, text)
        return self._ask_again(found) if found is not None else None

    def _answers(self, text: str) -> dict[str, FactValue] | str | None:
        """Answers by question; or the table, or the question to ask again, that is named; None for none of them."""
        now = self.now
        if now.ask == TABLE:
            return named_table(text)
        again = self._named_again(text)
        if again is not None:
            return again
        if now.ask == TRACK:
            return self._track(text)
        found = self._read(text)
        return found if isinstance(found, dict) else None

    def _read(self, text: str) -> dict[str, FactValue] | Unread:
        now = self.now
        assert now.table is not None, "criteria are of a table"
        return answers_in(text, now.table, now.criteria, now.following())

    def _named_again(self, text: str) -> str | None:
        """The criterion that is to be asked again: "3번 고칠래요", or the number alone where one is asked for."""
        numbers = set(_NUMBER.findall(text))
        alone = _BARE_NUMBER.fullmatch(text) if self.ask == EDIT else None
        if alone:
            numbers = {alone[1]}
        elif not re.search(words()["edit"], text) or self._names_a_value(text):
            return None
        found = [each.id for each in self.now.criteria if str(each.number) in numbers and self.now.answered(each.id)]
        return found[0] if len(found) == 1 else None

    def _names_a_value(self, text: str) -> bool:
        """Whether a correction says the new answer too: "2번을 우수로", and not only "2번"."""
        now = self.now
        mentions = read_mentions(text, now.table, now.criteria) if now.table is not None else ()
        return any(mention.kind != "place" for mention in mentions)

    def _track(self, text: str) -> dict[str, FactValue] | None:
        label = next((each for each in TRACKS if text.strip(" .") == self.words["tracks"][each]), None)
        track = label or one_of(text, words()["tracks"])
        if track is not None:
            return {TRACK: track}
        return {TRACK: Open.UNSURE} if re.search(words()["unsure"], text) else None

    def _unread(self, text: str) -> Step:
        found = self._read(text) if self.now.table is not None and self.now.criterion(self.ask) else Unread("unread")
        reason = found.reason if isinstance(found, Unread) else "unread"
        number = found.number if isinstance(found, Unread) else 0
        if reason == "unread":
            return self.refuse("unread")
        criterion = self.now.criterion(self.ask)
        graded = bool(criterion and criterion.points)
        self.say(self.said("unread", reason=reason, number=number, graded=graded))
        return self.ask_on(continued=False)

    def _take(self, answers: Mapping[str, FactValue], raw: str) -> Step:
        """Store answers, say what was changed and what was read of several, and go on."""
        before = self.now
        edited = [id for id, value in answers.items() if before.answered(id) and before.answers.get(id) != value]
        for id, value in answers.items():
            self.store(id, value, raw)
        noted = [each for each in before.criteria if each.id in answers]
        if len(noted) > 1:
            self.say(self.said("noted", rows=[self._row(each, answers[each.id]) for each in noted]))
        elif noted and noted[0].id in edited:
            self.say(self.said("edited", row=self._row(noted[0], answers[noted[0].id])))
        return self.ask_on(continued=bool(self.answer))

    def _row(self, criterion: Criterion, value: FactValue) -> dict[str, Any]:
        return {"number": criterion.number, "value": self.speech.show(criterion, value)}
