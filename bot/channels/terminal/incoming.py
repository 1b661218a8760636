"""Lines of the terminal as events. A file is copied into the data folder: it lies there under its `FileRef.id`."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.files.keeping import keep, shown_name
from bot.files.kinds import MOST_BYTES, FileRefused
from bot.messages import Incoming
from flows.exchange import FileRef

CHANNEL = "terminal"
COMMANDS = ("start", "help", "cancel", "status")
_KEYS = ("text", "choice", "file", "location")


class LineProblem(BotError):
    """A line of `asbot chat --json` that is none of the contract's four forms."""


def from_text(text: str, user: str) -> Incoming:
    """A typed line; `/start` and the like are commands, as in every channel."""
    command = text.strip().removeprefix("/")
    if text.strip().startswith("/") and command in COMMANDS:
        return Incoming(_event_id(), CHANNEL, user, command=command)
    return Incoming(_event_id(), CHANNEL, user, text=text)


def from_choice(choice: str, user: str) -> Incoming:
    return Incoming(_event_id(), CHANNEL, user, choice=choice)


def from_json(line: str, number: int, user: str, data_dir: Path) -> Incoming:
    """One line of `asbot chat --json`. Raises LineProblem, naming the line."""
    try:
        data = json.loads(line)
    except ValueError:
        raise LineProblem(f"line {number}: not JSON (allowed: one object per line)") from None
    found = [key for key in _KEYS if isinstance(data, dict) and key in data]
    if len(found) != 1:
        raise LineProblem(f"line {number}: keys {found or 'none'} (allowed: exactly one of {', '.join(_KEYS)})")
    key = found[0]
    value = data[key]
    if key == "text" and isinstance(value, str):
        return from_text(value, user)
    if key == "choice" and isinstance(value, str):
        return from_choice(value, user)
    if key == "file" and isinstance(value, str):
        return _file(value, data.get("kind", "document"), number, user, data_dir)
    if key == "location" and _is_place(value):
        place = (float(value["latitude"]), float(value["longitude"]))
        return Incoming(_event_id(), CHANNEL, user, location=place)
    raise LineProblem(f"line {number}: {key} has a value of another form than the contract's")


def _file(path: str, kind: Any, number: int, user: str, data_dir: Path) -> Incoming:
    if kind not in ("photo", "document"):
        raise LineProblem(f"line {number}: kind {kind!r} (allowed: photo, document)")
    source = Path(path)
    if not source.is_file():
        raise LineProblem(f"line {number}: file {path!r} cannot be read")
    event_id = _event_id()
    if source.stat().st_size > MOST_BYTES:
        return Incoming(event_id, CHANNEL, user, refused="too_large")
    try:
        stored, found = keep(data_dir, f"{user}:{event_id}", source.read_bytes())
    except FileRefused as refused:
        return Incoming(event_id, CHANNEL, user, refused=refused.reason)
    name = shown_name(source.name)
    return Incoming(event_id, CHANNEL, user, file=FileRef(stored, found.group, name, source.stat().st_size))


def _is_place(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(key), int | float) for key in ("latitude", "longitude")
    )  # fmt: skip


def _event_id() -> str:
    return uuid.uuid4().hex
