"""Reading a notice folder's YAML: a wrong shape becomes a NoticeProblem, not an exception from deep inside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import NoticeProblem


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML without two of its traps.

    A key given twice is refused (YAML silently takes the last one), and only true and false are booleans: yes, no, on
    and off are words, as everywhere else in this project.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - the shape that PyYAML expects
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_mapping_node(self, anchor: dict[Any, yaml.Node]) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and (key.tag, key.value) in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value} given twice", key.start_mark)
            seen.add((key.tag, str(key.value)))
        return node


_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load_yaml(text: str) -> Any:
    """The data of a YAML text. Raises yaml.YAMLError, also for a key given twice."""
    return yaml.load(text, Loader=_StrictLoader)  # a SafeLoader underneath: no objects, no code


class Source:
    """One YAML file of a folder and the problems found while reading it."""

    def __init__(self, folder: Path, file: str, problems: list[NoticeProblem]) -> None:
        self.file, self.problems = file, problems
        self.data: Any = None
        try:
            self.data = load_yaml((folder / file).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.problem("file", "missing", "a file of this name in the notice folder")
        except (OSError, UnicodeDecodeError) as error:
            self.problem("file", f"unreadable ({type(error).__name__})", "a UTF-8 text file")
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            key = f"line {mark.line + 1}" if mark else "file"
            self.problem(key, f"no YAML: {getattr(error, 'problem', None) or 'syntax error'}", "valid YAML")

    def problem(self, key: str, found: str, allowed: str) -> None:
        """Note one problem of this file."""
        self.problems.append(NoticeProblem(self.file, key, found, allowed))

    def record(self) -> Record:
        """The whole file as one record."""
        return self._record("", self.data)

    def records(self, under: Any = None, key: str = "file") -> list[Record]:
        """A list of records: the file itself, or the list `under` that stands at `key`."""
        data = self.data if under is None else under
        if not isinstance(data, list):
            if data is not None or under is not None:
                self.problem(key, shape(data), "a list")
            return []
        prefix = "" if key == "file" else f"{key}."
        return [self._record(f"{prefix}{_name_of(item, number)}", item) for number, item in enumerate(data, 1)]

    def entries(self) -> list[tuple[str, Record]]:
        """A mapping of records, in the file's order."""
        if not isinstance(self.data, dict):
            if self.data is not None:
                self.problem("file", shape(self.data), "a mapping")
            return []
        return [(str(key), self._record(str(key), value)) for key, value in self.data.items()]

    def names(self) -> tuple[str, ...]:
        """A plain list of names."""
        if not isinstance(self.data, list) or not all(isinstance(item, str) for item in self.data):
            if self.data is not None:
                self.problem("file", shape(self.data), "a list of names")
            return ()
        return tuple(self.data)

    def _record(self, key: str, value: Any) -> Record:
        if not isinstance(value, dict):
            if self.data is not None:
                self.problem(key or "file", shape(value), "a mapping")
            return Record(self, key, None)
        return Record(self, key, value)


class Record:
    """One mapping of a file, read field by field; `done` reports what nobody asked for."""

    def __init__(self, source: Source, key: str, values: Mapping[Any, Any] | None) -> None:
        self.source, self.key = source, key
        # None stands for what was no mapping and is reported already: its fields are not reported one by one
        self._reported = values is None
        self._values, self._read = values or {}, set[Any]()

    def text(self, field: str, default: str | None = None) -> str:
        """A text; required where there is no default."""
        value = self._value(field, default)
        return value if isinstance(value, str) else self._wrong(field, value, "text", "")

    def optional_text(self, field: str) -> str | None:
        """A text, or None where the field is not given."""
        return self.text(field) if field in self._values else None

    def integer(self, field: str) -> int:
        """A whole number."""
        value = self._value(field)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return int(self._wrong(field, value, "a whole number", 0))

    def optional_integer(self, field: str) -> int | None:
        """A whole number, or None where the field is not given."""
        return self.integer(field) if field in self._values else None

    def number(self, field: str) -> int | float:
        """A number."""
        value = self._value(field)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        return float(self._wrong(field, value, "a number", 0))

    def flag(self, field: str) -> bool:
        """true or false."""
        value = self._value(field)
        return value if isinstance(value, bool) else self._wrong(field, value, "true or false", False)

    def day(self, field: str) -> date:
        """A day, written 2023-06-22."""
        value = self._value(field)
        return value if type(value) is date else self._wrong(field, value, "a day such as 2023-06-22", date.min)

    def day_or_none(self, field: str) -> date | None:
        """A day, or null; the field itself must be there."""
        return None if self._value(field, None) is None and field in self._values else self.day(field)

    def texts(self, field: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self._value(field, None if default is None else list(default))
        good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return tuple(value) if good else self._wrong(field, value, "a list of texts", ())

    def integers(self, field: str) -> tuple[int, ...]:
        """A list of whole numbers, empty where the field is not given."""
        value = self._value(field, [])
        good = isinstance(value, list) and all(isinstance(item, int) and not isinstance(item, bool) for item in value)
        return tuple(value) if good else self._wrong(field, value, "a list of whole numbers", ())

    def records(self, field: str) -> list[Record]:
        """A list of records under this one."""
        return self.source.records(self._value(field, []), self._name(field))

    def rest(self) -> dict[str, Any]:
        """All fields that were not read yet; afterwards they count as read."""
        left = {str(field): value for field, value in self._values.items() if field not in self._read}
        self._read.update(self._values)
        return left

    def done(self) -> None:
        """Report fields that the format does not have (a misspelt one is otherwise silently without effect)."""
        for field in self._values:
            if field not in self._read:
                self.source.problem(self._name(field), "unknown field", ", ".join(sorted(map(str, self._read))))

    def _name(self, field: Any) -> str:
        return f"{self.key}.{field}" if self.key else str(field)

    def _value(self, field: str, default: Any = None) -> Any:
        self._read.add(field)
        return self._values.get(field, default)

    def _wrong(self, field: str, value: Any, allowed: str, instead: Any) -> Any:
        if not self._reported:
            found = shape(value) if field in self._values else "missing"
            self.source.problem(self._name(field), found, allowed)
        return instead


def shape(value: Any) -> str:
    """What a value is, for a problem's `found`: a mapping, a list, nothing, or the value itself."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return str(value)


def _name_of(item: Any, number: int) -> str:
    """How a list's record is called in a problem: by its id where it has one, else by its place."""
    if isinstance(item, dict):
        for field in ("id", "value", "key", "title"):
            if isinstance(item.get(field), str):
                return str(item[field])
    return f"#{number}"
