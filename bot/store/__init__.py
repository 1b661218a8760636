"""The store: one database, one key, transactions. Store functions take the open session and never commit."""

from __future__ import annotations

from bot.store.store import Store, announce

__all__ = ["Store", "announce"]
