"""The notice that the program works with: read, checked, and the same object for everybody."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from knowledge.building import build
from knowledge.checks.data import data_problems
from knowledge.errors import NoticeErrors
from knowledge.notice import Notice

NOTICES = Path(__file__).parent / "notices"
CURRENT = "2023-330"


def load_notice(folder: Path | None = None) -> Notice:
    """The notice of a folder (default: the current one). Raises NoticeErrors with every problem of its data.

    Sentences are not rendered here: that takes seconds and is what `knowledge.checks.check_folder` is for.
    """
    notice, problems = build(folder or NOTICES / CURRENT)
    problems = problems or data_problems(notice)
    if problems:
        raise NoticeErrors(problems)
    return notice


@cache
def default_notice() -> Notice:
    """The current notice, loaded once."""
    return load_notice()
