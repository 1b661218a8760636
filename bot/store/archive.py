"""Backup and restore while the assistant runs: one tar.gz file with the database and the attachments.

SQLite is copied by its own backup interface, page by page and consistent; PostgreSQL is read in one repeatable-read
transaction into lines of JSON. Personal columns stay encrypted: the key is not in the file and is needed to restore.
"""

from __future__ import annotations

import base64
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, LargeBinary, Table
from sqlmodel import SQLModel

from bot.store import models, schema
from bot.store.errors import BadArchive, WrongKey
from bot.store.store import Store, translated

FORMAT = "asbot-backup-1"
MANIFEST, SQLITE, TABLES, FILES = "manifest.json", "database.sqlite", "tables.jsonl", "files"
BATCH = 500


def backup(store: Store, data_dir: Path, target: Path) -> None:
    """Write the backup to `target`; it appears there only when it is complete. Raises BadArchive."""
    try:
        with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=".asbot-backup-") as made:
            folder = Path(made)
            if store.is_sqlite:
                _copy_sqlite(_database_path(store), folder / SQLITE)
            else:
                _dump(store, folder / TABLES)
            manifest = {
                "format": FORMAT,
                "schema": schema.current(store),
                "key": store.digest("archive", FORMAT),
            }
            (folder / MANIFEST).write_text(json.dumps(manifest))
            packed = folder / "packed"
            with tarfile.open(packed, "w:gz", compresslevel=5) as tar:
                for name in (MANIFEST, SQLITE, TABLES):
                    if (folder / name).exists():
                        tar.add(folder / name, name)
                if (data_dir / FILES).is_dir():
                    # the database came first: every file that it names is here, later ones do no harm
                    tar.add(data_dir / FILES, FILES)
            packed.chmod(0o600)
            with packed.open("rb") as file:
                os.fsync(file.fileno())
            packed.replace(target)
    except OSError as error:
        raise BadArchive(f"{target}: cannot be written ({error.strerror})") from error


def restore(store: Store, data_dir: Path, source: Path) -> None:
    """Replace the database's contents by the backup's, in one transaction. Raises BadArchive or WrongKey.

    A SQLite backup may be of an older schema. A backup of one database restores into the other, too.
    """
    try:
        with tempfile.TemporaryDirectory(dir=data_dir, prefix=".asbot-restore-") as made:
            folder = Path(made)
            with tarfile.open(source, "r:*") as tar:
                tar.extractall(folder, filter="data")
            _check_manifest(folder, store, source)
            if (folder / SQLITE).exists():
                _restore_sqlite(folder / SQLITE, store)
            else:
                _load(store, _read_dump(folder / TABLES, source))
            for file in (folder / FILES).rglob("*") if (folder / FILES).is_dir() else ():
                if file.is_file():
                    target = data_dir / FILES / file.relative_to(folder / FILES)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    file.replace(target)
    except (tarfile.TarError, EOFError) as error:
        raise BadArchive(f"{source}: is not a backup (allowed: a file that `asbot backup` wrote)") from error
    except OSError as error:
        raise BadArchive(f"{source}: cannot be restored ({error.strerror or 'not a backup'})") from error


def _check_manifest(folder: Path, store: Store, source: Path) -> None:
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (FileNotFoundError, ValueError):
        raise BadArchive(f"{source}: is not a backup (allowed: a file that `asbot backup` wrote)") from None
    if manifest.get("format") != FORMAT:
        raise BadArchive(f"{source}: format {manifest.get('format')!r} (allowed: {FORMAT})")
    if manifest.get("key") != store.digest("archive", FORMAT):
        raise WrongKey(f"{source}: was made with another key (ASBOT_SECRET_KEY or the key file)")
    if (folder / TABLES).exists() and manifest.get("schema") != schema.newest():
        raise BadArchive(f"{source}: schema {manifest.get('schema')} (allowed: {schema.newest()})")
    if not (folder / TABLES).exists() and not (folder / SQLITE).exists():
        raise BadArchive(f"{source}: has no database in it")


def _database_path(store: Store) -> str:
    path = store.engine.url.database
    assert path is not None, "a SQLite store has a file"
    return path


def _copy_sqlite(source: str | Path, target: str | Path) -> None:
    with sqlite3.connect(source, timeout=15) as live, sqlite3.connect(target, timeout=15) as copy:
        live.backup(copy)
    live.close()
    copy.close()


def _restore_sqlite(file: Path, store: Store) -> None:
    """Bring the copy to the newest schema first: the live database never holds an old one."""
    copied = Store(f"sqlite:///{file}", b"not used: nothing is decrypted here")
    try:
        schema.migrate(copied)
        if store.is_sqlite:
            copied.close()  # the last connection folds the write-ahead log into the file
            with store.begin():  # no turn of this process is in the middle of a write
                pass
            _copy_sqlite(file, _database_path(store))
            return
        with copied.engine.connect() as connection:
            _load(store, _rows(connection))
    finally:
        copied.close()


def _tables() -> list[Table]:
    assert models.Request.metadata is SQLModel.metadata
    return list(SQLModel.metadata.sorted_tables)


def _rows(connection: Connection) -> Iterator[tuple[Table, dict[str, Any]]]:
    """All rows as the database has them: encrypted columns as bytes."""
    for table in _tables():
        query = f"SELECT {', '.join(_quoted(connection, column.name) for column in table.columns)} FROM "
        for row in connection.exec_driver_sql(query + _quoted(connection, table.name)):
            yield table, _neutral(table, dict(zip([column.name for column in table.columns], row, strict=True)))


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)


def _neutral(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Values that both databases and JSON know: moments as ISO text in UTC, bytes as base64."""
    plain = {}
    for name, value in row.items():
        if isinstance(value, memoryview | bytes):
            value = {"bytes": base64.b64encode(bytes(value)).decode()}
        elif isinstance(value, datetime):
            value = value.astimezone().isoformat() if value.tzinfo else f"{value.isoformat()}+00:00"
        elif value is not None and _impl(table, name, DateTime):
            value = f"{datetime.fromisoformat(value).isoformat()}+00:00"  # SQLite keeps moments as text
        elif isinstance(value, int) and table.columns[name].type.python_type is bool:
            value = bool(value)
        plain[name] = value
    return plain


def _impl(table: Table, name: str, kind: type) -> bool:
    column_type = table.columns[name].type
    return isinstance(getattr(column_type, "impl_instance", column_type), kind)


def _dump(store: Store, target: Path) -> None:
    options = {"isolation_level": "REPEATABLE READ"}
    with translated(), store.engine.connect().execution_options(**options) as connection, target.open("w") as file:
        for table, row in _rows(connection):
            file.write(json.dumps({"table": table.name, "row": row}, ensure_ascii=False) + "\n")


def _read_dump(source: Path, named: Path) -> Iterator[tuple[Table, dict[str, Any]]]:
    tables = {table.name: table for table in _tables()}
    with source.open() as file:
        for line in file:
            try:
                found = json.loads(line)
                yield tables[found["table"]], found["row"]
            except (ValueError, KeyError, TypeError):
                raise BadArchive(f"{named}: a line of {TABLES} cannot be read") from None


def _load(store: Store, rows: Iterator[tuple[Table, dict[str, Any]]]) -> None:
    """Replace all rows in one transaction; ids stay, and new ones go on after them."""
    with translated(), store.engine.begin() as connection:
        if not store.is_sqlite:
            names = ", ".join(_quoted(connection, table.name) for table in _tables())
            connection.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
        for table in reversed(_tables()):
            connection.execute(table.delete())
        batch: list[dict[str, Any]] = []
        current: Table | None = None
        for table, row in rows:
            if current is not None and (table is not current or len(batch) >= BATCH):
                _insert(connection, current, batch)
                batch = []
            current = table
            batch.append(row)
        if current is not None:
            _insert(connection, current, batch)
        if not store.is_sqlite:
            for table in _tables():
                if "id" in table.columns:
                    name = _quoted(connection, table.name)
                    connection.exec_driver_sql(
                        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {name}), false)"
                    )


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert below the column types of the models, so that encrypted bytes go in as they are."""
    if not rows:
        return
    names = ", ".join(_quoted(connection, column.name) for column in table.columns)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    marks = ", ".join(mark for _ in table.columns)
    values = [
        tuple(_native(connection, table, column.name, row[column.name]) for column in table.columns) for row in rows
    ]
    connection.exec_driver_sql(f"INSERT INTO {_quoted(connection, table.name)} ({names}) VALUES ({marks})", values)


def _native(connection: Connection, table: Table, name: str, value: Any) -> Any:
    if isinstance(value, dict) and _impl(table, name, LargeBinary):
        return base64.b64decode(value["bytes"])
    if value is not None and _impl(table, name, DateTime):
        moment = datetime.fromisoformat(value)
        # SQLAlchemy's own text form of a moment, naive and in UTC
        return moment.strftime("%Y-%m-%d %H:%M:%S.%f") if connection.dialect.name == "sqlite" else moment
    return value
