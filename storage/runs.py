"""Runs through a survey with their answers, some at a time: memory stays flat however many there are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.answer import Answer, AnswerKind
from dialogs.engine.wants import RunState
from storage.tables import answers, runs

RUNS_AT_ONCE = 500
"""Few enough to be held in memory, even with long texts."""


@dataclass(frozen=True, slots=True)
class Only:
    """Looks at the runs of one channel, language or state alone; empty means all."""

    channel: str = ""
    language: str = ""
    state: str = ""

    @property
    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """What a run must be like."""
        given = (
            (runs.c.channel, self.channel),
            (runs.c.language, self.language),
            (runs.c.state, self.state),
        )
        return tuple(column == value for column, value in given if value)


EVERYBODY = Only()


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One run: what is known about it, and its answers by question key.

    A run that is handed in has the answers that count; any other has the present ones.
    """

    pseudonym: str
    version: int
    state: RunState
    channel: str
    language: str
    started: date
    handed_in: date | None
    answers: Mapping[str, Answer]


async def list_runs(
    connection: AsyncConnection, item: int, after: str = "", only: Only = EVERYBODY
) -> list[StoredRun]:
    """The next runs behind a pseudonym, at most `RUNS_AT_ONCE`, with two queries; empty at the end."""
    query = (
        select(
            runs.c.pseudonym,
            runs.c.version,
            runs.c.state,
            runs.c.channel,
            runs.c.language,
            runs.c.started,
            runs.c.handed_in,
        )
        .where(runs.c.item == item, runs.c.pseudonym > after, *only.conditions)
        .order_by(runs.c.pseudonym)
        .limit(RUNS_AT_ONCE)
    )
    rows = (await connection.execute(query)).all()
    if not rows:
        return []
    given = await _answers(connection, item, after, rows[-1].pseudonym, only)
    return [
        StoredRun(row.pseudonym, row.version, RunState(row.state), *row[3:], given.get(row.pseudonym, {}))
        for row in rows
    ]


async def _answers(
    connection: AsyncConnection, item: int, after: str, up_to: str, only: Only
) -> dict[str, dict[str, Answer]]:
    query = (
        select(answers.c.pseudonym, answers.c.question, answers.c.kind, answers.c.value)
        .join(runs, and_(runs.c.item == answers.c.item, runs.c.pseudonym == answers.c.pseudonym))
        .where(
            answers.c.item == item,
            answers.c.pseudonym > after,
            answers.c.pseudonym <= up_to,
            or_(runs.c.state != RunState.COMPLETE, answers.c.counted == true()),
            *only.conditions,
        )
        .order_by(answers.c.revision)
    )
    found: dict[str, dict[str, Answer]] = {}
    for pseudonym, question, kind, value in (await connection.execute(query)).all():
        answer = Answer(tuple(json.loads(value)), AnswerKind(kind))
        found.setdefault(pseudonym, {})[question] = answer
    return found
