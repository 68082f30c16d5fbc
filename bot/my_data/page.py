"""Somebody's data as a page to read: every stored value, beside it in words what it stands for."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.my_data import words
from dialogs.city.questions import TYPES
from dialogs.city.survey import Question
from dialogs.text import Content, Text, Words
from locales.translator import HTML_CODES, Translator
from storage.city import Shelf
from storage.my_data import Chapter, Value

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Told:
    """One value: its name, the value as it is stored, and what it stands for, if that can be said."""

    name: str
    stored: str
    meaning: str


def draw(chapters: Sequence[Chapter], shelf: Shelf, speaker: Translator, now: datetime) -> str:
    """The page, in one language."""
    runs = next((chapter.rows for chapter in chapters if chapter.table == "runs"), ())
    versions = {(row["item"], row["pseudonym"]): row["version"] for row in runs}
    teller = _Teller(shelf, speaker, versions)
    return _templates.get_template("page.html").render(
        say=speaker.plain,
        words=words,
        lang=HTML_CODES[speaker.language],
        project=speaker.plain(Content(shelf.city.project.name)),
        made=teller.shown(now),
        chapters=[
            (teller.title(chapter), chapter.entries, [teller.tell(row) for row in chapter.rows])
            for chapter in chapters
            if chapter.rows
        ],
        empty=[teller.title(chapter) for chapter in chapters if not chapter.rows],
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts stored values into one person's language."""

    shelf: Shelf
    speaker: Translator
    versions: Mapping[tuple[Value, Value], Value]
    """Version of each survey the person filled in, by item and pseudonym."""

    def title(self, chapter: Chapter) -> str:
        known = words.TABLES.get(chapter.table)
        return self.speaker.plain(known) if known else chapter.table

    def tell(self, row: Row) -> list[Told]:
        return [
            Told(self._name(column), self.shown(value), self._meaning(column, row))
            for column, value in row.items()
            if value not in (None, "")
        ]

    def shown(self, value: Value) -> str:
        if isinstance(value, date):
            return self.speaker.plain(Text("{when}", {"when": value}))
        return str(value)

    def _name(self, column: str) -> str:
        known = words.COLUMNS.get(column)
        return self.speaker.plain(known) if known else column

    def _meaning(self, column: str, row: Row) -> str:
        """What a number or key stands for: the title, the question, the choice, a word people use."""
        found: Words | None = words.MEANINGS.get((column, str(row[column])))
        if column == "item":
            found = self._title_of(int(str(row[column])))
        elif column == "question":
            question = self._question(row)
            found = Content(question.text) if question else None
        elif column == "value" and "question" in row:
            found = self._answer(row)
        return self.speaker.plain(found) if found else ""

    def _title_of(self, item: int) -> Words | None:
        city = self.shelf.city
        survey = city.surveys.get(self.shelf.surveys.slugs.get(item, ""))
        guideline = city.guidelines.get(self.shelf.guidelines.slugs.get(item, ""))
        found = survey or guideline
        return Content(found.newest.title) if found else None

    def _question(self, row: Row) -> Question | None:
        """As it was asked in the version that was filled in."""
        survey = self.shelf.city.surveys.get(self.shelf.surveys.slugs.get(int(str(row["item"])), ""))
        version = self.versions.get((row["item"], row["pseudonym"]))
        body = survey.versions.get(int(str(version))) if survey and version else None
        return body.question(str(row["question"])) if body else None

    def _answer(self, row: Row) -> Words | None:
        question, given = self._question(row), tuple(json.loads(str(row["value"])))
        return TYPES[question.type].tell(question, given) if question and given else None
