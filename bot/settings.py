"""Settings from the environment (contract: evaluation/README). Secrets never show in a representation."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsProblem

SEOUL = ZoneInfo("Asia/Seoul")
TELEGRAM = "https://api.telegram.org"
_ALLOWED = {
    "ASBOT_TODAY": "a day such as 2023-07-03",
    "PORT": "0 to 65535",
    "HOST": "an address such as 127.0.0.1",
    "PUBLIC_URL": "https://…",
    "TELEGRAM_API_BASE": "http://… or https://…",
    "TELEGRAM_WEBHOOK_SECRET": "1 to 256 of A-Z a-z 0-9 _ -",
}


class Settings(BaseSettings):
    """Every setting has a default: without any, the assistant runs on this machine alone."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    port: int = Field(default=8000, ge=0, le=65535, validation_alias="PORT")
    database_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_URL")
    data_dir: Path = Field(default=Path("var"), validation_alias="ASBOT_DATA_DIR")
    judged_day: date | None = Field(default=None, validation_alias="ASBOT_TODAY")
    secret_key: SecretStr | None = Field(default=None, validation_alias="ASBOT_SECRET_KEY")
    telegram_token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api_base: str = Field(default=TELEGRAM, pattern=r"^https?://\S+$", validation_alias="TELEGRAM_API_BASE")
    public_url: str | None = Field(default=None, pattern=r"^https?://\S+$", validation_alias="PUBLIC_URL")
    telegram_webhook_secret: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_WEBHOOK_SECRET")

    @field_validator("judged_day", mode="before")
    @classmethod
    def _iso_day(cls, value: object) -> object:
        # pydantic would also take a number as seconds since 1970
        return date.fromisoformat(value) if isinstance(value, str) else value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _webhook_characters(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            text = value.get_secret_value()
            if len(text) > 256 or not all(c.isascii() and (c.isalnum() or c in "_-") for c in text):
                raise ValueError
        return value

    @field_validator("telegram_api_base", "public_url")
    @classmethod
    def _no_last_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value

    @cached_property
    def files_dir(self) -> Path:
        """Where attachments lie; `Attachment.stored_path` is relative to the data folder."""
        return self.data_dir / "files"

    @property
    def database_file(self) -> Path:
        """The embedded database; PostgreSQL takes its place where DATABASE_URL is set."""
        return self.data_dir / "asbot.sqlite"

    def today(self) -> date:
        """The day to judge by: ASBOT_TODAY, else today in Korea."""
        return self.judged_day or datetime.now(SEOUL).date()

    def now(self) -> datetime:
        """This moment; its date is real even where ASBOT_TODAY is set."""
        return datetime.now(UTC)


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsProblem, naming the variable and what it may hold."""
    try:
        return Settings()
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        name = str(problem["loc"][0]) if problem["loc"] else "settings"
        found = os.environ.get(name, "") if name in ("ASBOT_TODAY", "PORT", "HOST") else "its value"
        allowed = _ALLOWED.get(name, problem["msg"])
        raise SettingsProblem(f"{name}: {found!r} cannot be used (allowed: {allowed})") from None
