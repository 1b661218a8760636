"""From settings to open things: the data folder, the store, the runner. Every problem is one line for the operator."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.errors import SettingsProblem
from bot.logging import log
from bot.runner import Runner
from bot.settings import Settings
from bot.store import Store
from bot.store.crypto import KEY_FILE, key_from_file
from bot.store.engine import sqlite_url
from bot.store.schema import check_schema, migrate
from knowledge.loading import load_notice
from knowledge.notice import Notice


def prepare_data_folder(folder: Path) -> None:
    """Make the folder where it is missing and see that it can be written. Raises SettingsProblem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            folder.chmod(0o700)  # a folder of our own making is nobody else's
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise SettingsProblem(
            f"ASBOT_DATA_DIR: {folder} cannot be written ({error.strerror}; allowed: a folder of this user's)"
        ) from None


def secret_of(settings: Settings) -> str:
    """ASBOT_SECRET_KEY, else the key file in the data folder, made with a warning where there is none."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    key, fresh = key_from_file(settings.data_dir)
    if fresh:
        log().warning("key_file_made_keep_a_copy_or_set_ASBOT_SECRET_KEY", where=str(settings.data_dir / KEY_FILE))
    return key


def open_store(settings: Settings, *, checked: bool = True) -> Store:
    """The store, its schema at the newest revision: SQLite is migrated here, PostgreSQL by `asbot migrate`.

    Raises SettingsProblem, KeyFileProblem, StoreUnavailable, SchemaOutdated, WrongKey. `checked` False: as it is.
    """
    prepare_data_folder(settings.data_dir)
    if settings.database_url is not None:
        url = settings.database_url.get_secret_value()
    else:
        url = sqlite_url(settings.database_file.resolve())
    store = Store(url, secret_of(settings))
    if checked:
        if store.is_sqlite:
            migrate(store)
        else:
            check_schema(store)
        store.check_key()
    return store


def open_runner(settings: Settings, store: Store, notice: Notice | None = None) -> Runner:
    """The runner on the current notice. Raises knowledge's NoticeErrors."""
    return Runner(
        store, notice or load_notice(), today=settings.today, now=settings.now, data_dir=settings.data_dir
    )  # fmt: skip
