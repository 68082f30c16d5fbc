"""Makes the files: reads everything about a person and writes it down as JSON or as a page."""

import asyncio
import json
from collections.abc import Sequence
from datetime import date, datetime

from bot.my_data import page
from bot.town import Town
from dialogs.city.my_data import File
from locales.translator import translator
from storage import my_data
from storage.my_data import Chapter, Value

FORMAT = "stadtdialog/my-data/1"
TYPES = {File.PAGE: "text/html", File.DATA: "application/json"}


def name_of(file: File) -> str:
    """Under which name a person keeps it."""
    return f"stadtdialog-meine-daten.{file}"


async def make(town: Town, citizen: int, file: File, now: datetime) -> bytes | None:
    """The content of a file; None if there is nobody (any more) with this number."""
    async with town.database.read() as connection:
        chapters = await my_data.gather(connection, town.key, citizen)
        shelf = await town.cities.current(connection)
    if not chapters:
        return None
    if file is File.DATA:
        text = await asyncio.to_thread(_as_json, chapters, now)
    else:
        [person] = chapters[0].rows
        speaker = translator(str(person["language"]), town.zone)
        text = await asyncio.to_thread(page.draw, chapters, shelf, speaker, now)
    return text.encode()


def _as_json(chapters: Sequence[Chapter], now: datetime) -> str:
    tables = [
        {
            "table": chapter.table,
            "why": [
                {
                    "columns": entry.columns.split(),
                    "purpose": entry.purpose,
                    "basis": entry.basis,
                    "kept": entry.kept,
                }
                for entry in chapter.entries
            ],
            "rows": [{name: _plain(value) for name, value in row.items()} for row in chapter.rows],
        }
        for chapter in chapters
    ]
    content = {"format": FORMAT, "made": now.isoformat(), "tables": tables}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Value) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value
