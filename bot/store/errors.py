"""What can go wrong between the store and its database. Messages are for operators: place, found, what to do."""

from __future__ import annotations


class StoreError(Exception):
    """Anything below."""


class StoreUnavailable(StoreError):
    """The database cannot be opened or reached."""


class StoreBusy(StoreError):
    """Another writer held the database for too long."""


class WrongKey(StoreError):
    """The data was written with another key: ASBOT_SECRET_KEY or the key file is not the one it was made with."""


class SchemaOutdated(StoreError):
    """The schema is not the newest: run `asbot migrate`."""


class KeyFileProblem(StoreError):
    """The key file cannot be read or written, or others may read it."""


class BadArchive(StoreError):
    """A backup file that cannot be restored."""
