"""Looks at everything a running town needs and tells, one line each, what is well and what to do."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from stadtdialog_start import ADMIN_KEY, CannotStart, prepare_folders
from stadtdialog_web import PortTaken, bind
from storage import meta, migrate, staff
from storage.database import Connection, Database, Unavailable, sqlite_path
from storage.pseudonyms import WrongKey, unlock
from storage.settings import Settings, WrongSetting, read_settings, variable
from storage.staff import Role

PATIENCE = 10.0
"""Seconds Telegram may take to answer."""

ENOUGH_ROOM = 1024**3
"""Bytes; below this a town should be given more, long before the database stops."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and whether somebody has to do something."""

    what: str
    how: str
    is_well: bool = True

    def __str__(self) -> str:
        """The finding as a line."""
        return f"{'ok' if self.is_well else '!!'}  {self.what}: {self.how}"


def bad(what: str, how: str) -> Finding:
    """A finding somebody has to act on."""
    return Finding(what, how, is_well=False)


async def examine() -> AsyncIterator[Finding]:
    """All findings; what cannot be looked at without something that is missing is left out."""
    try:
        settings = read_settings()
    except WrongSetting as error:
        yield bad("settings", str(error))
        return
    yield Finding("settings", "complete")
    yield _folder(settings)
    yield _room(settings)
    yield Finding("time zone", f"{settings.timezone}, where it is {datetime.now(settings.timezone):%H:%M}")
    yield _port(settings)
    if (settings.public_url or "").startswith("https://"):
        yield _web_server(settings)
    async for finding in _database(settings):
        yield finding
    yield await _telegram(settings)


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir
    if not folder.exists() and os.access(_nearest(folder), os.W_OK):
        return Finding("data folder", f"{folder} is made at the first start")
    try:
        prepare_folders(settings)
    except CannotStart as error:
        return bad("data folder", str(error))
    return Finding("data folder", f"{folder} can be written to")


def _room(settings: Settings) -> Finding:
    free = shutil.disk_usage(_nearest(settings.data_dir)).free
    told = f"{free / 1024**3:.1f} GiB free"
    return Finding("room", told) if free >= ENOUGH_ROOM else bad("room", f"{told}; please make some")


def _port(settings: Settings) -> Finding:
    try:
        bind(settings.host, settings.port).close()
    except PortTaken:
        return Finding("port", f"{settings.port} is in use, hopefully by Stadtdialog itself")
    return Finding("port", f"{settings.port} is free")


def _web_server(settings: Settings) -> Finding:
    what, proxies = "web server in front", settings.trusted_proxies
    if proxies:
        return Finding(what, f"believed whom it speaks for: {', '.join(map(str, proxies))}")
    how = "nobody knows where it stands, so the limits count the whole town as one network; please set"
    return bad(what, f"{how} {variable('trusted_proxies')}, on this machine to 127.0.0.1")


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    url = settings.database_url.get_secret_value()
    file = sqlite_path(url)
    if file and not file.exists():
        yield Finding("database", f"{file} is made at the first start")
        return
    try:
        is_current = migrate.is_current(url)
    except Unavailable as error:
        yield bad("database", str(error))
        return
    yield Finding("database", "can be reached")
    if not is_current:
        yield bad("tables", "not up to date; the next start does it, or: stadtdialog migrate")
        return
    yield Finding("tables", "up to date")
    database = Database(url)
    try:
        async with database.read() as connection:
            yield await _key(connection, settings)
            yield await _staff(connection)
    finally:
        await database.close()


async def _key(connection: Connection, settings: Settings) -> Finding:
    file, own = settings.key_file, settings.data_dir / ADMIN_KEY
    if await meta.find(connection, meta.FINGERPRINT) is None:
        return Finding("key", f"{file} is made at the first start")
    if own.exists() and not file.exists() and settings.telegram_token is None:
        return Finding("key", f"{own} is here and {file} is not: right for an admin page beside a bot")
    try:
        # The database knows a key, so this only compares.
        await unlock(connection, file)
    except WrongKey as error:
        return bad("key", str(error))
    return Finding("key", f"{file} belongs to this database; keep a copy of it apart from the backups")


async def _staff(connection: Connection) -> Finding:
    admins = [m for m in await staff.list_members(connection) if m.active and m.role == Role.ADMIN]
    if not admins:
        return bad("staff", "nobody can sign in as admin yet: stadtdialog user add NAME")
    return Finding("staff", f"admins: {', '.join(member.name for member in admins)}")


async def _telegram(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        return Finding("Telegram", "no token is set; the web chat works without")
    from bot.telegram.client import Client, Reply

    client = Client(settings.telegram_token.get_secret_value(), settings.telegram_api)
    await client.initialize()
    try:
        async with asyncio.timeout(PATIENCE):
            reply = await client.call("getMe", b"{}")
    except TimeoutError:
        reply = Reply(0, trouble="it took too long")
    finally:
        await client.shutdown()
    me = (reply.body or {}).get("result")
    if reply.status == 200 and isinstance(me, dict):
        return Finding("Telegram", f"the token belongs to @{me.get('username')}")
    if reply.status in (401, 404):
        return bad("Telegram", "does not know this token; @BotFather shows the right one")
    why = reply.trouble or f"it answered with status {reply.status}"
    return bad(
        "Telegram", f"{settings.telegram_api} cannot be reached: {why}; is a proxy needed (HTTPS_PROXY)?"
    )
