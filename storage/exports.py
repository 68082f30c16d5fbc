"""All answers of a survey as CSV or JSON: one line or object per run, a column per question key."""

import csv
import json
import re
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import StringIO
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.answer import AnswerKind
from dialogs.city.survey import Survey
from dialogs.engine.wants import RunState
from storage import definitions, items
from storage.database import Database
from storage.items import Item
from storage.tables import answers, runs

RUNS_AT_ONCE = 500
"""Runs read in one transaction: few enough to be held in memory, even with long texts."""

ABOUT_A_RUN = ("pseudonym", "version", "state", "channel", "language", "started", "handed_in")
"""The columns in front of the answers."""

_STARTS_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@|\t\r＝＋－＠｜]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Format(StrEnum):
    """What an export can be."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it is exported."""

    kind: AnswerKind
    value: tuple[str, ...]

    @property
    def text(self) -> str:
        """The answer in one cell: several choices with semicolons between them."""
        return "; ".join(self.value) if self.kind is AnswerKind.GIVEN else f"({self.kind})"


@dataclass(frozen=True, slots=True)
class Exported:
    """One run: what is known about it, in the order of `ABOUT_A_RUN`, and its answers by question key."""

    about: tuple[str | int, ...]
    answers: Mapping[str, Given]


async def find_survey(connection: AsyncConnection, slug: str) -> Item | None:
    """The survey with this slug, if something of it was ever published."""
    item = await items.find_item(connection, "survey", slug)
    return item if item and item.version else None


async def export_survey(database: Database, item: Item, format: Format) -> AsyncIterator[str]:
    """The export in pieces that follow each other; memory stays flat however many runs there are.

    Between two pieces no transaction is open: whoever downloads slowly holds nothing up. A run is exported
    with the answers that count; one that is not handed in, with the present ones.
    """
    async with database.read() as connection:
        versions: dict[int, Survey] = {
            version.number: definitions.load("survey", version.body)
            for version in await items.list_versions(connection, item.id)
        }
    write = _as_csv if format is Format.CSV else _as_json
    async for piece in write(versions, _all_runs(database, item.id)):
        yield piece


def question_keys(versions: Mapping[int, Survey]) -> tuple[str, ...]:
    """The question keys of all versions in the order they appeared: a new version never shifts a column."""
    keys = (question.key for number in sorted(versions) for question in versions[number].questions)
    return tuple(dict.fromkeys(keys))


async def _all_runs(database: Database, item: int) -> AsyncIterator[list[Exported]]:
    last = ""
    while True:
        async with database.read() as connection:
            found = await _some_runs(connection, item, last)
        if not found:
            return
        yield found
        last = str(found[-1].about[0])


_RUNS = (
    select(
        runs.c.pseudonym,
        runs.c.version,
        runs.c.state,
        runs.c.channel,
        runs.c.language,
        runs.c.started,
        runs.c.handed_in,
    )
    .where(runs.c.item == bindparam("of_item"), runs.c.pseudonym > bindparam("after"))
    .order_by(runs.c.pseudonym)
    .limit(RUNS_AT_ONCE)
)
_ANSWERS = (
    select(answers.c.pseudonym, answers.c.question, answers.c.kind, answers.c.value)
    .join(runs, and_(runs.c.item == answers.c.item, runs.c.pseudonym == answers.c.pseudonym))
    .where(
        answers.c.item == bindparam("of_item"),
        answers.c.pseudonym > bindparam("after"),
        answers.c.pseudonym <= bindparam("up_to"),
        or_(runs.c.state != RunState.COMPLETE, answers.c.counted == true()),
    )
    .order_by(answers.c.revision)
)


async def _some_runs(connection: AsyncConnection, item: int, after: str) -> list[Exported]:
    """The next runs by pseudonym, with their answers: two queries."""
    rows = (await connection.execute(_RUNS, {"of_item": item, "after": after})).all()
    if not rows:
        return []
    given: dict[str, dict[str, Given]] = {row.pseudonym: {} for row in rows}
    span = {"of_item": item, "after": after, "up_to": rows[-1].pseudonym}
    for name, question, kind, value in (await connection.execute(_ANSWERS, span)).all():
        if name in given:  # a run that began between the two queries comes with none of them
            given[name][question] = Given(AnswerKind(kind), tuple(json.loads(value)))
    return [
        Exported((*row[:5], row.started.isoformat(), _day(row.handed_in)), given[row.pseudonym])
        for row in rows
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


async def _as_csv(
    versions: Mapping[int, Survey], batches: AsyncIterator[list[Exported]]
) -> AsyncIterator[str]:
    """RFC 4180 with a byte order mark, without which spreadsheets spoil umlauts."""
    keys = question_keys(versions)
    yield "\ufeff" + csv_lines([(*ABOUT_A_RUN, *keys)])
    async for batch in batches:
        yield csv_lines(
            (*run.about, *(run.answers[key].text if key in run.answers else "" for key in keys))
            for run in batch
        )


def csv_lines(rows: Iterable[Iterable[str | int]]) -> str:
    """Rows as lines of CSV, each cell harmless in a spreadsheet."""
    lines = StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return lines.getvalue()


def harmless(text: str) -> str:
    """The text as a cell: never a formula, without control characters except line breaks."""
    quoted = f"'{text}" if _STARTS_FORMULA.match(text) else text
    return _CONTROL.sub(" ", quoted.replace("\r\n", "\n").replace("\r", "\n"))


async def _as_json(
    versions: Mapping[int, Survey], batches: AsyncIterator[list[Exported]]
) -> AsyncIterator[str]:
    """The survey as it was last published, then one object per run."""
    kinds = {q.key: q.type for number in sorted(versions) for q in versions[number].questions}
    survey = definitions.dump(versions[max(versions)])
    yield f'{{"survey": {survey},\n"runs": ['
    comma = "\n"
    async for batch in batches:
        lines = [json.dumps(_object(run, kinds), ensure_ascii=False) for run in batch]
        yield comma + ",\n".join(lines)
        comma = ",\n"
    yield "\n]}\n"


def _object(run: Exported, kinds: Mapping[str, str]) -> dict[str, Any]:
    about: dict[str, Any] = dict(zip(ABOUT_A_RUN, run.about, strict=True))
    about["handed_in"] = about["handed_in"] or None
    return about | {"answers": {key: _value(run.answers.get(key), kind) for key, kind in kinds.items()}}


def _value(given: Given | None, kind: str) -> Any:
    """A list for several choices, a number for a number, else a string; null where nothing was asked."""
    if given is None:
        return None
    if given.kind is not AnswerKind.GIVEN:
        return {"no_answer": given.kind}
    if kind == "multiple":
        return list(given.value)
    [value] = given.value
    return (float(value) if "." in value else int(value)) if kind == "number" else value
