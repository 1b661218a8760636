"""The migrations and the models say the same, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from alembic import command
from sqlalchemy import inspect
from sqlmodel import SQLModel

from bot.store import Store
from bot.store.errors import SchemaOutdated, WrongKey
from bot.store.models import Conversation
from bot.store.schema import alembic_config, check_schema, current, migrate, newest


def test_migrations_give_the_schema_of_the_models(either_store: Store) -> None:
    with either_store.engine.begin() as connection:
        command.check(alembic_config(connection))  # raises where autogenerate would still change something


def test_migrating_twice_changes_nothing(either_store: Store) -> None:
    assert migrate(either_store) == newest()
    assert current(either_store) == newest()


def test_downgrade_leaves_no_table_behind(either_store: Store) -> None:
    with either_store.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    left = set(inspect(either_store.engine).get_table_names()) & set(SQLModel.metadata.tables)
    assert not left


def test_an_old_schema_is_named_with_the_command_that_helps(
    database_url: str, open_store: Callable[[str], Store]
) -> None:
    with pytest.raises(SchemaOutdated, match=r"schema none, needed \d+; run `asbot migrate`"):
        check_schema(open_store(database_url))


def test_another_key_is_noticed_before_anything_is_written(
    database_url: str, either_store: Store, open_store: Callable[..., Store]
) -> None:
    with either_store.begin() as session:
        session.add(Conversation(channel="web", user="u", notice="2023-330", state={"a": 1}))
    with pytest.raises(WrongKey):
        open_store(database_url, "another key").check_key()
    either_store.check_key()
