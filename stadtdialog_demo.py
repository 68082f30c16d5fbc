"""The sample city on this machine: one process, no token, nothing to set up."""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from pydantic import SecretStr

from bot.town import Town
from stadtdialog_start import CannotStart, alone_with
from stadtdialog_web import bind_near, link_to
from storage import links, staff
from storage.database import Database
from storage.items import list_items
from storage.links import Purpose
from storage.settings import Settings
from storage.staff import Role

FOLDER = "demo"
SAMPLE = Path(__file__).parent / "examples" / "kaiserslautern.yaml"
ADDRESS_FILE = "address"
"""Where the last start could be reached, so that links made later lead there."""


def settings_in(settings: Settings, folder: Path) -> Settings:
    """The settings of a town in a folder of its own that speaks to no messenger and to this machine only."""
    return settings.model_copy(
        update={
            "data_dir": folder,
            "database_url": SecretStr(f"sqlite:///{folder / 'stadtdialog.sqlite'}"),
            "key_file": folder / "key",
            "telegram_token": None,
            "intake": "polling",
            "webhook_url": None,
            "host": "127.0.0.1",
            "public_url": None,
            "trusted_proxies": (),
        }
    )


def demo_settings(settings: Settings) -> Settings:
    """The settings of the demo."""
    return settings_in(settings, settings.data_dir / FOLDER)


def begin_afresh(settings: Settings) -> None:
    """Deletes what the demo has stored. Raises CannotStart while it runs."""
    with alone_with(settings):
        shutil.rmtree(settings.data_dir)


async def import_sample(database: Database, zone: ZoneInfo) -> None:
    """Brings the sample city in, moved so that it is open today."""
    # Imported here: YAML is not needed once the city is there.
    from storage.city_file import CityFile, read_city_file
    from storage.city_file_import import import_city
    from storage.city_file_shift import shift_to_now

    city, now = read_city_file(SAMPLE, zone), datetime.now(UTC)
    if not isinstance(city, CityFile):
        raise CannotStart(f"The sample city {SAMPLE} cannot be read: {city[0]}")
    async with database.write() as connection:
        await import_city(connection, shift_to_now(city, now), now)


async def run_demo(settings: Settings) -> None:
    """Runs the demo until it is told to stop, and tells how to reach it."""
    # Imported here: whoever starts it a second time is refused before everything is loaded.
    from stadtdialog_live import run_town

    async def begin(town: Town, address: str) -> None:
        (settings.data_dir / ADDRESS_FILE).write_text(address)
        async with town.database.read() as connection:
            is_empty = not await list_items(connection, "project")
        if is_empty:
            await import_sample(town.database, settings.timezone)
        await _greet(town.database, settings, address)

    await run_town(settings, admin=True, listen=lambda: bind_near(settings.host, settings.port), begin=begin)


def last_address(settings: Settings) -> str:
    """Where the demo was reached when it was started last."""
    file = settings.data_dir / ADDRESS_FILE
    return file.read_text() if file.exists() else f"http://{settings.host}:{settings.port}"


async def _greet(database: Database, settings: Settings, address: str) -> None:
    lines = ["Stadtdialog mit der Beispielstadt Kaiserslautern", ""]
    if not address.endswith(f":{settings.port}"):
        port = address.rpartition(":")[2]
        lines += [
            f"  Der Port {settings.port} ist belegt. Deshalb läuft die Beispielstadt auf Port {port}.",
            "",
        ]
    lines += [
        f"  Für Bürger:innen    {address}/",
        f"  Für die Verwaltung  {address}/admin",
        "",
        *await _way_in(database, address),
        "",
        f"  Alles bleibt gespeichert in {settings.data_dir}",
        f"  Von vorn beginnen:  {_program()} demo --new",
        "  Beenden:            Strg+C",
    ]
    click.echo("\n".join(lines))


async def _way_in(database: Database, address: str) -> list[str]:
    """How somebody comes into the admin page: by a one-time link, or as one who has been there."""
    async with database.write() as connection:
        if await staff.count_members(connection):
            return [f"  Passwort vergessen? Einen neuen Link macht:  {_program()} user link --demo NAME"]
        token = await links.make_link(connection, Purpose.FIRST_ADMIN, "", Role.ADMIN, datetime.now(UTC))
    minutes = links.LIFETIME.seconds // 60
    return [
        f"  Ihr Zugang zur Verwaltung (der Link gilt einmal und {minutes} Minuten lang):",
        f"  {link_to(address, token)}",
    ]


def _program() -> str:
    """The command as it has to be typed here: `make setup` puts it into .venv, not on the path."""
    if shutil.which("stadtdialog"):
        return "stadtdialog"
    program = Path(sys.executable).with_name("stadtdialog")
    return os.path.relpath(program) if program.exists() else "python -m stadtdialog"
