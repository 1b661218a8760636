"""The real `asbot` process on loopback, and what a test has to know of it from outside."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ADDRESS = re.compile(r"대화: (https?://\S+)")


class Asbot:
    """`asbot serve` as a child process; its data folder is kept between starts."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.data_dir = data_dir
        self.environment = {
            "PATH": os.environ["PATH"],
            "ASBOT_DATA_DIR": str(data_dir),
            "ASBOT_SECRET_KEY": "a key for the tests only",
            "ASBOT_TODAY": "2023-06-14",
            "PORT": "0",
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        self.lines: list[str] = []
        self.errors: list[str] = []
        self.process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self, *command: str, seconds: float = 30) -> Asbot:
        """Starts and waits until it says where the chat is (serve) or that it works (worker)."""
        arguments = command or ("serve",)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        ready = threading.Event()

        def read(stream: Any, into: list[str]) -> None:
            for line in stream:
                into.append(line.rstrip())
                found = ADDRESS.search(line)
                if found:
                    self.url = found[1]
                    ready.set()
            ready.set()

        self._readers = [
            threading.Thread(target=read, args=(self.process.stdout, self.lines), daemon=True),
            threading.Thread(target=read, args=(self.process.stderr, self.errors), daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        assert ready.wait(seconds), "the process did not say where the chat is"
        assert self.url or self.process.wait(seconds) is not None
        return self

    def kill(self) -> None:
        """kill -9: nothing is cleaned up."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self._end()

    def stop(self, name: signal.Signals = signal.SIGINT) -> int:
        """Ctrl-C, or another signal. Returns the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(name)
        return self._end()

    def _end(self) -> int:
        assert self.process is not None
        code = self.process.wait(20)
        for reader in self._readers:
            reader.join(5)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        return code

    def run(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """One command on the same data folder."""
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            env=self.environment, input=text, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def json(self, *arguments: str) -> list[dict[str, Any]]:
        """A command's JSON lines."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
