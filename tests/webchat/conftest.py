"""A town whose web chat runs as the porch runs it, a clock that stands, people with their devices."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import TestServer
from sqlalchemy import text

from bot.converse import Converse
from bot.town import Town
from bot.webchat import chat as chat_page
from bot.webchat.app import make_app
from bot.webchat.channel import WebChannel
from dialogs.city.project import Contact, Privacy, Project
from stadtdialog_guard import Guard
from storage import definitions, items
from storage.city import PROJECT
from storage.database import Database
from tests import sample
from tests.sample import both
from tests.webchat.device import Device, Page

NOTICE = "Beispielinhalte, keine amtliche Seite der Stadt Kaiserslautern"
CITY = Project(
    name=both("Lautrer Stadtdialog", "Lautern City Dialogue"),
    about={"de": "Wie wollen wir **mitreden**?"},
    notice=both(NOTICE, "Sample content, not an official page of the City of Kaiserslautern"),
    contact=Contact(name="Frau Muster", phone="0631 000000"),
    privacy=Privacy(controller="Team Stadtdialog", purpose={"de": "Wir möchten Ihre Meinung wissen."}),
)


@dataclass
class Chat:
    """A running web chat. Nobody answers until `answers` is set up, which the fixture `chat` does."""

    database: Database
    town: Town
    base: str = ""
    now: datetime = sample.NOW
    devices: list[Device] = field(default_factory=list)

    def device(self, language: str = "de-DE,de;q=0.9") -> Device:
        """A device nobody has ever used here."""
        self.devices.append(Device(self.base, language))
        return self.devices[-1]

    async def somebody(self, start: str = "") -> Device:
        """A device whose user has read the notice, looking at what the link led to, else the menu."""
        device = self.device()
        await device.open(f"/?start={start}" if start else "/")
        await device.press("Verstanden, weiter")
        return device

    def wait(self, **span: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**span)

    async def answer(self) -> None:
        """Works off what waits in the inbox, once."""
        while await Converse(self.town, {"web": WebChannel()}, lambda: self.now).once():
            pass

    async def count(self, table: str, where: str = "1 = 1") -> int:
        """How many rows a table has."""
        async with self.database.read() as connection:
            query = text(f"SELECT count(*) FROM {table} WHERE {where}")
            number: int = (await connection.execute(query)).scalar_one()
            return number

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        async with self.database.read() as connection:
            return [tuple(row) for row in (await connection.execute(text(query))).all()]

    async def change(self, statement: str) -> None:
        """Changes the database behind everybody's back."""
        async with self.database.write() as connection:
            await connection.execute(text(statement))


async def publish(database: Database) -> None:
    """A project, a survey and a guideline."""
    async with database.write() as connection:
        for kind, slug, definition in (
            ("project", PROJECT, CITY),
            ("survey", sample.SURVEY.slug, sample.SURVEY),
            ("guideline", sample.GUIDELINE.slug, sample.GUIDELINE),
        ):
            item = await items.add_item(connection, kind, slug)
            assert item
            await items.publish(connection, item.id, definitions.dump(definition), None, sample.NOW)


@asynccontextmanager
async def running(database: Database, **settings: Any) -> AsyncIterator[Chat]:
    """A web chat over a database in which nobody answers."""
    await publish(database)
    chat = Chat(database, Town(database, sample.KEY, ZoneInfo("Europe/Berlin"), "test"))
    public = {"public_url": "https://stadtdialog.example", "secure": False, **settings}
    app = make_app(chat.town, now=lambda: chat.now, **public)
    Guard(frozenset({"stadtdialog.example"})).stand_before(app)
    async with TestServer(app) as server:
        chat.base = str(server.make_url("/"))
        yield chat
        for device in chat.devices:
            await device.close()


@asynccontextmanager
async def answering(chat: Chat) -> AsyncIterator[None]:
    """The real conversation answers while the block runs."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(Converse(chat.town, {"web": WebChannel()}, lambda: chat.now).run(stop))
        try:
            yield
        finally:
            stop.set()


@pytest.fixture
async def silent_chat(sqlite_url: str) -> AsyncIterator[Chat]:
    """A web chat in which nobody answers before `answer` is called."""
    async with AsyncExitStack() as stack:
        database = Database(sqlite_url)
        stack.push_async_callback(database.close)
        yield await stack.enter_async_context(running(database))


@pytest.fixture
async def chat(silent_chat: Chat, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Chat]:
    """A web chat that answers, and a page that waits for the answer however slow the machine is."""
    monkeypatch.setattr(chat_page, "PATIENCE", 60)
    async with answering(silent_chat):
        yield silent_chat


__all__ = ["CITY", "NOTICE", "Chat", "Device", "Page", "answering", "publish", "running"]
