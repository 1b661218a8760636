"""Time and memory, as every benchmark measures them."""

from __future__ import annotations

import math
import os
import re
import statistics
from collections.abc import Sequence
from pathlib import Path

MIB = 1024.0  # the kernel counts in KiB


def on_one_core() -> None:
    """Keeps this process's arithmetic to one thread. Before numpy is loaded.

    The process is not bound to a core: whatever else the machine does there would be counted in.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def median(seconds: Sequence[float]) -> float:
    return statistics.median(seconds)


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value that this share (0-1) of the values does not exceed."""
    ordered = sorted(seconds)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]


def memory(process: int | None = None) -> float | None:
    """MiB that a process (default: this one) holds now; None where the system does not tell."""
    return _status("VmRSS", process)


def peak_memory(process: int | None = None) -> float | None:
    """The most MiB that a process has held; None where the system does not tell.

    Not `ru_maxrss`: there a child begins with the memory of the process that started it.
    """
    return _status("VmHWM", process)


def _status(name: str, process: int | None) -> float | None:
    try:
        text = Path(f"/proc/{process or 'self'}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.M)
    return int(found[1]) / MIB if found else None
