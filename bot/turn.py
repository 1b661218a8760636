"""One turn of a conversation, pure: what came in and what was read beforehand give what is said and what is done.

The order of hands: commands, then buttons that mean the same everywhere, then a running flow, then a question that the
assistant itself has open (a region, which request a reply is for), then the answers to free questions.
"""

from __future__ import annotations

from dataclasses import replace

from bot import adding, afterwards, desk_talk, regular_talk, talk
from bot.codec import file_to_json, message_to_json
from bot.messages import Conversation, Incoming, Reply
from bot.standing import Standing
from bot.talk import Said
from flows import regular, running
from flows.emergency import start
from flows.emergency.interruption import in_between
from flows.exchange import Context, Effect, FlowEvent, Message, Step
from flows.extracting import told_failure
from flows.papers.message import PREFIX
from flows.sentences import sentences
from flows.understanding import wants_to_file
from intents.answer import Answer
from intents.ask import ask, choose
from intents.reading.answers import read_yes_no
from intents.world import World
from knowledge.evaluation import evaluate
from knowledge.notice import Notice
from knowledge.wording import Wording, default_wording

# buttons of the answers; everything else that has a colon belongs to the flow
ANSWER_CHOICES = ("fact:", "topic:", "reading:")


def turn(
    conversation: Conversation, incoming: Incoming, context: Context, notice: Notice, wording: Wording | None = None
) -> tuple[Conversation, Reply, tuple[Effect, ...]]:
    """The conversation after this event, what to say, and what to commit with it."""
    world = World(notice, wording or default_wording(), context.today, context.intake_open)
    before = Standing.from_json(conversation.state)
    said = _react(adding.still_awaiting(before, context), incoming, context, world)
    after = said.standing
    question = next((m for m in reversed(said.messages) if m.choices or m.wants or after.flow), None)
    # a finished flow leaves no question behind; an answer without buttons leaves the last one as it was
    after = replace(
        after,
        last_ask=said.ask if after.flow is not None else None,
        question=message_to_json(question) if question else (None if said.outcome else after.question),
    )
    gates = said.gates or evaluate(after.thread.facts, notice, context.today, context.intake_open)
    reply = Reply(
        messages=said.messages,
        ask=said.ask,
        flow=str(after.flow["flow"]) if after.flow is not None else None,
        progress=said.progress,
        gates=gates,
        outcome=said.outcome,
        answer=said.answer,
    )
    return replace(conversation, state=after.to_json()), reply, said.effects


def _react(standing: Standing, incoming: Incoming, context: Context, world: World) -> Said:
    if incoming.refused is not None:
        return _with_flow_question(talk.not_taken(standing, incoming.refused, world), context, world)
    if incoming.command is not None:
        return _command(standing, incoming.command, context, world)
    choice = _meant_choice(standing, incoming.choice) if incoming.choice is not None else None
    if choice is not None:
        return _choice(standing, choice, context, world)
    opened = desk_talk.answer_to_own_question(standing, incoming, context, world)
    opened = opened or afterwards.answer(standing, incoming, context, world)
    opened = opened or afterwards.wished(standing, incoming.text or "", context, world)
    if opened is not None:
        return _with_flow_question(opened, context, world)
    if standing.in_guide and incoming.text:
        elsewhere = _out_of_guide(standing, incoming.text, context, world)
        if elsewhere is not None:
            return elsewhere
    if regular.wants_path(incoming.text or ""):
        return _with_flow_question(regular_talk.show(standing, context, world), context, world)
    if standing.flow is None and regular.wants_consultation(incoming.text or ""):
        return _start_regular(standing, incoming.text or "", context, world)
    if standing.flow is not None:
        event = FlowEvent(
            text=incoming.text,
            file=incoming.file,
            location=incoming.location,
            contact_phone=incoming.contact_phone,
        )
        return _advance(standing, event, context, world)
    if incoming.location is not None:
        return desk_talk.office_nearby(standing, incoming.location, context, world)
    if incoming.file is not None:
        files = (file_to_json(incoming.file),)
        replied = desk_talk.reply_to_staff(standing, incoming.file.caption, files, context, world)
        offered = replied or adding.offer(standing, incoming, context, world)
        return offered or talk.file_without_request(standing, world)
    text = incoming.text or incoming.contact_phone or ""
    if not text.strip():
        return talk.usage(standing, world)
    if _offers_request(standing) and read_yes_no(text) == "yes":
        return _start(standing, standing.thread.question, context, world)
    return adding.go_on(standing, _free_text(standing, text, context, world), context)


def _offers_request(standing: Standing) -> bool:
    """Whether the last answer's first button is the request: a plain yes then means it."""
    choices = standing.question["choices"] if standing.question is not None else []
    return bool(choices) and choices[0]["id"] == "request:start" and standing.thread.topic is not None


def _command(standing: Standing, command: str, context: Context, world: World) -> Said:
    if command == "cancel":
        if standing.pending is not None and standing.pending.get("for") in ("add", "withdraw"):
            return _with_flow_question(afterwards.stopped(standing, context, world), context, world)
        if standing.flow is None:
            return talk.nothing_to_cancel(replace(standing, pending=None), context, world)
        return _advance(standing, FlowEvent(choice="flow:cancel"), context, world)
    if command == "status":
        said = afterwards.status(standing, context, world)
    elif command == "help":
        said = talk.usage(standing, world)
    else:
        said = talk.welcome(standing, context, world)
    return _with_flow_question(said, context, world)


def _meant_choice(standing: Standing, choice: str) -> str:
    """Outside of flows a bare value (`program`) is the button of the last message that ends in it."""
    if standing.flow is None and ":" not in choice and standing.question is not None:
        offered = [str(one["id"]) for one in standing.question["choices"]]
        return next((one for one in offered if one.rpartition(":")[2] == choice), choice)
    return choice


def _choice(standing: Standing, choice: str, context: Context, world: World) -> Said:
    if choice.startswith(running.OPENINGS):
        return _guide_chosen(standing, choice, context, world)
    if choice == "request:start":
        return _start(standing, standing.thread.question, context, world)
    if choice == "request:status":
        return _with_flow_question(afterwards.status(standing, context, world), context, world)
    if choice == regular_talk.PATH:
        return _with_flow_question(regular_talk.show(standing, context, world), context, world)
    if choice == regular_talk.START:
        return _start_regular(standing, "", context, world)
    if choice.startswith(afterwards.PREFIX):
        own = afterwards.chosen(standing, choice, context, world)
        return _with_flow_question(own or talk.stale(standing, world), context, world)
    if choice == "human:connect":
        return _with_flow_question(desk_talk.human(standing, context, world), context, world)
    if choice == "office:send":
        return _with_flow_question(desk_talk.send_question(standing, context, world), context, world)
    if choice.startswith("region:"):
        office = choice.removeprefix("region:")
        region = desk_talk.region_chosen(standing, office, context, world)
        return _with_flow_question(region or talk.stale(standing, world), context, world)
    if choice.startswith("reply:"):
        reply = desk_talk.reply_chosen(standing, choice.removeprefix("reply:"), context, world)
        return _with_flow_question(reply or talk.stale(standing, world), context, world)
    if choice.startswith(PREFIX):
        page = talk.papers(standing, choice.removeprefix(PREFIX), context, world)
        return _with_flow_question(page or talk.stale(standing, world), context, world)
    if choice.startswith(ANSWER_CHOICES):
        answer, thread = choose(choice, standing.thread, world)
        return _with_flow_question(_answered(replace(standing, thread=thread), answer), context, world)
    if standing.flow is not None:
        return _advance(standing, FlowEvent(choice=choice), context, world)
    return talk.stale(standing, world)


def _guide_chosen(standing: Standing, choice: str, context: Context, world: World) -> Said:
    """Begin a self-check or the calculator, or take one up again; a running request goes first."""
    if standing.flow is not None and not standing.in_guide:
        said = Said(standing, (running.request_first(choice, world.notice),))
        return _with_flow_question(said, context, world)
    step = running.opened_by_choice(choice, standing.flow, standing.kept, standing.thread, world.notice, context)
    if step is None:
        return _with_flow_question(talk.stale(standing, world), context, world)
    return _stepped(_set_aside(standing), step)


def _out_of_guide(standing: Standing, text: str, context: Context, world: World) -> Said | None:
    """What is written in a guide but begins something else: a request, the other guide, a talk with a person."""
    choice = running.left_for(text)
    if choice == "request:start":
        return _start(standing, text, context, world)
    if choice is not None:
        return _choice(standing, choice, context, world)
    step = running.begun_by_words(text, standing.kept, standing.thread, world.notice, context)
    if step is None or (step.state or {}).get("flow") == (standing.flow or {}).get("flow"):
        return None
    return _stepped(_set_aside(standing), step)


def _set_aside(standing: Standing) -> Standing:
    """The conversation without its guide; the answers of a self-check are kept."""
    if standing.flow is None or not standing.in_guide:
        return standing
    return replace(standing, flow=None, kept=running.set_aside(standing.flow, standing.kept))


def _free_text(standing: Standing, text: str, context: Context, world: World) -> Said:
    step = running.opened_by_words(text, standing.kept, standing.thread, world.notice, context)
    if step is not None:
        return _stepped(standing, step)
    answer, thread = ask(text, standing.thread, world)
    files = answer.topic == "request" or wants_to_file(text)
    if not files and desk_talk.is_for_staff(text, answer, context, world):
        passed_on = desk_talk.reply_to_staff(standing, text, (), context, world)
        if passed_on is not None:
            return passed_on
    standing = replace(standing, thread=thread)
    if told_failure(sentences(text), world.notice, context.today):
        standing = replace(standing, story={"text": text, "on": context.today.isoformat()})
    if files:
        started = _start(standing, text, context, world)
        return replace(started, answer=answer) if answer.topic == "request" else started
    if answer.topic == "status":
        return afterwards.asked(standing, answer, context, world)
    if answer.topic == "human":
        return replace(desk_talk.human(standing, context, world), answer=answer)
    said = _answered(standing, answer)
    return desk_talk.offer_reply(said, text, context, world)


def _answered(standing: Standing, answer: Answer) -> Said:
    """An answer as a message; what the notice does not say goes on the staff's list."""
    effects: tuple[Effect, ...] = ()
    if answer.topic == "unanswered":
        effects = (
            Effect("record_unanswered", {"question": answer.question, "topic": answer.topic, "office": answer.office}),
        )
    in_flow = standing.flow is not None
    message = in_between(answer) if in_flow else Message(answer.text, answer.card.choices, answer.card)
    office = answer.office or standing.office
    return Said(replace(standing, pending=None, office=office), (message,), effects=effects, answer=answer)


def _start(standing: Standing, raw: str, context: Context, world: World) -> Said:
    """Begin a request with what the person has told so far; a running one is shown again instead."""
    if standing.flow is not None and not standing.in_guide:
        return _advance(standing, FlowEvent(choice="flow:resume"), context, world)
    if standing.flow is not None:
        started = _start(_set_aside(standing), raw, context, world)
        return replace(started, messages=(running.dropped(standing.flow, world.notice), *started.messages))
    told = standing.told_on(context.today.isoformat())
    words = raw if not told or told in raw else f"{told}\n{raw}"
    step = start(standing.thread.facts, words, world.notice, context)
    return afterwards.with_ways_on(_stepped(replace(standing, story=None), step), context, world)


def _start_regular(standing: Standing, words: str, context: Context, world: World) -> Said:
    """Begin a talk with the office about AS지원."""
    step = regular_talk.begin(standing, words, context, world)
    if step is None:
        return _with_flow_question(regular_talk.first_finish(standing, world), context, world)
    return _stepped(replace(standing, story=None), step)


def _advance(standing: Standing, event: FlowEvent, context: Context, world: World) -> Said:
    assert standing.flow is not None, "advance needs a running flow"
    said = _stepped(standing, running.advance(standing.flow, event, world.notice, context, standing.thread))
    return afterwards.with_ways_on(said, context, world)


def _stepped(standing: Standing, step: Step) -> Said:
    ended = step.state is None
    # a question in the middle is part of the conversation's thread like any other
    thread = step.thread or standing.thread
    if ended:
        thread = replace(thread, pending=None, readings=())
    if ended and any(effect.kind == "forget" for effect in step.effects):
        # nothing of what the person told stays in the conversation
        standing, thread = Standing(), Standing().thread
    return Said(
        replace(
            standing,
            flow=step.state,
            kept=step.kept or standing.kept,
            thread=thread,
            pending=None,
            office=(step.outcome.office if step.outcome else None) or standing.office,
        ),
        step.messages,
        effects=step.effects,
        ask=step.ask,
        progress=step.progress,
        gates=step.findings,
        outcome=step.outcome,
        answer=step.answer,
    )


def _with_flow_question(said: Said, context: Context, world: World) -> Said:
    """After something said in between, a running flow shows its question again."""
    if said.standing.flow is None:
        return said
    again = _advance(said.standing, FlowEvent(choice="flow:resume"), afterwards.after(said, context), world)
    pending = said.standing.pending
    return replace(
        again,
        # while a region is asked for, the flow's question waits: two at once would confuse
        messages=said.messages if pending is not None else (*said.messages, *again.messages),
        effects=(*said.effects, *again.effects),
        answer=said.answer or again.answer,
        standing=replace(again.standing, office=said.standing.office, pending=pending),
    )
