"""What every test may use: a real SQLite store, and a real PostgreSQL server of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from bot.store import Store
from bot.store.schema import migrate

KEY = "key of the tests"
# how long an example takes is measured by benchmarks/, not by tests that share two cores
settings.register_profile("asbot", deadline=None)
settings.load_profile("asbot")


def _server_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _as_server_user(command: list[str]) -> list[str]:
    # PostgreSQL refuses to run as root
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL cluster that lives as long as the tests, without the database's name."""
    binaries = _server_binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL server on this machine (needed where CI is set)")
        pytest.skip("no PostgreSQL server on this machine")
    folder = Path(tempfile.mkdtemp(prefix="asbot-pg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        init = [str(binaries / "initdb"), "-D", str(data), "-U", "asbot", "--auth=trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(_as_server_user(init), check=True, capture_output=True, cwd=folder)
        # a socket in the folder, no network port: nothing can collide
        start = ["-D", str(data), "-l", str(folder / "log"), "-w", "-o", f"-c listen_addresses='' -k {folder}", "start"]
        subprocess.run(_as_server_user([str(binaries / "pg_ctl"), *start]), check=True, capture_output=True, cwd=folder)
        try:
            yield f"postgresql://asbot@/{{name}}?host={folder}"
        finally:
            stop = [str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
            subprocess.run(_as_server_user(stop), check=False, capture_output=True, cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty database."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    yield postgres_server.format(name=name)
    with psycopg.connect(postgres_server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/asbot.sqlite"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def open_store() -> Iterator[Callable[[str], Store]]:
    """Opens stores with the tests' key and closes them at the end."""
    opened: list[Store] = []

    def opening(url: str, key: str = KEY) -> Store:
        opened.append(Store(url, key))
        return opened[-1]

    yield opening
    for store in opened:
        store.close()


@pytest.fixture
def either_store(database_url: str, open_store: Callable[[str], Store]) -> Store:
    """A store with the newest schema on each database."""
    store = open_store(database_url)
    migrate(store)
    return store


@pytest.fixture
def sqlite_store(tmp_path: Path, open_store: Callable[[str], Store]) -> Store:
    store = open_store(f"sqlite:///{tmp_path}/asbot.sqlite")
    migrate(store)
    return store
