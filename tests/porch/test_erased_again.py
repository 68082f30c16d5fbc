"""Whoever erased himself and comes back with a backup is erased again at the next start."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from bot.town import Town
from stadtdialog_start import open_town
from storage import citizens
from storage.database import sqlite_path
from storage.erasure import erase
from storage.settings import Settings, read_settings
from storage.wal import fold
from tests.sample import NOW
from tests.storage.people import meet_one


async def count(town: Town) -> int:
    async with town.database.read() as connection:
        found = [await citizens.find(connection, "telegram", who) for who in ("4711", "4712")]
    return sum(standing is not None for standing in found)


def file_of(settings: Settings) -> Path:
    path = sqlite_path(settings.database_url.get_secret_value())
    assert path
    return path


async def test_a_start_after_a_restored_backup(tmp_path: Path) -> None:
    settings = read_settings()
    async with open_town(settings) as town:
        async with town.database.write() as connection:
            who = await meet_one(connection, "4711")
            await meet_one(connection, "4712")
        assert fold(settings.database_url.get_secret_value())
        shutil.copy(file_of(settings), tmp_path / "backup")
        assert town.erasures
        async with town.database.write() as connection:
            await town.erasures.note(connection, town.key, who, datetime.now(UTC).date(), keeps=False)
            await erase(connection, town.key, who, NOW, keeps=False)
        assert await count(town) == 1
    assert fold(settings.database_url.get_secret_value())
    shutil.copy(tmp_path / "backup", file_of(settings))
    async with open_town(settings) as town:
        assert await count(town) == 1
