"""The program as a process of its own, as an operator sees it."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.packaging.checkout import ROOT

PATIENCE = 120.0

_numbers = itertools.count(1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 (our own loopback address)
        told: bytes = answer.read()
        return told.decode()


class Program:
    """A running command; what it writes is collected in two files."""

    def __init__(self, folder: Path, words: Sequence[str], settings: Mapping[str, str]) -> None:
        self.port = free_port()
        name = f"program-{next(_numbers)}"
        self._out, self._err = folder / f"{name}.out", folder / f"{name}.err"
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "STADTDIALOG_PORT": str(self.port),
            **{f"STADTDIALOG_{key}": value for key, value in settings.items()},
        }
        with self._out.open("w") as out, self._err.open("w") as err:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "stadtdialog", *words],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    @property
    def output(self) -> str:
        return self._out.read_text()

    @property
    def errors(self) -> str:
        return self._err.read_text()

    def until_it_says(self, words: str) -> str:
        """Waits for words on stdout or stderr; returns what was said on both by then."""
        until = time.monotonic() + PATIENCE
        while words not in self.output + self.errors:
            ended = self._process.poll()
            assert ended is None, f"ended with {ended}:\n{self.output}{self.errors}"
            assert time.monotonic() < until, f"never said {words!r}:\n{self.output}{self.errors}"
            time.sleep(0.05)
        return self.output + self.errors

    def wait(self) -> int:
        return self._process.wait(PATIENCE)

    def stop(self, how: signal.Signals = signal.SIGINT) -> tuple[int, float]:
        """Tells it to end; returns its exit code and how many seconds it took."""
        began = time.monotonic()
        self._process.send_signal(how)
        return self.wait(), time.monotonic() - began

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)
