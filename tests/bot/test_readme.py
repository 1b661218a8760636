"""What the documents say is so: commands, links, settings, requirements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _command(heading: str) -> str:
    found = re.search(rf"^## {heading}\n.*?^```sh\n(.+?)\n```", README, re.S | re.M)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(("heading", "last"), [("실행", ".venv/bin/asbot"), ("시험", ".venv/bin/pytest -q")])
def test_each_of_the_two_commands_is_one_line_that_installs_with_hashes(heading: str, last: str) -> None:
    command = _command(heading)
    assert "\n" not in command
    assert "--require-hashes -r requirements" in command
    assert "--no-deps --no-build-isolation -e ." in command
    assert command.endswith(last)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_commands_in_the_documents_exist() -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = {
        name
        for document in DOCUMENTS
        for name in re.findall(r"(?:`|bin/)asbot ([a-z]+)", document.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= known


def test_every_setting_stands_in_the_operators_page() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    names = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert {name for name in names if f"`{name}`" not in page} == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.findall(r"^([A-Za-z0-9._-]+)(\[[^\]]+\])?([^ \n]*)", text, re.M)
    assert all(version.startswith("==") for _, _, version in packages)
    assert "://" not in text
    assert "--index" not in text
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M):
        assert not block.strip() or "--hash=sha256:" in block
