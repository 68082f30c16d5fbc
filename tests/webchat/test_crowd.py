"""Many people at once, on both databases: nobody waits for ever, nobody gets another's page."""

import asyncio

from storage.database import Database
from tests.webchat.conftest import Chat, answering, running

PEOPLE = 20
"""More than a database has connections."""


async def fill_in(chat: Chat, name: str) -> None:
    device = await chat.somebody("survey-beteiligung")
    for label in ("Anfangen", "Nein", "Grün", "Fertig (1 gewählt)", "3", "Überspringen"):
        await device.press(label)
    await device.type(name)
    await device.press("Überspringen")
    assert device.page.titles == ["Ihre Antworten"]
    assert name in device.page.text
    await device.press("Abgeben")


async def test_a_school_class_fills_in_a_survey(database: Database) -> None:
    async with running(database) as chat, answering(chat):
        await asyncio.gather(*(fill_in(chat, f"Wunsch {number} von allen") for number in range(PEOPLE)))
        assert await chat.count("runs", "state = 'complete'") == PEOPLE
        assert await chat.count("answers", "question = 'wunsch' AND counted") == PEOPLE
        assert await chat.count("citizens") == PEOPLE
