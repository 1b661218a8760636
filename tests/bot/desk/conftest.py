"""An office with its staff on a real store."""

from __future__ import annotations

import pytest
from support.desk import Office, staffed

from bot.store import Store


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    return staffed(sqlite_store)


@pytest.fixture
def either_office(either_store: Store) -> Office:
    """The same on each database."""
    return staffed(either_store)
