"""`asbot notice check` and `asbot flow graph`."""

from __future__ import annotations

from pathlib import Path

from bot.errors import BotError
from flows.graph import mermaid
from knowledge.checks import check_folder
from knowledge.loading import CURRENT, NOTICES, default_notice


class NoticeBroken(BotError):
    """The notice folder has problems."""


def check(folder: Path | None) -> None:
    """Print each problem with file, key and what is allowed. Raises NoticeBroken where there is one."""
    folder = folder or NOTICES / CURRENT
    problems = check_folder(folder)
    for problem in problems:
        print(problem)
    if problems:
        raise NoticeBroken(f"{folder}: {len(problems)} problems")
    print(f"{folder.name}: 문제가 없습니다.")


def graph() -> None:
    """The questions, gates and outcomes as Mermaid, from the same data that the dialog runs on."""
    print(mermaid(default_notice()))
