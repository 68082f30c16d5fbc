"""What a change must say, and who makes it."""

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from admin_web.deeds import DEEDS, find_actions, tell
from admin_web.desk import read_clock
from admin_web.work import Work
from storage.database import Database
from tests.sample import NOW


async def test_a_change_names_a_deed_the_journal_knows(database: Database) -> None:
    async with database.read() as connection:
        work = Work(connection, None, NOW, "key")
        with pytest.raises(KeyError, match="danced"):
            work.done("/admin", "danced", by="Frau Berger")


async def test_before_the_sign_in_nobody_makes_a_change(database: Database) -> None:
    async with database.read() as connection:
        work = Work(connection, None, NOW, "key")
        with pytest.raises(web.HTTPForbidden):
            work.done("/admin", "invited")


def test_every_deed_is_told_after_a_name() -> None:
    assert all(words.split()[0] in ("hat", "wurde") for words in DEEDS.values())
    assert tell("invited") == "hat eingeladen"
    assert find_actions("EINGELADEN") == ["invited"]


def test_the_clock_of_a_running_page_knows_its_zone() -> None:
    assert abs(read_clock() - datetime.now(UTC)) < timedelta(seconds=5)
