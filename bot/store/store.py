"""`Store`: opens the database, hands out transactions, and tells listeners what was committed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlmodel import Session, select

from bot.store import models
from bot.store.crypto import Cipher, bind_cipher
from bot.store.engine import BUSY_TIMEOUT_MS, READ_ONLY, open_engine
from bot.store.errors import StoreBusy, StoreUnavailable

Listener = Callable[[frozenset[str]], None]
_ANNOUNCED = "announced"


def announce(session: Session, topic: str) -> None:
    """After this transaction commits, tell the listeners of this process about `topic`.

    Topics: `deliveries`, `chat:<channel>:<user>`, `requests`. Nothing is told when the transaction is rolled back.
    """
    session.info.setdefault(_ANNOUNCED, set()).add(topic)


class Store:
    """The database behind everything that is kept. Thread-safe; one per process is enough."""

    def __init__(self, url: str, key: str | bytes) -> None:
        self.cipher = Cipher(key)
        self.engine = open_engine(url)
        bind_cipher(self.engine, self.cipher)
        self._reader = self.engine.execution_options(**READ_ONLY)
        self._listeners: list[Listener] = []
        # SQLite has one writer: threads of this process queue here instead of polling the file lock
        self._writer = threading.Lock() if self.is_sqlite else None

    def __repr__(self) -> str:
        return f"Store({self.engine.dialect.name})"

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def digest(self, purpose: str, value: str) -> str:
        """A keyed digest for looking up by value: purposes business_number, invite, console_link, console_session."""
        return self.cipher.digest(purpose, value)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One write transaction: commits at the end of the block, rolls back on an exception.

        Objects stay readable after the commit. Raises StoreBusy or StoreUnavailable. Do not nest, and do no network
        call and no text understanding inside: other writers wait.
        """
        if self._writer is not None and not self._writer.acquire(timeout=2 * BUSY_TIMEOUT_MS / 1000):
            raise StoreBusy("the database: another writer has held it for too long")
        try:
            with Session(self.engine, expire_on_commit=False) as session, translated():
                with session.begin():
                    yield session
                    if not self.is_sqlite and "deliveries" in session.info.get(_ANNOUNCED, ()):
                        session.connection().exec_driver_sql("NOTIFY asbot_deliveries")
                topics = frozenset(session.info.pop(_ANNOUNCED, ()))
        finally:
            if self._writer is not None:
                self._writer.release()
        if topics:
            self.tell(topics)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent read that waits for no writer. Nothing may be changed in it."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session, translated():
            yield session

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(topics)` after each commit that announced something, in the committing thread.

        It must return at once. Returns a function that ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, topics: frozenset[str]) -> None:
        """Call the listeners without a commit: something that was committed for a later moment is due now."""
        for listener in tuple(self._listeners):
            listener(topics)

    def check_key(self) -> None:
        """Raises WrongKey when the stored data was written with another key. Needs the schema."""
        with self.read() as session:
            for column in (models.Conversation.state, models.Request.facts, models.Staff.name, models.Delivery.payload):
                session.exec(select(column).limit(1)).first()

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def translated() -> Iterator[None]:
    """Errors of the connection as ours; errors of a statement stay what they are."""
    try:
        yield
    except DatabaseError as error:
        if "locked" in str(error.orig):
            raise StoreBusy("the database: another writer has held it for too long") from error
        if not isinstance(error, OperationalError) and "not a database" not in str(error.orig):
            raise
        raise StoreUnavailable(f"the database: {_first_line(error)}") from error


def _first_line(error: DBAPIError) -> str:
    """The driver's message without parameters or statement."""
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__
