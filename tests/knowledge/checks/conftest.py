"""Copies of the notice folder to break: the packaged data with a small wording of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.checks import check_folder
from knowledge.errors import NoticeProblem
from knowledge.loading import CURRENT, NOTICES

TEMPLATE = (
    "{% block headline %}\n{% if open %}\n접수 중입니다.\n{% else %}\n마감했습니다.\n{% endif %}\n{% endblock %}\n"
)
SAMPLES = "- {open: true}\n- {open: false}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound notice folder."""
    copy = tmp_path / "notice"
    shutil.copytree(NOTICES / CURRENT, copy, ignore=shutil.ignore_patterns("wording"))
    area = copy / "wording" / "answers"
    area.mkdir(parents=True)
    (area / "window.j2").write_text(TEMPLATE, encoding="utf-8")
    (area / "window.samples.yaml").write_text(SAMPLES, encoding="utf-8")
    return copy


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replace words of a file once; they must be there."""

    def replace(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def assert_problem(folder: Path, edit: Callable[..., None]) -> Callable[..., NoticeProblem]:
    """After an edit the check names this file and key, what it found, and what is allowed."""

    def check(file: str, old: str, new: str, key: str, found: str, named_in: str | None = None) -> NoticeProblem:
        edit(file, old, new)
        problems = check_folder(folder)
        matching = [problem for problem in problems if (problem.file, problem.key) == (named_in or file, key)]
        assert matching, [str(problem) for problem in problems]
        assert any(found in problem.found for problem in matching), matching
        assert all(problem.allowed and "\n" not in str(problem) for problem in problems)
        return matching[0]

    return check
