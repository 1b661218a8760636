"""Real processes of the assistant, to be killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


class Asbot:
    """A running `python -m bot …`. Its stderr goes to a file: a full pipe would stop it."""

    def __init__(self, arguments: list[str], env: dict[str, str], errors: Path) -> None:
        self._errors = errors.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            env=env,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            bufsize=1,
        )

    def write(self, **line: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the process has ended"
        found: dict[str, Any] = json.loads(line)
        return found

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def does(self, **line: Any) -> dict[str, Any]:
        self.write(**line)
        return self.read()

    def kill(self) -> None:
        """kill -9: no handler runs, nothing is flushed."""
        self.process.send_signal(signal.SIGKILL)
        self.end()

    def terminate(self) -> int:
        self.process.terminate()
        return self.end()

    def end(self) -> int:
        code = self.process.wait(20)
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            if stream is not None:
                # what was written last was for a process that is gone
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        return code


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A clean environment with its own data folder; tests add to it."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "PYTHONPATH")}
    return {
        **kept, "ASBOT_DATA_DIR": str(tmp_path / "data"), "ASBOT_TODAY": "2023-06-14", "ASBOT_SECRET_KEY": "k",
        "PORT": "0",
    }  # fmt: skip


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Asbot]]:
    """Starts `asbot` with these arguments."""
    started: list[Asbot] = []

    def starting(*arguments: str) -> Asbot:
        started.append(Asbot(list(arguments), environment, tmp_path / "stderr"))
        return started[-1]

    yield starting
    for one in started:
        if one.process.poll() is None:
            one.kill()
