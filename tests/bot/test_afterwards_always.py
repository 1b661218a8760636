"""Whatever a company and the staff do in whatever order: what was taken is kept, and an ended request stays as it ended."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.desk import acts
from bot.desk.errors import DeskError
from bot.store import Store, conversations
from bot.store.models import Attachment, Request, RequestEvent
from bot.store.schema import migrate

from .conftest import Person
from .test_afterwards import House, photo, text

ENDED = ("closed", "withdrawn")
TEXTS = ("전원 램프가 꺼져 있습니다", "언제 오시나요?", "네", "아니요", "취소", "다 올렸습니다", "요청 취소하고 싶어요",
         "보낸 요청에 사진 추가할게요", "제 신청 어떻게 됐어요?", "사업비는 언제 지급되나요?")  # fmt: skip
_which = st.integers(0, 1)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["add", "note", "withdraw", "withdraw-yes", "keep", "show"]), _which),
    st.tuples(st.just("write"), st.sampled_from(TEXTS)),
    st.tuples(st.just("file"), st.just(0)),
    st.tuples(st.sampled_from(["own:done", "own:cancel", "reply:none", "request:status"]), st.just(0)),
    st.tuples(st.just("reply"), _which),
    st.tuples(st.sampled_from(["claim", "ask_back", "close", "hand_over"]), _which),
)
_users = itertools.count()


@pytest.fixture(scope="module")
def shared_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One store for all examples: every example is a person of its own."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('always') / 'asbot.sqlite'}", "key of the tests")
    migrate(store)
    yield House(store)
    store.close()


class Case:
    """A person with two requests, and what has become of them."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.person = Person(house.runner, "terminal", f"user-{next(_users)}")
        self.receipts = [
            house.office.file(channel="terminal", user=self.person.user, created_at=house.now, claimed_by=None)
            for _ in range(2)
        ]
        self.files = itertools.count()

    def requests(self) -> dict[str, Request]:
        with self.house.store.read() as session:
            found = session.exec(select(Request).where(Request.user == self.person.user)).all()
            return {request.receipt: request for request in found}

    def events(self) -> list[RequestEvent]:
        ids = [request.id for request in self.requests().values()]
        with self.house.store.read() as session:
            query = select(RequestEvent).where(RequestEvent.request_id.in_(ids))  # type: ignore[attr-defined]
            return list(session.exec(query.order_by(RequestEvent.id)))  # type: ignore[arg-type]

    def pending(self) -> dict[str, Any]:
        with self.house.store.read() as session:
            row = conversations.find(session, "terminal", self.person.user)
            return dict((row.state["pending"] if row else None) or {})

    def staff(self, what: str, receipt: str) -> None:
        clerk = self.house.clerk if self.requests()[receipt].office == "gyeonggi" else self.house.other_clerk
        arguments = {
            "claim": (), "ask_back": ("모델명을 알려 주세요.",), "close": ("마칩니다.",),
            "hand_over": ("incheon" if clerk is self.house.clerk else "gyeonggi", ""),
        }[what]  # fmt: skip
        with contextlib.suppress(DeskError):
            self.house.staff(getattr(acts, what), receipt, *arguments, by=clerk)

    def company(self, what: str, which: Any) -> tuple[str, str]:
        """Does it; returns the words or the file's name that were handed in, and what was said to it."""
        if what == "write":
            return which, text(self.person.says(which))
        if what == "file":
            name = f"{self.person.user}-{next(self.files)}.jpg"
            return name, text(self.person.does(file=photo(name)))
        if what == "reply":
            return "", text(self.person.presses(f"reply:{self.receipts[which]}"))
        return "", text(self.person.presses(what if ":" in what else f"own:{what}:{self.receipts[which]}"))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=14))
@example(steps=[("add", 0), ("file", 0), ("close", 0), ("file", 0), ("write", "네")])
@example(steps=[("file", 0), ("file", 0), ("withdraw-yes", 0), ("reply", 0), ("reply", 1)])
@example(steps=[("withdraw-yes", 0), ("withdraw-yes", 0), ("close", 1), ("withdraw-yes", 1), ("add", 1), ("file", 0)])
@example(steps=[("note", 0), ("withdraw-yes", 0), ("write", "전원 램프가 꺼져 있습니다")])
@example(steps=[("ask_back", 0), ("ask_back", 1), ("file", 0), ("close", 0), ("reply", 0), ("reply", 1)])
def test_nothing_is_lost_and_nothing_ended_is_touched(shared_house: House, steps: list[tuple[str, Any]]) -> None:
    case = Case(shared_house)
    for what, which in steps:
        before, events, pending = case.requests(), case.events(), case.pending()
        if what in ("claim", "ask_back", "close", "hand_over"):
            case.staff(what, case.receipts[which])
            continue
        handed_in, said = case.company(what, which)
        fresh = case.events()[len(events) :]
        assert said, "a person is never left without a word"

        ended = {request.id for request in before.values() if request.status in ENDED}
        assert not {event.request_id for event in fresh} & ended, "an ended request is left alone"
        after = case.requests()
        assert all(after[receipt].status == one.status for receipt, one in before.items() if one.status in ENDED)

        told = "전했습니다" in said or "저장했습니다" in said
        assert told == any(event.kind == "company_reply" for event in fresh), "it is said if and only if it is so"
        awaited = before.get(str(pending.get("receipt")))
        if pending.get("for") == "add" and awaited is not None and awaited.status not in ENDED:
            if what == "file":
                assert [(event.request_id, (event.body or {})["files"]) for event in fresh] == [(awaited.id, 1)]
                assert _request_of(shared_house, f"files/{handed_in}") == awaited.id
            if what == "write" and pending["takes"] == "text" and which not in ("취소",):
                assert [(event.request_id, (event.body or {})["text"]) for event in fresh] == [(awaited.id, which)]
        if what == "reply" and pending.get("for") == "reply" and told:
            assert {_request_of(shared_house, file["id"]) for file in pending["files"]} == {fresh[0].request_id}
        if what == "file":
            assert _kept(shared_house, handed_in) or "요청을 시작한 뒤 다시 보내 주세요" in said
        assert sum(event.kind == "withdrawn" for event in fresh) <= 1


def _kept(house: House, name: str) -> bool:
    with house.store.read() as session:
        found = session.exec(select(Attachment).where(Attachment.file_id == f"files/{name}")).all()
        return len(found) == 1


def _request_of(house: House, file_id: str) -> int | None:
    """The request that a file lies with."""
    with house.store.read() as session:
        return session.exec(select(Attachment.request_id).where(Attachment.file_id == file_id)).one()
