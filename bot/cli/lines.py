"""What a command is given: one text, or one per line of standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator


def lines(argument: str) -> Iterator[str]:
    """The argument itself; for `-` each line as it comes, so that any number of them fits."""
    if argument != "-":
        yield argument
        return
    for line in sys.stdin:
        yield line.rstrip("\r\n")
