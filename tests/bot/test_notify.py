"""What nobody asked for is told: soon, beside the answers, and whatever is wrong with one of them."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import text

from bot.notify import Notify
from bot.serve import channels
from storage import citizens, definitions, forgotten, items, notifications
from storage.database import Database, Unavailable
from tests import sample
from tests.fakes.telegram.fake import FakeTelegram
from tests.participants import a_comment, speak_up
from tests.told import RULE, decide, hide
from tests.walks.living import GUARD, Bot, Clock, rows, town_of
from tests.walks.person import Person

TOLD = "SELECT count(*) FROM notifications WHERE told IS NOT NULL"


async def lay_out(database: Database) -> None:
    """Publishes the sample guideline without an end."""
    guideline = replace(sample.GUIDELINE, opens=None, closes=None)
    async with database.write() as connection:
        item = await items.add_item(connection, "guideline", guideline.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(guideline), None, sample.NOW)


@dataclass
class Desk:
    """A loop that works off what there is when it is told to."""

    database: Database
    notify: Notify

    async def out(self) -> list[tuple[str, dict[str, Any]]]:
        """The address of each message in the outbox, and its body."""
        found = await rows(self.database, "SELECT address, body FROM outbox ORDER BY id")
        return [(address, json.loads(body)) for address, body in found]

    async def told(self) -> int:
        """How many notifications are told."""
        [[count]] = await rows(self.database, TOLD)
        return int(count)


@pytest.fixture
async def desk(database: Database, fake_telegram: FakeTelegram) -> AsyncIterator[Desk]:
    """A desk in a city with a guideline."""
    await lay_out(database)
    leads = asyncio.Event()
    leads.set()
    yield Desk(database, Notify(town_of(database, fake_telegram), channels(), leads, Clock(sample.NOW)))


async def write(desk: Desk, *people: str, channel: str = "telegram", language: str = "de") -> None:
    """Everybody writes one comment; its receipt is the name."""
    for name in people:
        await speak_up(
            desk.database, *a_comment(1, name, "Gut."), name=name, channel=channel, language=language
        )


@pytest.fixture
async def reading(city: Database, bot: Bot) -> Bot:
    """A bot in a city that has laid out a guideline."""
    await lay_out(city)
    return bot


async def test_soon_and_without_moving_anybody(reading: Bot, fake_telegram: FakeTelegram) -> None:
    person = Person(fake_telegram)
    await person.says("/start section-leitlinien-3", "Hier ist der Stadtdialog")
    await person.presses("Verstanden, weiter", "Abschnitt 2 von 3")
    await person.presses("Anregung schreiben", "Ihre Anregung")
    await person.says("Nur wir.", "Gespeichert. Zum Abgeben")
    await person.presses("Fertig", "Ihre Anregung ist angekommen")
    await person.says("/start survey-beteiligung", "Mitreden")
    await person.presses("Anfangen", "Waren Sie dabei")
    [(receipt,)] = await reading.rows("SELECT receipt FROM comments WHERE state = 'handed_in'")
    question = person.screen
    await hide(reading.town.database, receipt, note="Wirklich nur Sie?")
    told = await fake_telegram.see(person.id, "Wir haben Ihren Beitrag ausgeblendet", within=GUARD)
    assert "Wirklich nur Sie?" in told["text"]
    await reading.settled()
    # The message with the question is not the last any more: it is not written over, it loses its buttons.
    await person.presses_again(question, "Ja", "Auf welchem Weg")
    assert "reply_markup" not in fake_telegram.know(person.id).messages[question["message_id"]]
    assert await person.says("im laden", "Welche Themen")
    assert await reading.rows("SELECT question, value FROM answers ORDER BY id") == [
        ("dabei", '["yes"]'),
        ("weg", '["laden"]'),
    ]
    await person.presses_again(told, "Widersprechen", "Ihr Widerspruch ist angekommen")
    assert await reading.one("SELECT count(*) FROM objections") == 1
    await person.presses_again(told, "Widersprechen", "Ihr Widerspruch ist angekommen")
    assert await reading.one("SELECT count(*) FROM objections") == 1
    assert fake_telegram.violations == []


async def test_a_press_on_it_does_not_write_over_it(reading: Bot, fake_telegram: FakeTelegram) -> None:
    person = Person(fake_telegram)
    await person.says("/start section-leitlinien-3", "Hier ist der Stadtdialog")
    await person.presses("Verstanden, weiter", "Abschnitt 2 von 3")
    await speak_up(
        reading.town.database, *a_comment(3, "A-1", "Gut."), name=str(person.id), channel="telegram"
    )
    await decide(reading.town.database, "A-1")
    told = await fake_telegram.see(person.id, "Antwort auf Ihren Beitrag", within=GUARD)
    await reading.settled()
    await person.presses("Zum Abschnitt", "Abschnitt 2 von 3")
    await reading.settled()
    left = fake_telegram.know(person.id).messages[told["message_id"]]
    assert ("Antwort auf Ihren Beitrag" in left["text"], "reply_markup" in left) == (True, False)
    # What answers a press is written over by the next, as ever.
    before = len(person.messages_of_bot())
    await person.presses("^Ja$", "Gespeichert")
    await reading.settled()
    assert len(person.messages_of_bot()) == before
    assert fake_telegram.violations == []


async def test_each_in_their_language_on_their_channel(desk: Desk) -> None:
    await write(desk, "7")
    await write(desk, "8", language="en")
    await write(desk, "cookie", channel="web")
    for name in ("7", "8", "cookie"):
        await hide(desk.database, name)
    assert await desk.notify.once() == 3
    told = dict(await desk.out())
    assert told["7"]["text"].startswith("Wir haben Ihren Beitrag ausgeblendet")
    assert RULE["de"] in told["7"]["text"]
    assert told["8"]["text"].startswith("We have hidden your contribution")
    assert RULE["en"] in told["8"]["text"]
    assert told["cookie"]["lines"][0]["style"] == "title"
    assert await rows(desk.database, "SELECT DISTINCT rank, state FROM outbox") == [(2, "waiting")]
    assert await desk.notify.once() == 0


async def test_who_cannot_be_reached_counts_as_told(desk: Desk) -> None:
    await write(desk, "7", "8")
    await write(desk, "cookie", channel="web")
    await write(desk, "at a terminal", channel="terminal")
    names = ("7", "8", "cookie", "at a terminal")
    for name in names:
        await hide(desk.database, name)
    async with desk.database.write() as connection:
        await citizens.set_reachable(connection, "telegram", ["7"], False)
        await forgotten.forget_device(connection, "web", "cookie", sample.NOW)
        await connection.execute(text("DELETE FROM citizens WHERE address = '8'"))
    assert await desk.notify.once() == 3
    assert (await desk.out(), await desk.told()) == ([], 3)


async def test_what_no_longer_holds_is_not_told(desk: Desk) -> None:
    await write(desk, "7")
    await hide(desk.database, "7")
    await hide(desk.database, "7", tells=False)
    assert await desk.notify.once() == 1
    assert (await desk.out(), await desk.told()) == ([], 1)


async def test_one_that_is_broken_stops_nobody(desk: Desk) -> None:
    await write(desk, "7", "8", "9", "10")
    await hide(desk.database, "7")
    await hide(desk.database, "8", rule="{")
    await hide(desk.database, "9", rule="{")
    await decide(desk.database, "10")
    async with desk.database.write() as connection:
        await citizens.set_reachable(connection, "telegram", ["9"], False)
    assert await desk.notify.once() == 4
    told = [(address, body["text"].split("\n")[0]) for address, body in await desk.out()]
    assert told == [
        ("7", "Wir haben Ihren Beitrag ausgeblendet"),
        ("8", "Es gibt etwas Neues"),
        ("10", "Antwort auf Ihren Beitrag"),
    ]
    assert await desk.told() == 4


async def test_only_the_process_that_leads_tells(database: Database, fake_telegram: FakeTelegram) -> None:
    await lay_out(database)
    leads, stop = asyncio.Event(), asyncio.Event()
    town = town_of(database, fake_telegram)
    follows = Desk(database, Notify(town, channels(), leads, Clock()))
    await write(follows, "7")
    await hide(database, "7")
    running = asyncio.create_task(follows.notify.run(stop))
    await asyncio.sleep(0.3)
    assert await follows.told() == 0
    leads.set()
    async with asyncio.timeout(GUARD):
        while await follows.told() == 0:  # noqa: ASYNC110  a database rings no bell
            await asyncio.sleep(0.05)
    assert town.leaves.is_set()
    stop.set()
    await asyncio.wait_for(running, GUARD)


@pytest.mark.parametrize("error", [Unavailable("away"), KeyError("a bug")])
async def test_trouble_passes(desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    await write(desk, "7", "8")
    await hide(desk.database, "7")
    await hide(desk.database, "8", rule="{")
    stop, errors = asyncio.Event(), {"take": 1, "take_one": 1}
    real = {name: getattr(notifications, name) for name in errors}

    def failing_once(name: str) -> Any:
        async def sometimes(*arguments: Any) -> Any:
            if errors[name]:
                errors[name] -= 1
                raise error
            return await real[name](*arguments)

        return sometimes

    for name in errors:
        monkeypatch.setattr(notifications, name, failing_once(name))
    running = asyncio.create_task(desk.notify.run(stop))
    async with asyncio.timeout(GUARD):
        while await desk.told() < 2:  # noqa: ASYNC110  a database rings no bell
            await asyncio.sleep(0.05)
    stop.set()
    await asyncio.wait_for(running, GUARD)
    assert len(await desk.out()) == 2
