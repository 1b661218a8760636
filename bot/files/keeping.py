"""Files on disk: under names of ours in the data folder, for their owner alone, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath

from bot.files.kinds import FileKind, recognise

FOLDER = "files"  # under the data folder
NAME_MOST = 120


def keep(data_dir: Path, key: str, content: bytes) -> tuple[str, FileKind]:
    """Check and write a file; returns its path relative to the data folder. Raises FileRefused: nothing is written.

    The name follows from `key` (channel, person, event), so that a file which comes twice is one file.
    """
    kind = recognise(content)
    folder = data_dir / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = hashlib.sha256(key.encode()).hexdigest()[:40] + kind.suffix
    waiting = folder / f".{name}.part"
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    waiting.replace(folder / name)
    return f"{FOLDER}/{name}", kind


def drop(data_dir: Path, stored: str) -> None:
    """Delete a kept file."""
    (data_dir / stored).unlink(missing_ok=True)


def shown_name(name: str | None, otherwise: str = "파일") -> str:
    """The person's file name as it is shown: the last part, without control characters, not too long."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable()).strip()[-NAME_MOST:] or otherwise
