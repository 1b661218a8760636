"""The schema's version: bring it to the newest, or say that it is old."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store.errors import SchemaOutdated
from bot.store.store import Store, translated

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x61736230  # PostgreSQL advisory lock: two machines that migrate at once queue


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The revision that this code was written for."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert head is not None, "bot/store/migrations/versions: no revision"
    return head


def current(store: Store) -> str | None:
    """The database's revision; None for an empty database."""
    with translated(), store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(store: Store) -> str:
    """Bring the schema to the newest revision in one transaction; returns that revision."""
    with translated(), store.engine.begin() as connection:
        if not store.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        command.upgrade(alembic_config(connection), "head")
    return newest()


def check_schema(store: Store) -> None:
    """Raises SchemaOutdated where the database is not at the newest revision."""
    found, needed = current(store), newest()
    if found != needed:
        raise SchemaOutdated(f"the database: schema {found or 'none'}, needed {needed}; run `asbot migrate`")
