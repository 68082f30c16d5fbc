"""Files that go in and out: a city, results, backups."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from stadtdialog_start import alone_with, open_database
from storage.settings import Settings


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


async def export_file(settings: Settings, slug: str, form: str, output: Path | None) -> None:
    """Writes all answers to a survey. Raises ClickException if there is none, or no room to write."""
    from storage.exports import Format, export_survey, find_survey
    from storage.items import list_items
    from storage.results import count_all_runs
    from storage.runs import RUNS_AT_ONCE

    async with open_database(settings) as database:
        async with database.read() as connection:
            item = await find_survey(connection, slug)
            known = ", ".join(one.slug for one in await list_items(connection, "survey") if one.version)
            if item is None:
                raise click.ClickException(f"There is no survey {slug!r}. There is: {known or 'none yet'}.")
            runs = sum((await count_all_runs(connection)).get(item.id, {}).values())
        with _written(output) as write, _progress(f"{runs} runs", runs) as done:
            async for piece in export_survey(database, item, Format(form)):
                write(piece)
                done(RUNS_AT_ONCE)


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
def _written(output: Path | None) -> Iterator[Callable[[str], object]]:
    """Writes to stdout, or to a file that is there in full or not at all and is its owner's business only."""
    if output is None:
        yield sys.stdout.write
        return
    part = output.with_name(f"{output.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file.write
        part.replace(output)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
