"""The database is locked or falls over: what is not stored is not confirmed, and all goes on by itself."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

import storage.database
from storage.database import Database
from storage.migrate import migrate
from tests.fakes.telegram import FakeTelegram
from tests.postgres import run_server
from tests.walks.books import audit
from tests.walks.lives import RULES, SLUG, publish
from tests.walks.living import GUARD, LocalFake, living
from tests.walks.person import Person


async def test_a_locked_file_delays_everything_and_loses_nothing(
    sqlite_url: str, fake_telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    await publish(sqlite_url)
    impatient = ("PRAGMA foreign_keys=ON", "PRAGMA busy_timeout=50")
    monkeypatch.setattr(storage.database, "_EVERY", impatient)
    database = Database(sqlite_url)
    person = Person(fake_telegram)
    async with living(database, fake_telegram) as bot:
        await person.says("/start", "Hier ist der Stadtdialog")
        await bot.settled()
        with closing(sqlite3.connect(str(database.url.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            fake_telegram.press(person.id, "Verstanden")
            await asyncio.sleep(1.0)
            assert len(fake_telegram.world.mailbox.waiting()) == 1
            assert len(fake_telegram.shown(person.id)) == 1
            other.execute("COMMIT")
        await fake_telegram.see(person.id, "Was möchten Sie tun", within=GUARD)
        await bot.settled()
        assert await bot.rows("SELECT fate, count(*) FROM inbox GROUP BY fate") == [("heard", 2)]
    await database.close()


@pytest.mark.postgres
async def test_a_server_that_falls_over_again_and_again_loses_nothing() -> None:
    with run_server() as server, server.database() as url:
        # Otherwise the server itself forgets what it has committed in its last moments.
        server.run("ALTER SYSTEM SET synchronous_commit = on")
        server.run("SELECT pg_reload_conf()")
        await asyncio.to_thread(migrate, url)
        await publish(url)
        database = Database(url)
        async with FakeTelegram(strict=False) as fake, living(database, fake) as bot:
            fake.start_citizens(40, f"survey-{SLUG}", rules=RULES)
            for _ in range(3):
                await asyncio.sleep(1.0)
                await asyncio.to_thread(server.fall_over)
            for _ in range(20):
                try:
                    await fake.citizens_finished(5.0)
                    break
                except TimeoutError:
                    for chat in fake.citizens_report()["unfinished"]:
                        fake.say(chat, f"/start survey-{SLUG}")
            await bot.settled()
            books = await audit(url, LocalFake(fake))
            assert books.clean, books
        await database.close()
