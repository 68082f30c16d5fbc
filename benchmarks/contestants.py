"""Who takes part in the benchmark: how each bot is prepared, started and checked afterwards."""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import yaml

from tests.fakes.telegram.fake import TOKEN

from . import grown, guideline, survey
from .peers.ground import count_answers

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Errand:
    """What citizens come for: the link they follow, what they do, how many answers each leaves behind."""

    payload: str
    rules: Callable[[], list[dict[str, Any]]]
    answers: int


SURVEY = Errand(f"survey-{survey.SLUG}", survey.citizens_rules, len(survey.QUESTIONS))
GUIDELINE = Errand(f"guideline-{guideline.SLUG}", guideline.citizens_rules, guideline.SECTIONS)


@dataclass(frozen=True, slots=True)
class Contestant:
    """One bot; `count_stored` tells how many answers its citizens have left in its database."""

    letter: str
    name: str
    command: tuple[str, ...]
    count_stored: Callable[[Path], int]
    environment: Callable[[Path, str, str], dict[str, str]]
    prepare: Callable[[Path], None] = lambda _: None
    errand: Errand = SURVEY


def _peer(letter: str, name: str, module: str) -> Contestant:
    words = (sys.executable, "-m", f"benchmarks.peers.{module}")
    return Contestant(letter, name, words, count_answers, _peer_environment)


def _peer_environment(folder: Path, api: str, token: str) -> dict[str, str]:
    return {**_plain_environment(), "BENCH_FOLDER": str(folder), "BENCH_API": api, "BENCH_TOKEN": token}


def _environment(folder: Path, api: str, token: str) -> dict[str, str]:
    return {
        **_plain_environment(),
        "STADTDIALOG_DATABASE_URL": f"sqlite:///{database_of(folder)}",
        "STADTDIALOG_DATA_DIR": str(folder),
        "STADTDIALOG_KEY_FILE": str(folder / "key"),
        "STADTDIALOG_TELEGRAM_API": api,
        "STADTDIALOG_TELEGRAM_TOKEN": token,
        "STADTDIALOG_SENDS_PER_SECOND": "0",
        "STADTDIALOG_PORT": str(_free_port()),
    }


def _plain_environment() -> dict[str, str]:
    """Everything but our own settings, and where the programs lie: they run in the folder of their run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STADTDIALOG_")}
    return {**kept, "PYTHONPATH": str(ROOT)}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def command(*words: str) -> tuple[str, ...]:
    """Words that start Stadtdialog."""
    return (sys.executable, "-m", "stadtdialog", *words)


def database_of(folder: Path) -> Path:
    """The file in which our own bot keeps everything."""
    return folder / "stadtdialog.sqlite3"


def _prepare(folder: Path) -> None:
    """Make the database and import the survey."""
    _import(folder, survey.city_file())


def _prepare_guideline(folder: Path) -> None:
    """Make the database and import the guideline."""
    _import(folder, guideline.city_file())


def _prepare_grown(folder: Path) -> None:
    """The same, and a hundred thousand citizens who have had their say."""
    _prepare_guideline(folder)
    grown.grow(database_of(folder))


def _import(folder: Path, city: dict[str, Any]) -> None:
    file = folder / "city.yaml"
    file.write_text(yaml.safe_dump(city, allow_unicode=True, sort_keys=False), encoding="utf-8")
    run(folder, "migrate")
    run(folder, "import", str(file))


def _count_exported(folder: Path) -> int:
    runs = orjson.loads(run(folder, "export", "survey", survey.SLUG, "--format", "json"))["runs"]
    return sum(run["answers"][question.key] is not None for run in runs for question in survey.QUESTIONS)


def _count_votes(folder: Path) -> int:
    with closing(sqlite3.connect(database_of(folder))) as database:
        [[votes]] = database.execute("SELECT count(*) FROM votes WHERE day > '2024-03-15'").fetchall()
    return int(votes)


def run(folder: Path, *words: str) -> bytes:
    """Carry out one of Stadtdialog's commands on the database of a run."""
    environment = _environment(folder, "http://127.0.0.1:9", TOKEN)
    done = subprocess.run(  # noqa: S603 - our own command with our own words
        command(*words), env=environment, cwd=folder, capture_output=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"stadtdialog {' '.join(words)}: {done.stderr.decode()[-2000:]}")
    return done.stdout


CONTESTANTS = (
    Contestant("a", "Stadtdialog", command("bot"), _count_exported, _environment, _prepare),
    _peer("b", "python-telegram-bot, tutorial", "ptb_tutorial"),
    _peer("c", "aiogram, tutorial", "aiogram_tutorial"),
    _peer("d", "bare loop", "bare_loop"),
)

CITIES = (
    Contestant(
        "empty",
        "a city on its first day",
        command("bot"),
        _count_votes,
        _environment,
        _prepare_guideline,
        GUIDELINE,
    ),
    Contestant(
        "grown", "a city of 100,000", command("bot"), _count_votes, _environment, _prepare_grown, GUIDELINE
    ),
)
"""The same bot on an empty and on a grown database; its citizens go through a guideline."""
