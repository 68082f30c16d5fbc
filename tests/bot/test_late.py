"""What was written in time counts although it comes late; what is pressed counts when it comes."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.converse import Converse
from bot.telegram.channel import TelegramChannel
from bot.town import Town
from dialogs.engine import buttons
from storage import definitions, inbox, items
from storage.database import Database
from storage.inbox import Arrival
from tests import sample
from tests.walks.living import BERLIN, rows

BEFORE_THE_END = datetime(2024, 3, 29, 22, 45, tzinfo=UTC)
THREE_HOURS = timedelta(hours=3)
PERSON = {"id": 7, "is_bot": False, "language_code": "de"}
CHAT = {"id": 7, "type": "private"}


@dataclass
class Chat:
    """One person's chat with the bot, with a line that may be slow."""

    town: Town
    updates: int = 0

    async def says(self, words: str, written: datetime, late: timedelta = timedelta()) -> None:
        """Words, and how much later they arrive."""
        message = {"message_id": self.updates + 1, "from": PERSON, "chat": CHAT, "text": words}
        await self._arrives({"message": {**message, "date": int(written.timestamp())}}, written + late)

    async def presses(self, code: str, arrived: datetime) -> None:
        """A button."""
        press = {"id": "1", "from": PERSON, "message": {"message_id": 1, "chat": CHAT}, "data": code}
        await self._arrives({"callback_query": press}, arrived)

    async def _arrives(self, update: dict[str, Any], arrived: datetime) -> None:
        self.updates += 1
        body = json.dumps({"update_id": self.updates, **update})
        async with self.town.database.write() as connection:
            await inbox.put(connection, [Arrival("telegram", str(self.updates), "t7", body, arrived)])
        channel = TelegramChannel()
        await Converse(self.town, {channel.name: channel}, lambda: arrived).once()


@pytest.fixture
async def chat(city: Database) -> Chat:
    """Somebody in the middle of a comment, a quarter of an hour before the end."""
    async with city.write() as connection:
        item = await items.add_item(connection, "guideline", "leitlinien")
        assert item
        await items.publish(connection, item.id, definitions.dump(sample.GUIDELINE), None, sample.NOW)
    chat = Chat(Town(city, sample.KEY, BERLIN, "late"))
    for words in ("/start section-leitlinien-3", "Verstanden", "Anregung schreiben"):
        await chat.says(words, BEFORE_THE_END)
    return chat


async def test_written_before_the_end_and_delivered_three_hours_later_counts(chat: Chat) -> None:
    await chat.says("Auch Kinder.", BEFORE_THE_END, THREE_HOURS)
    assert await rows(chat.town.database, "SELECT state, day FROM comments") == [
        ("handed_in", _day(chat, BEFORE_THE_END))
    ]
    assert await rows(chat.town.database, "SELECT words FROM comment_parts") == [("Auch Kinder.",)]
    [[told]] = await rows(chat.town.database, "SELECT body FROM outbox ORDER BY id DESC LIMIT 1")
    assert "Geschrieben haben Sie sie rechtzeitig." in told


async def test_what_comes_more_than_a_day_later_counts_from_when_it_came(chat: Chat) -> None:
    await chat.says("Auch Kinder.", BEFORE_THE_END, timedelta(hours=24, seconds=1))
    assert await rows(chat.town.database, "SELECT state FROM comments") == []


async def test_pressed_before_the_end_counts_and_after_it_does_not(chat: Chat) -> None:
    at_section = buttons.mark("section", "leitlinien-3", 1, "")
    await chat.says("zurück", BEFORE_THE_END)
    await chat.presses(buttons.step(at_section, "agree"), BEFORE_THE_END)
    await chat.presses(buttons.step(at_section, "disagree"), BEFORE_THE_END + THREE_HOURS)
    assert await rows(chat.town.database, "SELECT section, value FROM votes") == [(3, "agree")]


def _day(chat: Chat, moment: datetime) -> object:
    return str(moment.date()) if chat.town.database.is_sqlite else moment.date()
