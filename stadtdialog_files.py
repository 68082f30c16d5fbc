"""Files that go in and out: a city, results, backups."""

import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from stadtdialog_start import alone_with, open_database
from storage.settings import Settings

if TYPE_CHECKING:
    from storage.database import Database
    from storage.items import Item


async def import_file(settings: Settings, file: Path, shift: bool) -> None:
    """Imports a city file, all of it or nothing. Raises ClickException with every mistake in it."""
    # Imported here: YAML is needed for nothing else.
    from storage.city_file import CityFile, read_city_file
    from storage.city_file_import import import_city
    from storage.city_file_shift import shift_to_now

    city, now = read_city_file(file, settings.timezone), datetime.now(UTC)
    if not isinstance(city, CityFile):
        mistakes = "\n".join(map(str, city))
        raise click.ClickException(f"Nichts wurde übernommen. Bitte berichtigen Sie {file}:\n{mistakes}")
    async with open_database(settings) as database, database.write() as connection:
        report = await import_city(connection, shift_to_now(city, now) if shift else city, now)
    click.echo(str(report))


async def export_file(settings: Settings, what: str, slug: str, form: str, output: Path | None) -> None:
    """Writes all answers to a `survey`, or of a guideline its `comments`, the counts of its `sections` or its
    `synopsis`. Raises ClickException if nothing is called so, or there is no room to write."""
    from storage.runs import RUNS_AT_ONCE

    async with open_database(settings) as database:
        item = await _find_item(database, "survey" if what == "survey" else "guideline", slug)
        runs = await _count_runs(database, item)
        with _written(output) as file, _progress(f"{what} {slug}", runs) as done:
            async for piece in _pieces(database, item, what, form):
                file.write(piece.encode() if isinstance(piece, str) else piece)
                done(RUNS_AT_ONCE)


def _pieces(
    database: "Database", item: "Item", what: str, form: str
) -> AsyncIterator[str] | AsyncIterator[bytes]:
    from storage.exports import Format, export_survey
    from storage.exports_guidelines import export_comments, export_sections
    from storage.synopsis_xlsx import export_synopsis

    if what == "synopsis":
        return export_synopsis(database, item)
    export = {"survey": export_survey, "comments": export_comments, "sections": export_sections}[what]
    return export(database, item, Format(form))


async def _count_runs(database: "Database", item: "Item") -> int:
    """How many runs of a survey there are to write, 0 of what is none: then it is quickly done."""
    from storage.results import count_all_runs

    async with database.read() as connection:
        return sum((await count_all_runs(connection)).get(item.id, {}).values())


async def _find_item(database: "Database", kind: str, slug: str) -> "Item":
    """Something that was published. Raises ClickException with what there is if nothing is called so."""
    from storage.items import list_items

    async with database.read() as connection:
        published = {one.slug: one for one in await list_items(connection, kind) if one.version}
    if slug not in published:
        known = ", ".join(published) or "none yet"
        raise click.ClickException(f"There is no {kind} {slug!r}. There is: {known}.")
    return published[slug]


def back_up(settings: Settings, file: Path) -> None:
    """Copies the database to a file while everything runs."""
    from storage.backup import KEY_REMARK
    from storage.backup import back_up as copy

    with _progress(str(file), 100) as done:
        size = copy(settings.database_url.get_secret_value(), file, _in_percent(done))
    click.echo(f"{file}: {size / 1024**2:.1f} MiB")
    key = settings.key_file
    place = f"It is {key}." if key.exists() else "There is none here: it lies where the bot runs."
    click.echo(f"{KEY_REMARK} {place}", err=True)


def bring_back(settings: Settings, file: Path, overwrite: bool) -> None:
    """Puts a backup in the place of the database, if nobody is at work on that."""
    from storage.backup import restore

    url = settings.database_url.get_secret_value()
    with alone_with(settings), _progress(str(file), 100) as done:
        kept = restore(url, file, datetime.now(UTC), overwrite=overwrite, progress=_in_percent(done))
    click.echo(f"{file} is the database now." + (f" The one before is kept as {kept}." if kept else ""))


def settle_down(settings: Settings) -> None:
    """Sees that a database somebody has brought back by other tools sends nothing again."""
    from storage.backup import settle

    with alone_with(settings):
        settle(settings.database_url.get_secret_value(), datetime.now(UTC))
    click.echo("What waited in the copy is not sent. Staff sign in anew.")


def _in_percent(done: Callable[[int], object]) -> Callable[[int, int], None]:
    """Turns "so many pages of so many" into steps of a bar of a hundred."""
    shown = 0

    def report(pages: int, total: int) -> None:
        nonlocal shown
        now = 100 * pages // total if total else 100
        done(now - shown)
        shown = now

    return report


@contextlib.contextmanager
def _progress(label: str, length: int) -> Iterator[Callable[[int], object]]:
    """A bar for people; whatever else stderr is gets nothing."""
    with click.progressbar(
        length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield bar.update


@contextlib.contextmanager
def _written(output: Path | None) -> Iterator[IO[Any]]:
    """Stdout, or a file that is there in full or not at all and is its owner's business only; of bytes."""
    if output is None:
        yield sys.stdout.buffer
        return
    part = output.with_name(f"{output.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield file
        part.replace(output)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
