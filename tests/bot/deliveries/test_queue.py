"""The delivery table as a queue: claimed once, in order, with leases; every ending of a delivery."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.deliveries import queue
from bot.errors import TransportError
from bot.store import Store
from bot.store.models import Conversation, Delivery, StaffChat, utc_now

TELEGRAM = ("telegram",)
Put = Callable[..., None]
States = Callable[[], dict[str, str]]


def _claim(
    store: Store, now: datetime | None = None, owner: str = "here/1/a", limit: int = 99, **rest: Any
) -> list[Delivery]:
    with store.begin() as session:
        return queue.claim(session, owner, TELEGRAM, now or utc_now() + timedelta(seconds=1), limit, **rest)


def _texts(deliveries: list[Delivery]) -> list[str]:
    return [delivery.payload["text"] for delivery in deliveries]  # type: ignore[index]


def _settle(store: Store, delivery: Delivery, error: TransportError | None, now: datetime | None = None) -> str:
    with store.begin() as session:
        if error is None:
            queue.settle_sent(session, delivery, now or utc_now(), "m1")
            return "sent"
        return queue.settle_error(session, delivery, error, now or utc_now())


def _only(store: Store) -> Delivery:
    with store.read() as session:
        return session.exec(select(Delivery)).one()


def test_the_same_key_is_enqueued_once(put: Put, states: States) -> None:
    put("a")
    put("a")
    assert states() == {"7:a": "waiting"}


def test_each_recipient_gets_one_at_a_time_in_order(either_store: Store, put: Put) -> None:
    put("1", "2", recipient="7")
    put("3", "4", recipient="8")
    first = _claim(either_store)
    assert _texts(first) == ["1", "3"]
    assert _claim(either_store) == []
    _settle(either_store, first[0], None)
    assert _texts(_claim(either_store)) == ["2"]


def test_a_failed_delivery_holds_up_the_ones_behind_it(either_store: Store, put: Put) -> None:
    put("1", "2")
    _settle(either_store, _claim(either_store)[0], TransportError("network"))
    assert _claim(either_store) == []
    assert _texts(_claim(either_store, utc_now() + timedelta(seconds=10))) == ["1"]


def test_what_is_planned_for_later_holds_up_nothing(either_store: Store, put: Put) -> None:
    put("later", due_at=utc_now() + timedelta(hours=1))
    put("now")
    assert _texts(_claim(either_store)) == ["now"]


def test_a_resting_recipient_is_left_alone(either_store: Store, put: Put) -> None:
    put("1", recipient="7")
    put("2", recipient="8")
    assert _texts(_claim(either_store, resting=["7"])) == ["2"]


def test_what_waits_for_an_office_is_claimed_by_nobody(either_store: Store) -> None:
    with either_store.begin() as session:
        queue.enqueue(
            session, kind="staff_notice", channel="none", recipient="office:gyeonggi", payload={}, dedupe_key="k"
        )
    assert _claim(either_store) == []


def test_two_processes_never_claim_the_same(either_store: Store, put: Put) -> None:
    for recipient in range(30):
        put("x", recipient=str(recipient))
    taken: list[str] = []

    def work(number: int) -> None:
        while claimed := _claim(either_store, owner=f"here/{number}/a", limit=3):
            taken.extend(delivery.recipient for delivery in claimed)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken, key=int) == [str(recipient) for recipient in range(30)]


def test_retry_after_is_obeyed_to_the_second(either_store: Store, put: Put) -> None:
    put("1")
    now = utc_now()
    assert _settle(either_store, _claim(either_store)[0], TransportError("flood", retry_after=17), now) == "waiting"
    assert _only(either_store).due_at == now + timedelta(seconds=17)
    assert _claim(either_store, now + timedelta(seconds=16.9)) == []
    assert len(_claim(either_store, now + timedelta(seconds=17.1))) == 1


def test_waits_grow_with_the_tries_up_to_a_limit(either_store: Store, put: Put) -> None:
    put("1")
    now = utc_now()
    waits = []
    for _ in range(12):
        now = max(now, _only(either_store).due_at)
        _settle(either_store, _claim(either_store, now)[0], TransportError("network"), now)
        waits.append((_only(either_store).due_at - now).total_seconds())
    assert 2.0 <= waits[0] <= 2.4
    assert waits == sorted(waits[:8]) + waits[8:]
    assert all(queue.LONGEST_BACKOFF_SECONDS <= wait <= queue.LONGEST_BACKOFF_SECONDS * 1.2 for wait in waits[9:])


@pytest.mark.parametrize(("error", "state"), [
    (TransportError("bad_request", permanent=True), "failed"),
    (TransportError("forbidden", blocked=True), "blocked"),
])  # fmt: skip
def test_a_permanent_error_ends_it_and_lets_the_next_one_go(
    either_store: Store, put: Put, error: TransportError, state: str
) -> None:
    put("1", "2")
    assert _settle(either_store, _claim(either_store)[0], error) == state
    assert _texts(_claim(either_store)) == ["2"]


def test_a_chat_reply_is_given_up_after_a_day_but_a_staff_notice_never(either_store: Store, put: Put) -> None:
    put("reply", recipient="7", kind="chat_reply")
    put("notice", recipient="8", kind="staff_notice")
    late = utc_now() + timedelta(days=2)
    reply, notice = _claim(either_store, late)
    assert _settle(either_store, reply, TransportError("network"), late) == "failed"
    assert _settle(either_store, notice, TransportError("network"), late) == "waiting"


def test_a_sent_chat_reply_keeps_no_text(either_store: Store, put: Put) -> None:
    put("1", kind="chat_reply")
    _settle(either_store, _claim(either_store)[0], None)
    sent = _only(either_store)
    assert (sent.state, sent.payload, sent.external_id) == ("sent", None, "m1")


def test_a_staff_notice_that_may_have_arrived_is_sent_again_with_a_mark(either_store: Store, put: Put) -> None:
    put("1")
    assert (
        _settle(either_store, _claim(either_store)[0], TransportError("timed_out", maybe_delivered=True)) == "waiting"
    )
    assert _only(either_store).payload["again"] is True  # type: ignore[index]


def _conversation(store: Store, question: dict[str, Any] | None) -> None:
    with store.begin() as session:
        session.add(Conversation(channel="telegram", user="7", notice="2023-330", state={"question": question}))


def test_a_chat_reply_that_may_have_arrived_is_uncertain_and_the_question_is_drawn_once(
    either_store: Store, put: Put, states: States
) -> None:
    _conversation(either_store, {"text": "어느 쪽인가요?", "choices": []})
    put("1", kind="chat_reply")
    claimed = _claim(either_store)[0]
    assert _settle(either_store, claimed, TransportError("timed_out", maybe_delivered=True)) == "uncertain"
    redrawn = _claim(either_store)
    assert [delivery.payload["message"]["text"] for delivery in redrawn] == ["어느 쪽인가요?"]  # type: ignore[index]
    assert _settle(either_store, claimed, TransportError("timed_out", maybe_delivered=True)) == "uncertain"
    assert len(states()) == 2


def test_no_question_is_drawn_where_replies_still_wait(either_store: Store, put: Put, states: States) -> None:
    _conversation(either_store, {"text": "어느 쪽인가요?", "choices": []})
    put("1", "2", kind="chat_reply")
    _settle(either_store, _claim(either_store)[0], TransportError("timed_out", maybe_delivered=True))
    assert states() == {"7:1": "uncertain", "7:2": "waiting"}


def _recover(store: Store, now: datetime, owner: str = "elsewhere/1/a") -> int:
    with store.begin() as session:
        return queue.recover(session, owner, now)


def test_after_a_stop_a_reply_is_uncertain_and_a_notice_is_sent_again(
    either_store: Store, put: Put, states: States
) -> None:
    put("reply", recipient="7", kind="chat_reply")
    put("notice", recipient="8")
    _claim(either_store)
    now = utc_now()
    assert _recover(either_store, now) == 0, "the lease still runs, and the process may live on its host"
    assert _recover(either_store, now + queue.LEASE + timedelta(seconds=5)) == 2
    assert states() == {"7:reply": "uncertain", "8:notice": "waiting"}
    assert _claim(either_store, now + queue.LEASE + timedelta(seconds=6))[0].payload["again"] is True  # type: ignore[index]


@pytest.mark.parametrize(("owner", "recovered"), [
    (f"{socket.gethostname()}/{os.getppid()}/dead", 0),  # that process runs
    (f"{socket.gethostname()}/{os.getpid()}/dead", 1),  # an earlier holder of our process id
    (f"{socket.gethostname()}/4194303/dead", 1),
    ("another-host/4194303/dead", 0),
], ids=["running", "our_id", "dead", "elsewhere"])  # fmt: skip
def test_a_stopped_process_of_this_host_is_seen_at_once(
    either_store: Store, put: Put, owner: str, recovered: int
) -> None:
    put("1")
    _claim(either_store, owner=owner)
    assert _recover(either_store, utc_now(), queue.owner_id()) == recovered


def test_a_group_that_moved_takes_its_deliveries_along(either_store: Store, put: Put) -> None:
    put("1", "2", recipient="-5")
    with either_store.begin() as session:
        session.add(StaffChat(chat_id="-5", office="gyeonggi", is_group=True))
    claimed = _claim(either_store)[0]
    assert _settle(either_store, claimed, TransportError("migrated", migrated_to="-1005")) == "waiting"
    assert [delivery.recipient for delivery in _claim(either_store)] == ["-1005"]
    with either_store.read() as session:
        assert session.exec(select(StaffChat.chat_id)).one() == "-1005"


def test_a_rolled_back_transaction_enqueues_nothing(either_store: Store, put: Put, states: States) -> None:
    def fail(session: Session) -> None:
        put("1", session=session)
        raise RuntimeError

    with pytest.raises(RuntimeError), either_store.begin() as session:
        fail(session)
    assert states() == {}
