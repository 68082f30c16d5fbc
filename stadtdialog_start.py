"""Makes a town ready to serve: its folder, its tables, its key, and nobody else at work on the same file."""

import asyncio
import contextlib
import fcntl
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import structlog

from bot.town import Telegram, Town
from storage import erasure_list, migrate
from storage.database import Database, sqlite_path
from storage.erasure_list import ErasureList
from storage.pseudonyms import make_key, read_key, unlock
from storage.settings import HOOK, Settings

log = structlog.get_logger()

ADMIN_KEY = "admin-key"
"""File of the key an admin page of its own has: it never sees the key of the pseudonyms."""


class CannotStart(Exception):
    """Something outside keeps the program from starting; the text is a sentence for the operator."""


@contextlib.asynccontextmanager
async def open_town(settings: Settings, *, may_migrate: bool = True) -> AsyncIterator[Town]:
    """The town with all the citizens' door needs; who serves it holds `alone_with` as well.

    Raises CannotStart, WrongKey or Unavailable, each with a sentence.
    """
    async with open_database(settings, may_migrate=may_migrate) as database:
        async with database.write() as connection:
            key = await unlock(connection, settings.key_file)
        erasures = ErasureList(settings.data_dir / erasure_list.FILE)
        await _erase_again(database, key, erasures)
        yield Town(
            database,
            key,
            settings.timezone,
            owner=secrets.token_hex(8),
            telegram=_telegram(settings),
            public_url=settings.public_url or "",
            quiet_hours=settings.quiet_hours,
            four_eyes_from=settings.four_eyes_from,
            sends_per_second=settings.sends_per_second,
            slots=settings.slots,
            pays=settings.allow_paid_broadcast,
            alarm_webhook=settings.alarm_webhook.get_secret_value() if settings.alarm_webhook else "",
            erasures=erasures,
        )


async def _erase_again(database: Database, key: bytes, erasures: ErasureList) -> None:
    """Whoever came back with a backup is erased again, before anybody is heard."""
    now = datetime.now(UTC)
    await asyncio.to_thread(erasures.shorten, now.date())
    async with database.write() as connection:
        again = await erasure_list.erase_again(connection, key, erasures, now)
    if again:
        log.warning("erased again after a backup was restored", people=again)


@contextlib.asynccontextmanager
async def open_database(settings: Settings, *, may_migrate: bool = True) -> AsyncIterator[Database]:
    """The database alone, for what may be done while a bot is at work on it. Raises like `open_town`."""
    url = settings.database_url.get_secret_value()
    prepare_folders(settings)
    bring_up_to_date(url, may_migrate)
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


def office_key(settings: Settings) -> bytes:
    """The key of an admin page that runs beside the bot; it only counts who tries too often."""
    path = settings.data_dir / ADMIN_KEY
    return read_key(path) if path.exists() else make_key(path)


def prepare_folders(settings: Settings) -> None:
    """Makes the folders that are written to, closed to others. Raises CannotStart with the path."""
    file = sqlite_path(settings.database_url.get_secret_value())
    for folder in {settings.data_dir, file.parent if file else settings.data_dir}:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise CannotStart(f"Nothing can be written to the folder {folder}: {error.strerror}.") from error


def bring_up_to_date(url: str, may_migrate: bool) -> None:
    """Migrates the tables, or makes sure that it is not needed. Raises CannotStart or Unavailable."""
    if may_migrate:
        migrate.migrate(url)
    elif not migrate.is_current(url):
        raise CannotStart("The tables of the database are not up to date. Please run: stadtdialog migrate")


@contextlib.contextmanager
def alone_with(settings: Settings) -> Iterator[None]:
    """Keeps bots away from a SQLite file; the lock beside it is gone with the process, however that ends.

    Raises CannotStart if one is at work there, or nothing can be written there.
    """
    prepare_folders(settings)
    file = sqlite_path(settings.database_url.get_secret_value())
    if file is None:
        yield
        return
    with Path(f"{file}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                f"Another Stadtdialog is at work on {file}. Please stop it first; "
                "only with PostgreSQL several can run at once."
            ) from None
        yield


def _telegram(settings: Settings) -> Telegram | None:
    if settings.telegram_token is None:
        return None
    telegram = Telegram(settings.telegram_token.get_secret_value(), settings.telegram_api)
    if settings.intake == "polling" or not settings.webhook_url or not settings.webhook_secret:
        return telegram
    return replace(
        telegram,
        webhook_url=settings.webhook_url.removesuffix(HOOK),
        webhook_secret=settings.webhook_secret.get_secret_value(),
    )
