"""Logs: one line per event, without personal data and without tokens.

A log line has an event name and fields from a closed list; text of users, names, numbers and exception messages have no
field. What a library logs by itself passes a filter that blots out whatever looks like a bot token.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

FIELDS = frozenset({
    "event", "level", "timestamp", "logger", "attempt", "channel", "count", "delivery", "error", "kind", "ms", "office",
    "port", "receipt", "request", "seconds", "staff", "state", "status", "topic", "url", "version", "where",
})  # fmt: skip
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")


def without_tokens(text: str) -> str:
    """The text with everything that looks like a bot token blotted out."""
    return _TOKEN.sub("…", text)


def _known_fields(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drops fields that are not on the list: a new one is added knowingly or not at all."""
    return {key: without_tokens(value) if isinstance(value, str) else value for key, value in line.items()
            if key in FIELDS}  # fmt: skip


class _TokenFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_tokens(record.getMessage())
        record.args = ()
        # a traceback shows messages of exceptions, and those may hold what a person wrote
        if record.exc_info and record.exc_info[0] is not None:
            record.msg = f"{record.msg} ({record.exc_info[0].__name__})"
        record.exc_info = None
        record.exc_text = None
        return True


def set_up_logging(level: int = logging.INFO) -> None:
    """Structured lines on stderr; httpx and the like only from warnings up, since they log addresses with tokens."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_TokenFilter())
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _known_fields,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def log() -> Any:
    return structlog.get_logger()
