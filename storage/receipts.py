"""The one run a receipt stands for: found for whoever shows the receipt, erased when they ask for it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.answer import Answer, AnswerKind
from dialogs.engine.wants import RunState
from storage.tables import answers, runs

_NO_SIGN_OF_A_RECEIPT = re.compile(r"[\W_]+")
_HALF = 5


@dataclass(frozen=True, slots=True)
class Revision:
    """An answer as it was at one time, and whether it is the one that counts."""

    answer: Answer
    counts: bool
    day: date


@dataclass(frozen=True, slots=True)
class ReceiptRun:
    """Everything stored under a receipt; the revisions of each answer by question key, the oldest first."""

    receipt: str
    version: int
    state: RunState
    channel: str
    language: str
    started: date
    handed_in: date | None
    answers: Mapping[str, tuple[Revision, ...]]


def normal_receipt(typed: str) -> str:
    """A receipt as it is stored, however it was written down: "k7m3q x9tw4" is K7M3Q-X9TW4."""
    signs = _NO_SIGN_OF_A_RECEIPT.sub("", typed).upper()
    return f"{signs[:_HALF]}-{signs[_HALF:]}" if signs else ""


async def find_run(connection: AsyncConnection, item: int, receipt: str) -> ReceiptRun | None:
    """The run of a survey that has this receipt (in its normal form), with two queries."""
    query = select(
        runs.c.pseudonym,
        runs.c.version,
        runs.c.state,
        runs.c.channel,
        runs.c.language,
        runs.c.started,
        runs.c.handed_in,
    ).where(runs.c.item == item, runs.c.receipt == receipt)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    given = await _list_revisions(connection, item, row.pseudonym)
    return ReceiptRun(receipt, row.version, RunState(row.state), *row[3:], given)


async def _list_revisions(
    connection: AsyncConnection, item: int, pseudonym: str
) -> dict[str, tuple[Revision, ...]]:
    query = (
        select(
            answers.c.question,
            answers.c.kind,
            answers.c.value,
            answers.c.raw,
            answers.c.revision,
            answers.c.counted,
            answers.c.day,
        )
        .where(answers.c.item == item, answers.c.pseudonym == pseudonym)
        .order_by(answers.c.revision)
    )
    found: dict[str, tuple[Revision, ...]] = {}
    for question, kind, value, raw, number, counts, day in (await connection.execute(query)).all():
        answer = Answer(tuple(json.loads(value)), AnswerKind(kind), raw, number)
        found[question] = (*found.get(question, ()), Revision(answer, counts, day))
    return found


async def erase_run(connection: AsyncConnection, item: int, receipt: str) -> bool:
    """Deletes the run and every revision of its answers; tells whether there was one.

    That somebody took part (`participation`) stays: from a receipt only the key would lead to the person.
    """
    gone = delete(runs).where(runs.c.item == item, runs.c.receipt == receipt).returning(runs.c.pseudonym)
    pseudonym = (await connection.execute(gone)).scalar_one_or_none()
    if pseudonym is None:
        return False
    await connection.execute(delete(answers).where(answers.c.item == item, answers.c.pseudonym == pseudonym))
    return True
