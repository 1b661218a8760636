"""What goes wrong at start-up is one line each: what, where, what is allowed. No traceback, exit code 1."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store import Store
from bot.store.schema import migrate

ROOT = Path(__file__).parents[3]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    return {**kept, "ASBOT_DATA_DIR": str(tmp_path / "data"), "ASBOT_SECRET_KEY": "k", "PORT": "0"}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def running(*arguments: str, stdin: str = "", **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            env={**environment, **changed},
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return running


def assert_one_line(result: subprocess.CompletedProcess[str], *parts: str) -> None:
    assert result.returncode == 1, result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("asbot: ")
    for part in parts:
        assert part in lines[0]


@pytest.mark.parametrize("value", ["morgen", "2023-02-30", "20230703x", "1688342400"])
def test_a_day_that_is_none(run: Run, value: str) -> None:
    assert_one_line(run("requests", ASBOT_TODAY=value), "ASBOT_TODAY", value, "2023-07-03")


def test_a_receipt_that_nobody_has(run: Run) -> None:
    assert_one_line(run("papers", "2306-9999"), "receipt", "2306-9999", "asbot requests")


@pytest.mark.parametrize("value", ["http", "-1", "70000"])
def test_a_port_that_is_none(run: Run, value: str) -> None:
    assert_one_line(run("serve", PORT=value), "PORT", value, "65535")


def test_a_busy_port(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert_one_line(run("serve", PORT=port), "PORT", port)


def test_a_data_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    for command in ("serve", "chat", "requests"):
        result = run(command, ASBOT_DATA_DIR=str(tmp_path / "a file" / "data"))
        assert_one_line(result, "ASBOT_DATA_DIR", "cannot be written")


def test_a_wrong_token_is_not_shown(run: Run) -> None:
    # nothing listens on port 9: unreachable
    token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
    result = run("serve", TELEGRAM_BOT_TOKEN=token, TELEGRAM_API_BASE="http://127.0.0.1:9")
    assert_one_line(result, "TELEGRAM_API_BASE")
    assert token not in result.stdout + result.stderr


def test_a_key_that_is_not_the_datas_key(run: Run) -> None:
    assert run("chat", "--json", stdin='{"text": "안녕하세요"}\n').returncode == 0
    assert_one_line(run("requests", ASBOT_SECRET_KEY="another"), "another key", "ASBOT_SECRET_KEY")


@pytest.mark.parametrize("url", ["mysql://a:geheim@b/c", "nonsense geheim"])
def test_a_database_address_that_cannot_be_used(run: Run, url: str) -> None:
    result = run("requests", DATABASE_URL=url)
    assert_one_line(result, "DATABASE_URL", "allowed")
    assert "geheim" not in result.stderr


def test_a_database_that_does_not_answer(run: Run) -> None:
    result = run("requests", DATABASE_URL="postgresql://a:geheim@127.0.0.1:9/c?connect_timeout=2")
    assert_one_line(result, "the database")
    assert "geheim" not in result.stderr


@pytest.mark.postgres
def test_an_old_schema_is_not_served(run: Run, postgres_url: str) -> None:
    assert_one_line(run("serve", DATABASE_URL=postgres_url), "asbot migrate")
    assert run("migrate", DATABASE_URL=postgres_url).returncode == 0
    assert run("requests", DATABASE_URL=postgres_url).returncode == 0


def test_a_broken_notice(run: Run, tmp_path: Path) -> None:
    source = ROOT / "knowledge" / "notices" / "2023-330"
    shutil.copytree(source, tmp_path / "broken")
    (tmp_path / "broken" / "figures.yaml").write_text("rate_percent: viel\n")
    result = run("notice", "check", str(tmp_path / "broken"))
    assert_one_line(result, "broken", "problems")
    assert "figures.yaml" in result.stdout


@pytest.mark.parametrize(("line", "part"), [
    ("no json", "line 1"), ('{"text": "a", "choice": "b"}', "exactly one of"), ('{"file": "/nowhere"}', "/nowhere"),
    ('{"location": {"latitude": 1}}', "location"), ("[]", "none"),
])  # fmt: skip
def test_a_chat_line_outside_the_contract(run: Run, line: str, part: str) -> None:
    assert_one_line(run("chat", "--json", stdin=line + "\n"), part)


def test_an_office_that_is_none(run: Run) -> None:
    assert_one_line(run("staff", "invite", "--office", "atlantis"), "atlantis")


def test_a_backup_that_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    assert_one_line(run("restore", str(tmp_path / "x")), "not a backup")


def test_a_question_set_that_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"q": "a"}\n')
    assert_one_line(run("evaluate", str(tmp_path / "q.jsonl")), "line 1", "style")


def test_the_key_file_is_warned_of_once(run: Run, environment: dict[str, str], tmp_path: Path) -> None:
    del environment["ASBOT_SECRET_KEY"]
    first = run("chat", "--json")
    assert "secret.key" in first.stderr
    assert "secret.key" not in run("chat", "--json").stderr
    assert oct((tmp_path / "data" / "secret.key").stat().st_mode)[-3:] == "600"


def test_migrating_twice_is_harmless(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("migrate").returncode == 0
    store = Store(f"sqlite:///{tmp_path}/data/asbot.sqlite", "k")
    migrate(store)
    store.close()
