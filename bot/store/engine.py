"""Engines: how SQLite and PostgreSQL are opened so that a commit survives and writers queue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import StoreUnavailable

BUSY_TIMEOUT_MS = 15_000
READ_ONLY = {"asbot_read": True}  # an engine option: this connection only reads, so it need not wait for writers


def database_url(text: str) -> URL:
    """A SQLAlchemy URL for postgres://, postgresql:// (both by psycopg) and sqlite:///PATH. Raises StoreUnavailable."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        # the text may hold a password: it is not repeated
        raise StoreUnavailable(
            "DATABASE_URL: not an address (allowed: postgresql://user:password@host:port/name)"
        ) from error
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return url
    raise StoreUnavailable(f"DATABASE_URL: {url.drivername}:// (allowed: postgresql://, postgres://, sqlite:///PATH)")


def open_engine(text: str) -> Engine:
    """An engine whose transactions are durable once committed. Connects to nothing yet."""
    url = database_url(text)
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True)
    if not url.database or url.database == ":memory:":
        raise StoreUnavailable("sqlite: a file is needed (allowed: sqlite:///PATH)")
    engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=20)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # the driver's own BEGIN comes late and deferred: ours is said in `_begin_sqlite`
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # what is deleted is overwritten, also in the pages that stay
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("asbot_read", False)
    # IMMEDIATE takes the write lock at once: two writers queue instead of failing at the end
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
