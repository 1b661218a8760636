"""Which flow runs: the request, the talk about AS지원 and the guides by their ids, and what begins a guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flows import calculator, emergency, regular, selfcheck
from flows.commands import command
from flows.exchange import Context, FlowEvent, Message, Step
from flows.guides import Overview, starts
from flows.labels import wording_of
from flows.questions import flow_data
from flows.understanding import wants_to_file
from intents.thread import Thread
from knowledge.notice import Notice

Advance = Callable[[Mapping[str, Any], FlowEvent, Notice, Context, Thread | None], Step]
FLOWS: Mapping[str, Advance] = {
    emergency.FLOW: emergency.advance,
    regular.FLOW: regular.advance,
    selfcheck.FLOW: selfcheck.advance,
    calculator.FLOW: calculator.advance,
}
# flows that ask nothing personal, need no consent, send nothing, and give way to a request
GUIDES = (selfcheck.FLOW, calculator.FLOW)
OPENINGS = tuple(f"{guide}:" for guide in GUIDES)  # how the ids of buttons begin that start a guide


def advance(
    state: Mapping[str, Any], event: FlowEvent, notice: Notice, context: Context, thread: Thread | None = None
) -> Step:
    """The next step of whichever flow the state is of. Raises what that flow raises."""
    return FLOWS[str(state.get("flow"))](state, event, notice, context, thread)


def is_guide(state: Mapping[str, Any] | None) -> bool:
    return state is not None and state.get("flow") in GUIDES


def overview(state: Mapping[str, Any], notice: Notice, context: Context) -> Overview:
    """A running guide at a glance. Raises StateUnreadable."""
    of = selfcheck.overview if state.get("flow") == selfcheck.FLOW else calculator.overview
    return of(state, notice, context)


def left_for(text: str) -> str | None:
    """The button that a message amounts to by which a guide is left: a request, a person; None for none."""
    if wants_to_file(text):
        return "request:start"
    return "human:connect" if command(text) == "person" else None


def opened_by_choice(
    choice: str,
    running: Mapping[str, Any] | None,
    kept: Mapping[str, Any] | None,
    thread: Thread,
    notice: Notice,
    context: Context,
) -> Step | None:
    """A guide begun by a button: `selfcheck:start`, `selfcheck:<table>`, `selfcheck:edit`, `calculator:start`.

    `kept` is a self-check that ended: its answers count on. None where the button is of no use any more.
    """
    flow, _, what = choice.partition(":")
    if flow == calculator.FLOW:
        return calculator.begin(thread.facts, notice, context, thread) if what == "start" else None
    answers = running if running is not None and running.get("flow") == selfcheck.FLOW else kept
    if what == "edit":
        return selfcheck.reopen(answers, notice, context) if answers is not None else None
    if what == "start" or what in notice.scoring:
        table = what if what in notice.scoring else None
        return selfcheck.begin(answers, table, thread.facts, notice, context, thread)
    return None


def begun_by_words(
    text: str, kept: Mapping[str, Any] | None, thread: Thread, notice: Notice, context: Context
) -> Step | None:
    """A guide begun by a message that asks for one; else None."""
    for guide in GUIDES:
        if starts(text, flow_data(guide, "words.yaml")):
            table = selfcheck.named_table(text) if guide == selfcheck.FLOW else None
            return opened_by_choice(f"{guide}:{table or 'start'}", None, kept, thread, notice, context)
    return None


def opened_by_words(
    text: str, kept: Mapping[str, Any] | None, thread: Thread, notice: Notice, context: Context
) -> Step | None:
    """Where no flow runs: a guide begun by words, or an answer of a finished self-check that is to be changed."""
    begun = begun_by_words(text, kept, thread, notice, context)
    if begun is not None or kept is None:
        return begun
    return selfcheck.change(kept, text, notice, context)


def set_aside(running: Mapping[str, Any], kept: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What stays of a guide that gives way to something else."""
    return running if running.get("flow") == selfcheck.FLOW else kept


def dropped(running: Mapping[str, Any], notice: Notice) -> Message:
    """Says that a guide ends here, where something else begins."""
    return _said(str(running["flow"]), "dropped", notice)


def request_first(choice_or_flow: str, notice: Notice) -> Message:
    """Says that a guide cannot begin while a request is being written."""
    return _said(choice_or_flow.partition(":")[0], "request_first", notice)


def _said(flow: str, what: str, notice: Notice) -> Message:
    return Message(wording_of(notice).render(f"{flow}/said", what=what))
