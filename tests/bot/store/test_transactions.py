"""Transactions: all or nothing, told only after the commit, one writer at a time; moments keep their zone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError
from sqlmodel import select

from bot.store import Store, announce, requests
from bot.store.errors import StoreUnavailable
from bot.store.models import Conversation, Delivery, ReceiptCounter


def _conversation(user: str) -> Conversation:
    return Conversation(channel="web", user=user, notice="2023-330", state={})


def test_a_failure_before_the_commit_leaves_nothing_and_tells_nobody(either_store: Store) -> None:
    told: list[frozenset[str]] = []
    either_store.listen(told.append)

    def fail() -> None:
        with either_store.begin() as session:
            session.add(_conversation("u"))
            announce(session, "deliveries")
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with either_store.read() as session:
        assert session.exec(select(Conversation)).first() is None
    assert not told


def test_listeners_are_told_after_the_commit(either_store: Store) -> None:
    seen: list[bool] = []

    def look(topics: frozenset[str]) -> None:
        assert topics == {"deliveries", "chat:web:u"}
        with either_store.read() as session:
            seen.append(session.get(Conversation, ("web", "u")) is not None)

    unlisten = either_store.listen(look)
    with either_store.begin() as session:
        session.add(_conversation("u"))
        announce(session, "deliveries")
        announce(session, "chat:web:u")
    assert seen == [True]
    unlisten()
    either_store.tell(frozenset({"deliveries"}))
    assert seen == [True]


def test_moments_come_back_aware_and_in_utc(either_store: Store) -> None:
    korean = datetime(2023, 7, 3, 9, 30, 15, 123456, timezone(timedelta(hours=9)))
    with either_store.begin() as session:
        session.add(Delivery(kind="reminder", channel="none", recipient="x", payload={}, due_at=korean, dedupe_key="k"))
    with either_store.read() as session:
        found = session.exec(select(Delivery)).one().due_at
        assert session.exec(select(Delivery).where(Delivery.due_at == korean)).one().dedupe_key == "k"
    assert found == korean
    assert found.tzinfo == UTC


def test_a_naive_moment_is_refused(either_store: Store) -> None:
    with pytest.raises(StatementError, match="time zone"), either_store.begin() as session:
        session.add(Conversation(channel="w", user="u", notice="n", state={}, created_at=datetime(2023, 7, 3)))  # noqa: DTZ001


def test_writers_queue_instead_of_failing(either_store: Store) -> None:
    def write(number: int) -> None:
        for turn in range(10):
            with either_store.begin() as session:
                session.add(_conversation(f"{number}-{turn}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with either_store.read() as session:
        assert len(session.exec(select(Conversation)).all()) == 40


def test_receipts_are_given_once_and_start_again_each_month(either_store: Store) -> None:
    taken: list[str] = []

    def take() -> None:
        for _ in range(5):
            with either_store.begin() as session:
                taken.append(requests.reserve_receipt(session, date(2023, 7, 3)))

    with either_store.begin() as session:
        assert requests.reserve_receipt(session, date(2023, 6, 30)) == "2306-0001"
        assert requests.reserve_receipt(session, date(2023, 7, 1)) == "2307-0001"
    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [f"2307-{number:04d}" for number in range(2, 22)]
    with either_store.read() as session:
        assert {row.month: row.last for row in session.exec(select(ReceiptCounter))} == {"2306": 1, "2307": 21}


@pytest.mark.parametrize("form", ["postgres://", "postgresql://", "postgresql+psycopg://"])
@pytest.mark.postgres
def test_both_forms_of_a_postgresql_address_work(
    form: str, postgres_url: str, open_store: Callable[[str], Store]
) -> None:
    store = open_store(postgres_url.replace("postgresql://", form))
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


@pytest.mark.parametrize("url", ["mysql://a:geheim@b/c", "no address: geheim", "sqlite://"])
def test_an_address_that_cannot_be_used_is_named_without_its_password(url: str) -> None:
    with pytest.raises(StoreUnavailable) as error:
        Store(url, "k")
    assert "geheim" not in str(error.value)
    assert "allowed" in str(error.value)
