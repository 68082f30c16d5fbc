"""A conversation in this terminal, with the real dialogs and a real database."""

import asyncio
import contextlib
import shutil
import tempfile
from pathlib import Path

import click

from bot.terminal import Conversation, Json, draw
from stadtdialog_demo import import_sample, settings_in
from stadtdialog_start import open_town
from storage.settings import Settings

ADDRESS = "here"
"""Whoever talks at this terminal is one and the same person to the town."""

ENDS = ("/ende", "/quit", "/exit")
WIDEST = 78


def talk(settings: Settings, link: str, sample: bool) -> None:
    """Talks until the input ends. With `sample` about the sample city, and nothing is kept."""
    with asyncio.Runner() as runner, contextlib.ExitStack() as stack:
        if sample:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="stadtdialog-"))
            settings = settings_in(settings, Path(folder))
        # A bot may be at work on the same database: nothing here waits in its inbox.
        opening = open_town(settings)
        town = runner.run(opening.__aenter__())
        stack.callback(lambda: runner.run(opening.__aexit__(None, None, None)))
        if sample:
            runner.run(import_sample(town.database, settings.timezone))
        conversation = Conversation(town, ADDRESS)
        click.echo(f"{ENDS[0]} beendet das Gespräch.\n")
        _show(runner.run(conversation.open(link)))
        while (line := _ask()) is not None:
            _show(runner.run(conversation.say(line)))


def _ask() -> str | None:
    """The next line typed; None at the end. Reads in the main thread, so that Ctrl-C works."""
    try:
        line = input("> ")
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return None
    return None if line.strip().lower() in ENDS else line


def _show(screens: list[Json]) -> None:
    width = min(shutil.get_terminal_size().columns, WIDEST)
    for screen in screens:
        click.echo(f"\n{draw(screen, width)}\n")
