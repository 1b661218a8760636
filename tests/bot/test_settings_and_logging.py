"""Settings name what they refuse and never show secrets; logs hold no personal data and no token."""

from __future__ import annotations

import logging
from datetime import date

import pytest

from bot.errors import SettingsProblem
from bot.logging import log, set_up_logging, without_tokens
from bot.settings import load_settings

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
SECRETS = {
    "ASBOT_SECRET_KEY": "geheim-key", "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_SECRET": "geheim-hook",
    "DATABASE_URL": "postgresql://a:geheim@b/c",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*SECRETS, "ASBOT_TODAY", "PORT", "HOST", "PUBLIC_URL", "TELEGRAM_API_BASE", "ASBOT_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_setting_it_is_this_machine_alone() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, str(settings.data_dir)) == ("127.0.0.1", 8000, "var")
    assert settings.telegram_token is None
    assert settings.database_url is None


def test_an_empty_variable_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    monkeypatch.setenv("ASBOT_TODAY", "")
    assert load_settings().telegram_token is None


def test_the_day_to_judge_by_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASBOT_TODAY", "2023-07-03")
    assert load_settings().today() == date(2023, 7, 3)


def test_secrets_show_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    shown = repr(load_settings()) + str(load_settings())
    assert "geheim" not in shown
    assert TOKEN not in shown


@pytest.mark.parametrize(("name", "value"), [
    ("TELEGRAM_WEBHOOK_SECRET", "geheim mit Leerzeichen"), ("PUBLIC_URL", "geheim.example"),
    ("TELEGRAM_API_BASE", "geheim"),
])  # fmt: skip
def test_a_refused_value_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsProblem) as error:
        load_settings()
    assert name in str(error.value)
    assert "geheim" not in str(error.value)


def test_a_line_keeps_only_known_fields(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging()
    log().info("delivery", state="sent", text="가나정밀", phone="010-2345-6789", where=f"bot{TOKEN}/getMe")
    line = capsys.readouterr().err
    assert "state=sent" in line
    for hidden in ("가나정밀", "010-2345", TOKEN):
        assert hidden not in line


def test_libraries_log_without_tokens_and_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging()
    try:
        raise ValueError("010-2345-6789")
    except ValueError:
        logging.getLogger("a.library").exception("failed at https://api.telegram.org/bot%s/getMe", TOKEN)
    line = capsys.readouterr().err
    assert "ValueError" in line
    assert TOKEN not in line
    assert "010-2345" not in line


def test_a_token_is_blotted_out_wherever_it_stands() -> None:
    assert TOKEN not in without_tokens(f"x{TOKEN}") + without_tokens(f"/bot{TOKEN}/") + without_tokens(f"'{TOKEN}'")
