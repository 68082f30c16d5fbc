"""All answers of a survey as CSV or JSON: one line or object per run, a column per question key."""

import csv
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping
from enum import StrEnum
from io import StringIO
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.answer import Answer, AnswerKind
from dialogs.city.survey import Survey
from storage import definitions, items
from storage.database import Database
from storage.items import Item
from storage.runs import StoredRun, list_runs

ABOUT_A_RUN = ("pseudonym", "version", "state", "channel", "language", "started", "handed_in")
"""The columns in front of the answers."""

_STARTS_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@|\t\r＝＋－＠｜]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Format(StrEnum):
    """What an export can be."""

    CSV = "csv"
    JSON = "json"


async def find_survey(connection: AsyncConnection, slug: str) -> Item | None:
    """The survey with this slug, if something of it was ever published."""
    item = await items.find_item(connection, "survey", slug)
    return item if item and item.version else None


async def export_survey(database: Database, item: Item, format: Format) -> AsyncGenerator[str, None]:
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


async def _all_runs(database: Database, item: int) -> AsyncIterator[list[StoredRun]]:
    last = ""
    while True:
        async with database.read() as connection:
            found = await list_runs(connection, item, last)
        if not found:
            return
        yield found
        last = found[-1].pseudonym


def _about(run: StoredRun) -> tuple[str, ...]:
    """What is known about a run, in the order of `ABOUT_A_RUN`."""
    handed_in = run.handed_in.isoformat() if run.handed_in else ""
    return (
        run.pseudonym,
        str(run.version),
        run.state,
        run.channel,
        run.language,
        run.started.isoformat(),
        handed_in,
    )


async def _as_csv(
    versions: Mapping[int, Survey], batches: AsyncIterator[list[StoredRun]]
) -> AsyncIterator[str]:
    """RFC 4180 with a byte order mark, without which spreadsheets spoil umlauts."""
    keys = question_keys(versions)
    yield "\ufeff" + csv_lines([(*ABOUT_A_RUN, *keys)])
    async for batch in batches:
        yield csv_lines((*_about(run), *(_cell(run.answers.get(key)) for key in keys)) for run in batch)


def _cell(answer: Answer | None) -> str:
    """The answer in one cell: several choices with semicolons between them."""
    if answer is None:
        return ""
    return "; ".join(answer.value) if answer.kind is AnswerKind.GIVEN else f"({answer.kind})"


def csv_lines(rows: Iterable[Iterable[str]]) -> str:
    """Rows as lines of CSV, each cell harmless in a spreadsheet."""
    lines = StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return lines.getvalue()


def harmless(text: str) -> str:
    """The text as a cell: never a formula, without control characters except line breaks."""
    cleaned = without_controls(text)
    starts_formula = _STARTS_FORMULA.match(text) or _STARTS_FORMULA.match(cleaned)
    return f"'{cleaned}" if starts_formula else cleaned


def without_controls(text: str) -> str:
    """The text with blanks in place of control characters; line breaks stay, in one form."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


async def _as_json(
    versions: Mapping[int, Survey], batches: AsyncIterator[list[StoredRun]]
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


def _object(run: StoredRun, kinds: Mapping[str, str]) -> dict[str, Any]:
    about: dict[str, Any] = dict(zip(ABOUT_A_RUN, _about(run), strict=True))
    about |= {"version": run.version, "handed_in": about["handed_in"] or None}
    return about | {"answers": {key: _value(run.answers.get(key), kind) for key, kind in kinds.items()}}


def _value(answer: Answer | None, kind: str) -> Any:
    """A list for several choices, a number for a number, else a string; null where nothing was asked."""
    if answer is None:
        return None
    if answer.kind is not AnswerKind.GIVEN:
        return {"no_answer": answer.kind}
    if kind == "multiple":
        return list(answer.value)
    [value] = answer.value
    return (float(value) if "." in value else int(value)) if kind == "number" else value
