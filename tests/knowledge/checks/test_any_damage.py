"""Whatever is damaged in a notice folder, the check answers with problems and never with an exception."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from knowledge.checks import check_folder
from knowledge.sources import load_yaml

WRONG = (None, -3.5, [], ["x"], {}, {"a": 1}, [{"b": [1]}])
EXAMPLES = 60


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values in the data, except the data itself."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


def damaged(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of the data with one value replaced."""
    result = copy.deepcopy(data)
    holder = result
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return result


def test_a_wrong_shape_anywhere_is_reported_for_its_own_file(folder: Path) -> None:
    chance = random.Random(330)
    files = sorted(folder.glob("*.yaml"))
    for _ in range(EXAMPLES):
        file = chance.choice(files)
        original = file.read_text(encoding="utf-8")
        data = load_yaml(original)
        path = chance.choice(list(places(data)))
        value = chance.choice(WRONG)
        before = data
        for key in path:
            before = before[key]
        if before == value:
            continue
        file.write_text(yaml.safe_dump(damaged(data, path, value), allow_unicode=True), encoding="utf-8")
        problems = check_folder(folder)
        optional = path[-1] in ("closes", "beyond_repair", "review_kinds")
        assert file.name in {problem.file for problem in problems} or optional, (file.name, path, value)
        file.write_text(original, encoding="utf-8")
    assert check_folder(folder) == []
