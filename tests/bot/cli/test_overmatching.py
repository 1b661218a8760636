"""`asbot lexicon overmatch` prints what fires against the hand, for people and for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    line = {"text": "지원금은 얼마인가요", "topic": "procedure", "writer": "w", "style": "formal", "facts": {}}
    (tmp_path / "a.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_entries_are_listed_with_counts_and_examples(folder: Path) -> None:
    done = CliRunner().invoke(app, ["lexicon", "overmatch", str(folder)])
    assert done.exit_code == 0
    assert "topics.amount" in done.stdout
    assert "틀린 곳 1개" in done.stdout


def test_the_same_as_json(folder: Path) -> None:
    done = CliRunner().invoke(app, ["lexicon", "overmatch", "--json", str(folder)])
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert (found["phrasings"], found["with_facts"]) == (1, 1)
    (entry,) = found["entries"]
    (example,) = entry.pop("examples")
    assert entry == {"entry": "topics.amount", "fired": 1, "wrong": 1, "unsaid": 0}
    assert (example["text"], example["says"]) == ("지원금은 얼마인가요", "procedure")
    assert example["words"] in example["text"]
