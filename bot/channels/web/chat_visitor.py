"""Who is writing: an anonymous visitor, known by a cookie alone, and how often a visitor may write."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "asbot_visitor"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Visitor:
    """`user` is the id in the store: a digest, so that reading the database does not let anybody in as this visitor."""

    token: str
    user: str
    is_new: bool


def visitor(request: Request) -> Visitor:
    """The visitor of a request; somebody without a (usable) cookie is a new one."""
    token = request.cookies.get(COOKIE, "")
    if _TOKEN.fullmatch(token):
        return Visitor(token, user_of(token), False)
    token = secrets.token_urlsafe(32)
    return Visitor(token, user_of(token), True)


def user_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:32]


def remember(response: Response, who: Visitor, secure: bool) -> None:
    """Set the cookie (again: a year from the last visit)."""
    response.set_cookie(COOKIE, who.token, max_age=_YEAR, httponly=True, samesite="lax", secure=secure, path="/")


class RateLimit:
    """A token bucket per key: `burst` at once, then `per_minute`. Keys not seen for long are forgotten."""

    def __init__(
        self, burst: int, per_minute: float, keys: int = 20_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst = burst
        self._per_second = per_minute / 60
        self._keys = keys
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key -> left, when

    def wait(self, key: str) -> float:
        """Takes one; returns 0, or the seconds until there is one again."""
        now = self._clock()
        left, when = self._buckets.pop(key, (float(self._burst), now))
        left = min(self._burst, left + (now - when) * self._per_second)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > self._keys:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._per_second
