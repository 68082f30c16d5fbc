"""What all peers stand on: where Telegram is, and a table of answers that survives a power cut."""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the benchmark tells a peer by its environment."""

    api: str
    token: str
    folder: Path


def surroundings() -> Surroundings:
    """Read the environment."""
    return Surroundings(os.environ["BENCH_API"], os.environ["BENCH_TOKEN"], Path(os.environ["BENCH_FOLDER"]))


def open_answers(folder: Path) -> sqlite3.Connection:
    """Open the table of answers, as durable as Stadtdialog's."""
    database = sqlite3.connect(folder / "answers.sqlite3")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute(
        "CREATE TABLE IF NOT EXISTS answers (citizen INTEGER, question TEXT, answer TEXT, "
        "PRIMARY KEY (citizen, question))"
    )
    return database


SAVE = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)"


def save_answer(database: sqlite3.Connection, citizen: int, question: str, answer: str) -> None:
    """Keep one answer, committed."""
    with database:
        database.execute(SAVE, (citizen, question, answer))


def count_answers(folder: Path) -> int:
    """Count what has been kept."""
    with sqlite3.connect(folder / "answers.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM answers").fetchone()[0])
