"""Inline buttons: choice ids as callback data, and how labels are laid out in rows."""

from __future__ import annotations

from intents.answer import Choice

CALLBACK_BYTES = 64
VERSION = "1"  # of the format; data of another version is a stale button
MOST_ROWS = 6
# a row holds one button up to 16 Hangul, two up to 8 each, three up to 4 each; a Latin letter or digit is half as wide
ROOM = {1: 16.0, 2: 8.0, 3: 4.0}
NAVIGATION = ("flow:why", "flow:back", "flow:cancel", "human:connect")
SHORT_NAVIGATION = {
    "flow:why": "왜 묻나요?",
    "flow:back": "◀ 이전",
    "flow:cancel": "그만두기",
    "human:connect": "담당자",
}
OWN_ROW = ("unsure", "later")


class CallbackTooLong(ValueError):
    """A choice id does not fit into a button: `choice_id` has `size` bytes with its version, 64 are allowed."""

    def __init__(self, choice_id: str, size: int) -> None:
        super().__init__(f"callback data of choice {choice_id!r}: {size} bytes (allowed: 1-{CALLBACK_BYTES})")
        self.choice_id = choice_id
        self.size = size


def pack(choice_id: str) -> str:
    """Callback data for a choice. Raises CallbackTooLong."""
    data = f"{VERSION}|{choice_id}"
    size = len(data.encode())
    if not choice_id or size > CALLBACK_BYTES:
        raise CallbackTooLong(choice_id, size)
    return data


def unpack(data: str) -> str | None:
    """The choice id in callback data, or None where it was written by another version."""
    version, separator, choice_id = data.partition("|")
    return choice_id if separator and version == VERSION and choice_id else None


def width(label: str) -> float:
    """How wide a label is drawn, in Hangul syllables."""
    return sum(0.55 if ord(sign) < 0x1100 else 1.0 for sign in label)


def is_navigation(choice: Choice) -> bool:
    return choice.id in NAVIGATION


def rows(choices: tuple[Choice, ...]) -> tuple[tuple[Choice, ...], ...]:
    """Choices in rows: answers first, "잘 모르겠습니다" and "나중에" alone, the ways around (why, back, person) last."""
    answers = [choice for choice in choices if not is_navigation(choice)]
    normal = [choice for choice in answers if choice.id.rpartition(":")[2] not in OWN_ROW]
    alone = [choice for choice in answers if choice.id.rpartition(":")[2] in OWN_ROW]
    around = tuple(
        Choice(choice.id, SHORT_NAVIGATION[choice.id])
        for wanted in NAVIGATION
        for choice in choices
        if choice.id == wanted
    )
    room = MOST_ROWS - len(alone) - bool(around)
    laid = [*_packed(normal, room), *((choice,) for choice in alone)]
    if around:
        # three fit with their short names; cancelling is also a command, so it is the one that gives way
        shown = tuple(c for c in around if c.id != "flow:cancel") if len(around) > 3 else around
        laid.append(shown)
    return tuple(laid)


def _packed(choices: list[Choice], room: int) -> list[tuple[Choice, ...]]:
    laid: list[tuple[Choice, ...]] = []
    row: list[Choice] = []
    for choice in choices:
        trial = [*row, choice]
        if len(trial) <= 3 and all(width(each.label) <= ROOM[len(trial)] for each in trial):
            row = trial
            continue
        if row:
            laid.append(tuple(row))
        row = [choice]
    if row:
        laid.append(tuple(row))
    if len(laid) > max(room, 1):
        # more answers than rows: a cut label is better than a missing answer
        per_row = -(-len(choices) // max(room, 1))
        laid = [tuple(choices[start : start + per_row]) for start in range(0, len(choices), per_row)]
    return laid
