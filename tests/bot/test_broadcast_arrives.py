"""An announcement from beginning to end: switched on, received, corrected, switched off with one tap."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dialogs.city.broadcast import BroadcastState
from dialogs.city.quiet import NEVER
from storage import broadcasts_course
from storage.database import Database
from tests.broadcasts import ANNOUNCEMENT, get, plan, rows
from tests.fakes.telegram import FakeTelegram
from tests.walks.living import GUARD, living
from tests.walks.person import Person


async def until_done(database: Database, id: int) -> int:
    """Waits until it is done; returns for how many it was."""
    async with asyncio.timeout(GUARD):
        # A database rings no bell.
        while (found := await get(database, id)).state is not BroadcastState.DONE:  # noqa: ASYNC110  see above
            await asyncio.sleep(0.02)
    return found.recipients or 0


async def test_a_reply_to_it_is_no_answer_to_a_survey(
    sqlite_city: Database, fake_telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.broadcast.IDLE", 0.05)
    async with living(sqlite_city, fake_telegram, quiet_hours=NEVER):
        person = Person(fake_telegram)
        await person.says("/start notices", "Hier ist der Stadtdialog")
        await person.presses("Verstanden, weiter", "Wovon möchten Sie")
        await person.presses("Ankündigungen der Stadt", "Eingeschaltet")
        await person.says("/start survey-beteiligung", "Mitreden")
        await person.presses("Anfangen", "Frage 1")
        question = person.newest
        told = await plan(sqlite_city, now=datetime.now(UTC), leads_to="survey-beteiligung")
        message = await fake_telegram.see(person.id, "Der Markt zieht um", within=GUARD)
        assert await until_done(sqlite_city, told) == 1
        await person.replies(message["message_id"], "Nein", "Das liest hier niemand")
        assert person.labels == [
            *("Zur Umfrage", "Wen kann ich fragen?", "Mitteilungen", "Zum Menü", "Weiter, wo Sie waren")
        ]
        # What the bot has answered came right behind it.
        await person.changes(person.newest - 1, "Nein, danke", "Das liest hier niemand")
        assert await rows(sqlite_city, "SELECT count(*) FROM answers") == [(0,)]
        await person.presses("Weiter, wo Sie waren", "Frage 1")
        await person.replies(question, "Nein", "Frage 2")
        assert await rows(sqlite_city, "SELECT count(*) FROM answers") == [(1,)]
        left = "SELECT count(*) FROM inbox WHERE body <> ''"
        assert await rows(sqlite_city, left) == [(0,)]
    assert fake_telegram.violations == []


async def test_from_beginning_to_end(
    sqlite_city: Database, fake_telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.broadcast.IDLE", 0.05)
    now = datetime.now(UTC)
    async with living(sqlite_city, fake_telegram, quiet_hours=NEVER):
        person = Person(fake_telegram)
        await person.says("/start survey-beteiligung", "Hier ist der Stadtdialog")
        await person.presses("Verstanden, weiter", "Mitreden")
        nobody = await plan(sqlite_city, now=now)
        assert await until_done(sqlite_city, nobody) == 0
        await person.says("/mitteilungen", "Wovon möchten Sie")
        await person.presses("Ankündigungen der Stadt", "Eingeschaltet")
        told = await plan(sqlite_city, now=now, leads_to="survey-beteiligung")
        message = await fake_telegram.see(person.id, "Der Markt zieht um", within=GUARD)
        assert await until_done(sqlite_city, told) == 1
        anew = replace(ANNOUNCEMENT, title={"de": "Der Markt bleibt"}, leads_to="survey-beteiligung")
        async with sqlite_city.write() as connection:
            seen = (await get(sqlite_city, told)).revision
            assert await broadcasts_course.correct(connection, told, anew, seen, "Bo", now)
        await fake_telegram.see(person.id, "Der Markt bleibt", within=GUARD)
        assert await until_done(sqlite_city, told) == 1
        there = fake_telegram.know(person.id).messages[message["message_id"]]
        assert there["text"].startswith("Der Markt bleibt")
        await person.presses_again(there, "Zur Umfrage", "Mitreden")
        await person.presses_again(there, "Ankündigungen abschalten", "Abgeschaltet")
        assert await until_done(sqlite_city, await plan(sqlite_city, now=now)) == 0
    assert fake_telegram.violations == []
