"""How fast a channel may be sent to: 30 messages a second in all, 1 a second per chat, 20 a minute per group.

Source: the Bot API's own limits. Time is a number of seconds that only grows (time.monotonic).
"""

from __future__ import annotations

from collections import deque

PER_SECOND = 30
CHAT_GAP_SECONDS = 1.0
# one reply is often two messages; the limit is on the average, and a refusal (429) is obeyed
CHAT_BURST = 3
PER_GROUP_MINUTE = 20


class Pace:
    """Remembers what was sent lately, and says who has to rest and how many more may go."""

    def __init__(self) -> None:
        self._all: deque[float] = deque()
        self._groups: dict[str, deque[float]] = {}
        # the moment at which a chat would be quite rested; up to CHAT_BURST gaps ahead of now it may still send
        self._chats: dict[str, float] = {}
        self._halted: dict[str, float] = {}

    def sent(self, recipient: str, now: float) -> None:
        self._all.append(now)
        self._chats[recipient] = max(self._chats.get(recipient, now), now) + CHAT_GAP_SECONDS
        if _is_group(recipient):
            self._groups.setdefault(recipient, deque()).append(now)

    def halt(self, recipient: str, seconds: float, now: float) -> None:
        """The channel told us to leave this recipient alone for so long."""
        self._halted[recipient] = max(self._halted.get(recipient, now), now + seconds)

    def room(self, now: float) -> int:
        """How many messages may leave within this second."""
        while self._all and self._all[0] <= now - 1.0:
            self._all.popleft()
        return PER_SECOND - len(self._all)

    def resting(self, now: float) -> dict[str, float]:
        """Recipients that may not be sent to now, with the moment from which they may."""
        self._forget(now)
        rest = dict(self._halted)
        for recipient, rested in self._chats.items():
            free = rested - CHAT_BURST * CHAT_GAP_SECONDS + CHAT_GAP_SECONDS
            if free > now:
                rest[recipient] = max(rest.get(recipient, 0.0), free)
        for recipient, times in self._groups.items():
            if len(times) >= PER_GROUP_MINUTE:
                rest[recipient] = max(rest.get(recipient, 0.0), times[-PER_GROUP_MINUTE] + 60.0)
        return rest

    def _forget(self, now: float) -> None:
        self._halted = {recipient: until for recipient, until in self._halted.items() if until > now}
        self._chats = {recipient: rested for recipient, rested in self._chats.items() if rested > now}
        for recipient, times in list(self._groups.items()):
            while times and times[0] <= now - 60.0:
                times.popleft()
            if not times:
                del self._groups[recipient]


def _is_group(recipient: str) -> bool:
    """Telegram's groups and channels have negative ids."""
    return recipient.startswith("-")
