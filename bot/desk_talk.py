"""What a company says that is meant for people: a call for a person, a question for the office, a reply to staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import adding
from bot.messages import Incoming
from bot.standing import Standing
from bot.talk import Said, worded
from bot.timeline import own_request
from flows.exchange import Context, Effect, Message, OwnRequest
from intents.answer import Answer, Choice
from intents.reading import read
from intents.world import World
from knowledge.notice import Office
from knowledge.regions import Routing, nearest_office, route

# how Korean questions end; a message to staff rarely does
_QUESTION = re.compile(r"(\?|나요|까요|가요|는지|은지|니까|죠|어때|얼마|언제|어디|되나|하나|뭐|무엇|인가)[\s?.!~]*$")


def human(standing: Standing, context: Context, world: World) -> Said:
    """The office to call; where the region is unknown it is asked for."""
    office = known_office(standing, context, world)
    if office is None:
        return _ask_region(standing, "human", (), world)
    return _tell_office(standing, office, context, world)


def send_question(standing: Standing, context: Context, world: World) -> Said:
    """Send the last question to the office, as the person chose."""
    if not standing.thread.question.strip():
        return Said(standing, (worded(world.wording, "no_question"),))
    office = known_office(standing, context, world)
    if office is None:
        return _ask_region(standing, "question", (), world)
    return _send_question(standing, office, context, world)


def known_office(standing: Standing, context: Context, world: World) -> Office | None:
    """The office of this person's case: from the running request, the conversation, or an earlier request."""
    address = standing.said("site_address")
    told = [standing.said("office"), route(address).office if isinstance(address, str) else None]
    told += [standing.thread.facts.known("office"), standing.office]
    told += [request.office for request in reversed(context.own_requests)]
    return next(
        (world.notice.offices[one] for one in told if isinstance(one, str) and one in world.notice.offices), None
    )


def office_nearby(standing: Standing, location: tuple[float, float], context: Context, world: World) -> Said:
    """A location outside of a request is a way to ask for the office."""
    asked = replace(standing, pending={"for": "human"})
    return _found(asked, nearest_office(*location), context, world) or _ask_region(standing, "human", (), world)


def answer_to_own_question(standing: Standing, incoming: Incoming, context: Context, world: World) -> Said | None:
    """Where a region was asked for: the office, or candidates. None where the message is about something else."""
    if standing.pending is None or standing.pending.get("for") not in ("human", "question"):
        return None
    if incoming.location is not None:
        return _found(standing, nearest_office(*incoming.location), context, world)
    return _found(standing, route(incoming.text), context, world) if incoming.text else None


def _found(standing: Standing, routing: Routing, context: Context, world: World) -> Said | None:
    assert standing.pending is not None, "a region is looked for because it was asked for"
    if routing.office is not None:
        return region_chosen(standing, routing.office, context, world)
    if routing.candidates:
        return _ask_region(standing, str(standing.pending["for"]), routing.candidates, world)
    return None


def region_chosen(standing: Standing, office_id: str, context: Context, world: World) -> Said | None:
    """Go on with what the region was asked for; None where it was not asked for, or there is no such office."""
    office = world.notice.offices.get(office_id)
    if office is None or standing.pending is None:
        return None
    purpose = standing.pending.get("for")
    standing = replace(standing, pending=None)
    if purpose == "question":
        return _send_question(standing, office, context, world)
    return _tell_office(standing, office, context, world)


def is_for_staff(text: str, answer: Answer, context: Context, world: World) -> bool:
    """Whether a free message goes to the staff who asked back: it is no question, and asks for nothing of ours."""
    if not waiting_requests(context) or answer.topic in ("human", "request"):
        return False
    # "가나-100입니다" after a look at the status is about it only by what came before
    if answer.topic == "status" and asks_for_status(text, world):
        return False
    return not _QUESTION.search(text.strip())


def asks_for_status(text: str, world: World) -> bool:
    """Whether the words by themselves, whatever was talked of before, are about how a request stands."""
    asks = read(text, world.notice, world.today).asks
    return bool(asks) and asks[0].topic == "status"


def waiting_requests(context: Context) -> tuple[OwnRequest, ...]:
    return tuple(request for request in context.own_requests if request.status == "waiting_company")


def reply_to_staff(
    standing: Standing, text: str, files: tuple[Mapping[str, Any], ...], context: Context, world: World
) -> Said | None:
    """Pass a message on to the staff who asked back; with several requests waiting, ask which.

    None: nobody asked, or it is a file that several may have asked for.
    """
    waiting = waiting_requests(context)
    if not waiting or (files and len(waiting) > 1):
        return None  # an album, whose files come one by one, is gathered first: see bot.adding.offer
    if len(waiting) == 1:
        return adding.send(standing, waiting[0], text, files, context, world)
    message = worded(world.wording, "reply_to_which", {"reply:none": "none"})
    choices = tuple(Choice(f"reply:{one.receipt}", f"{one.receipt} {one.company_name}".strip()) for one in waiting)
    pending = {"for": "reply", "text": text, "files": [dict(file) for file in files]}
    return Said(replace(standing, pending=pending), (Message(message.text, (*choices, *message.choices)),))


def reply_chosen(standing: Standing, receipt: str, context: Context, world: World) -> Said | None:
    """The person said which request a message is for, or that it is for none."""
    pending = standing.pending
    if pending is None or pending.get("for") != "reply":
        return None
    if receipt == "none":
        return Said(replace(standing, pending=None), (worded(world.wording, "reply_kept"),))
    if receipt == "send":
        return reply_to_staff(
            replace(standing, pending=None), str(pending["text"]), tuple(pending["files"]), context, world
        )
    request = own_request(receipt, context)
    if request is None or not request.is_open:
        return None
    return adding.send(standing, request, str(pending["text"]), tuple(pending["files"]), context, world)


def offer_reply(said: Said, text: str, context: Context, world: World) -> Said:
    """A question is answered; where staff wait for a reply, it may have been meant for them."""
    if not waiting_requests(context) or said.standing.flow is not None:
        return said
    message = worded(world.wording, "reply_instead", {"reply:send": "send"})
    pending = {"for": "reply", "text": text, "files": []}
    return replace(said, standing=replace(said.standing, pending=pending), messages=(*said.messages, message))


def _ask_region(standing: Standing, purpose: str, candidates: tuple[str, ...], world: World) -> Said:
    offices = [world.notice.offices[one] for one in candidates]
    message = worded(world.wording, "which_region", offices=[office.name for office in offices], purpose=purpose)
    choices = tuple(Choice(f"region:{office.id}", office.name) for office in offices)
    wants = None if offices else "location"
    return Said(replace(standing, pending={"for": purpose}), (Message(message.text, choices, wants=wants),))


def _tell_office(standing: Standing, office: Office, context: Context, world: World) -> Said:
    own = [request for request in context.own_requests if request.office == office.id]
    message = worded(world.wording, "human", office=office, receipt=own[-1].receipt if own else None)
    return Said(replace(standing, pending=None, office=office.id), (message,))


def _send_question(standing: Standing, office: Office, context: Context, world: World) -> Said:
    question = standing.thread.question
    message = worded(world.wording, "question_sent", office=office, joined=office.id in context.offices_with_staff)
    effect = Effect("ask_office", {"office": office.id, "question": question})
    return Said(replace(standing, pending=None, office=office.id), (message,), effects=(effect,))
