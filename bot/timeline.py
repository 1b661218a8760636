"""A person's own requests as they stand: one as a card with its steps, several to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.desk.response_target import SEOUL, response_target
from bot.desk.summary import shortened
from flows.exchange import Context, Message, OwnEvent, OwnRequest
from flows.papers.message import papers_button
from flows.summary import plain
from intents.answer import Card, Choice, Row
from intents.world import World
from knowledge.korean import clock, day

MOST_LISTED = 5  # requests to choose from
MOST_STEPS = 6  # shown open; the earlier ones are folded
ACTS = ("add", "note", "withdraw")  # what can be done with an open request
STEP_TEXT = 80  # characters of what was said in a step
APPLYING = 2  # the step 신청접수; those after it are still ahead
AHEAD = 2  # how many of them are named


def newest_first(requests: Iterable[OwnRequest]) -> tuple[OwnRequest, ...]:
    """Own requests in the order in which they are offered."""
    return tuple(reversed(tuple(requests)))


def own_request(receipt: str, context: Context) -> OwnRequest | None:
    """The person's request with this number; None for everybody else's."""
    return next((request for request in context.own_requests if request.receipt == receipt), None)


def status(context: Context, world: World) -> Message:
    """What the person has sent: nothing, the one request in full, or which of several to see."""
    own = newest_first(context.own_requests)
    if len(own) == 1:
        return timeline(own[0], context, world)
    older = max(0, len(own) - MOST_LISTED)
    waiting = any(request.status == "waiting_company" for request in own)
    words = world.wording.blocks("company/status", count=len(own), waiting=waiting, older=older)
    if not own:
        return Message(words["text"])
    headline, _, asks = words["text"].partition("\n\n")
    rows = tuple(
        Row(one.receipt, " · ".join((words[_kind(one)], day(one.filed_on), words[one.status])))
        for one in own[:MOST_LISTED]
    )
    choices = tuple(_button(one) for one in own[:MOST_LISTED])
    card = Card(None, headline, rows=rows, more=words["older"] if older else "", question=asks, choices=choices)
    return Message(plain(card), choices, card)


def timeline(request: OwnRequest, context: Context, world: World) -> Message:
    """One request: how it stands, its steps with their moments, what comes next, and what can be done."""
    office = world.notice.offices.get(request.office) if request.office else None
    target = response_target(request.filed_at or context.now)
    ahead = [step for step in world.notice.procedures[request.support_type] if step.number > APPLYING][:AHEAD]
    words = world.wording.blocks(
        "company/timeline",
        status=request.status,
        noun=noun(request, world),
        office=office,
        staffed=request.office in context.offices_with_staff,
        late=context.now > target,
        target=target,
        question=_last(request, "asked_back"),
        result=_last(request, "closed"),
        steps=[step.title for step in ahead] if request.is_open and request.kind == "request" else [],
    )
    rows = [Row(words["receipt"], request.receipt)]
    if request.told:
        rows.append(Row(words[f"told_{request.support_type}"], shortened(request.told)))
    if office:
        rows.append(Row(office.name, office.phone))
    steps = _steps(request, world)
    shown = steps[-MOST_STEPS:]
    if request.is_open:
        choices = [Choice(f"own:{act}:{request.receipt}", words[act]) for act in ACTS]
    else:
        choices = [Choice("request:start", words["request"])]
    if request.status != "withdrawn":
        # the page of the case is a press away for who no longer finds the message it came with
        choices.append(papers_button(request.receipt, world.notice))
    if len(context.own_requests) > 1:
        label = world.wording.blocks("company/status", count=0, waiting=False, older=0)["list"]
        choices.append(Choice("request:status", label))
    card = Card(
        verdict=None,
        headline=words["headline"],
        reason=words["reason"],
        rows=(*rows, *shown),
        next=words["next"],
        more="\n".join(f"· {row.label} {row.value}" for row in steps[: -len(shown)]),
        choices=(*choices, Choice("human:connect", words["human"])),
    )
    return Message(plain(card), card.choices, card)


def noun(request: OwnRequest, world: World) -> str:
    """What the request is called: 긴급AS 요청, 상담, AS지원 상담."""
    return world.wording.blocks("company/status", count=0, waiting=False, older=0)[_kind(request)]


def choose_from(requests: Iterable[OwnRequest], act: str) -> tuple[Choice, ...]:
    """A button for each request, newest first, that does `act` with it."""
    return tuple(_button(one, act) for one in newest_first(requests)[:MOST_LISTED])


def _button(request: OwnRequest, act: str = "show") -> Choice:
    about = shortened(request.told, 20) or request.company_name
    return Choice(f"own:{act}:{request.receipt}", f"{request.receipt} {about}".strip())


def _kind(request: OwnRequest) -> str:
    return f"{request.support_type}_{request.kind}"


def _last(request: OwnRequest, kind: str) -> str:
    """What was said in the latest step of a kind."""
    return next((event.text for event in reversed(request.events) if event.kind == kind), "")


def _steps(request: OwnRequest, world: World) -> list[Row]:
    if not request.events:
        return [Row(day(request.filed_on), _told("filed", world))]
    return [Row(_moment(event), _told(event.kind, world, event)) for event in _albums_joined(request.events)]


def _albums_joined(events: Iterable[OwnEvent]) -> list[OwnEvent]:
    """The steps with files that came one after the other as one, at the moment of the last."""
    made: list[OwnEvent] = []
    for event in events:
        before = made[-1] if made else None
        only_files = event.kind == "company_reply" and not event.text
        if before and only_files and before.kind == event.kind and not before.text:
            made[-1] = replace(event, files=before.files + event.files)
        else:
            made.append(event)
    return made


def _moment(event: OwnEvent) -> str:
    """6월 14일(수) 오전 10:02"""
    local = event.at.astimezone(SEOUL)
    return f"{day(local.date())} {clock(local)}"


def _told(kind: str, world: World, event: OwnEvent | None = None) -> str:
    office = world.notice.offices.get(event.office) if event and event.office else None
    return world.wording.render(
        "company/timeline_event",
        kind=kind,
        office_name=office.name if office else "",
        name=event.name if event else "",
        text=shortened(event.text.replace("\n", " "), STEP_TEXT) if event else "",
        files=event.files if event else 0,
    )
