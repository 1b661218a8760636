"""`asbot notice check` and `asbot flow graph`."""

from __future__ import annotations

from pathlib import Path

from bot.errors import BotError
from flows.graph import mermaid
from flows.graph_svg import svg
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


class DrawingNotWritten(BotError):
    """A file for the drawing cannot be written."""


def graph(svg_file: Path | None = None, mermaid_file: Path | None = None) -> None:
    """The questions, gates and outcomes from the same data that the dialog runs on: as files, else as Mermaid text.

    Raises DrawingNotWritten.
    """
    notice = default_notice()
    if svg_file is None and mermaid_file is None:
        print(mermaid(notice))
    for file, draw in ((svg_file, svg), (mermaid_file, mermaid)):
        if file is None:
            continue
        try:
            file.write_text(draw(notice), encoding="utf-8")
        except OSError as error:
            raise DrawingNotWritten(f"{file}: cannot be written ({error.strerror})") from None
        print(file)
