"""Every story begins on a machine where nothing is set, in an empty folder."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from stadtdialog import main
from storage.settings import PREFIX
from tests.porch.program import Program


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    handlers, level, raising = logging.root.handlers, logging.root.level, logging.raiseExceptions
    yield
    logging.root.handlers, logging.raiseExceptions = handlers, raising
    logging.root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def stadtdialog() -> Callable[..., Result]:
    """Types a command and waits for its end."""

    def type_command(*words: str, **given: str | None) -> Result:
        return CliRunner().invoke(main, words, prog_name="stadtdialog", **given)  # type: ignore[arg-type]  # input

    return type_command


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts the program as a process of its own; whatever still runs at the end is ended."""
    started: list[Program] = []

    def begin(*words: str, **settings: str) -> Program:
        started.append(Program(tmp_path, words, settings))
        return started[-1]

    yield begin
    for program in started:
        program.kill()
