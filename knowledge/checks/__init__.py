"""Checking a notice folder: its data, its references and every sentence. What `asbot notice check` prints."""

from __future__ import annotations

from pathlib import Path

from knowledge.building import build
from knowledge.checks.data import data_problems
from knowledge.checks.templates import template_problems
from knowledge.errors import NoticeProblem


def check_folder(folder: Path) -> list[NoticeProblem]:
    """Everything that is wrong with a notice folder; empty for a sound one.

    Files of the wrong shape are reported alone: what follows from them would only hide them.
    """
    if not folder.is_dir():
        return [NoticeProblem(folder.name, "folder", "missing", "a folder with notice.yaml, clauses.yaml and the rest")]
    notice, problems = build(folder)
    if problems:
        return problems
    return [*data_problems(notice), *template_problems(folder, notice)]
