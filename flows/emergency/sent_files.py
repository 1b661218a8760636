"""The files that were sent for a request so far: their numbers, their list, and the buttons that take one away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flows.exchange import FileRef
from flows.labels import Labels, wording_of
from flows.state import FILES, Entry
from knowledge.facts import Facts, FactValue
from knowledge.notice import Notice

MOST_FILES = 20  # in one request
REMOVE = "remove:"  # value of a button that takes a file away, followed by the file's number
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class SentFile:
    """A file of the request. A number is given once: what is taken away leaves a gap, so no old button hits another."""

    number: int
    id: str
    kind: str
    name: str
    size: int
    text: str  # as it stands in the state


def sent_files(value: FactValue | None) -> tuple[SentFile, ...]:
    """The files in a value of the fact FILES, oldest first."""
    found = []
    for place, text in enumerate(value if isinstance(value, tuple) else (), 1):
        data = json.loads(text)
        found.append(
            SentFile(data.get("number", place), data["id"], data["kind"], data["name"], int(data["size"]), text)
        )
    return tuple(found)


def of_facts(facts: Facts) -> tuple[SentFile, ...]:
    return sent_files(facts.known(FILES))


def handed_over(facts: Facts) -> list[dict[str, Any]]:
    """The files as the office gets them: a number is of use in the conversation only."""
    return [
        {key: value for key, value in json.loads(one.text).items() if key != "number"} for one in of_facts(facts)
    ]  # fmt: skip


def with_number(file: FileRef, entries: Sequence[Entry]) -> str:
    """The file as text for the state, with a number that no file of this request has had."""
    given = [sent.number for entry in entries if entry.fact == FILES for sent in sent_files(entry.value)]
    return json.dumps({**asdict(file), "number": max(given, default=0) + 1}, ensure_ascii=False, sort_keys=True)


def listed(notice: Notice, labels: Labels, facts: Facts) -> str:
    """The files with their numbers, one a line."""
    rows = [
        {
            "number": file.number,
            "kind": labels.word(f"file_{file.kind}"),
            "name": file.name,
            "size": size_words(file.size) if file.size else "",
        }
        for file in of_facts(facts)
    ]
    return wording_of(notice).render("request/evidence", what="listed", files=rows).strip()


def removals(labels: Labels, facts: Facts) -> Iterable[tuple[str, str]]:
    """A button per file: value and label."""
    return [(f"{REMOVE}{file.number}", labels.word("remove_file", number=file.number)) for file in of_facts(facts)]


def size_words(size: int) -> str:
    """Bytes as people read them: 340KB, 1.2MB."""
    if size < _MEGABYTE:
        return f"{max(1, round(size / 1024))}KB"
    return f"{size / _MEGABYTE:.1f}MB"
