"""Says texts in one language: catalogues, plurals, dates, what staff wrote, people's own words."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from dialogs.text import LANGUAGES, Appointment, Content, Localized, Quote, Text, Value, Words
from locales import markdown
from locales.runs import Run

FOLDER = Path(__file__).parent
SOURCE = LANGUAGES[0]
"""The language the message ids are written in; it needs a catalogue only for what differs."""

BABEL_LOCALES = {"de": "de_DE", "en": "en_GB", "de@simple": "de_DE"}
HTML_CODES = {"de": "de", "en": "en", "de@simple": "de-simple"}

FALLBACKS = {
    ("en", "de"): "[German] ",
    ("en", "de@simple"): "[German] ",
    ("de", "en"): "[Englisch] ",
    ("de@simple", "de"): "[Nicht in Leichter Sprache] ",
    ("de@simple", "en"): "[Auf Englisch] ",
}
"""What stands before a text of staff that is missing in the reader's language: (wanted, shown instead)."""

MOST_MARKS = 8
"""Combining marks shown on one letter; more only serve to cover other people's lines."""

_OPEN, _CLOSE = "\u2068", "\u2069"
_OPENING = "\u2066\u2067\u2068"
_LINES = re.compile("([\n\u2029])")
_FIELD = re.compile(r"\{(\w+)\}")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_MARK}{{{MOST_MARKS}}}){_MARK}+")


@cache
def catalogue(language: str) -> Mapping[str | tuple[str, str], str | tuple[str, ...]]:
    """All messages of a language by message id; a plural by the pair of its ids."""
    path = FOLDER / language / "messages.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        read: Catalog = read_po(file)
    messages: dict[str | tuple[str, str], str | tuple[str, ...]] = {}
    for message in read:
        if message.id and message.string and not message.fuzzy:
            key = (message.id[0], message.id[1]) if isinstance(message.id, list | tuple) else message.id
            messages[key] = (
                tuple(message.string) if isinstance(message.string, list | tuple) else message.string
            )
    return messages


class Translator:
    """Speaks one language, with dates in one time zone."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        """`language` is one of `dialogs.text.LANGUAGES`; anything else speaks German."""
        self.language = language if language in LANGUAGES else SOURCE
        self.zone = zone
        self._messages = catalogue(self.language)
        self._locale = BABEL_LOCALES[self.language]

    def plain(self, words: Words) -> str:
        """The words without any formatting."""
        match words:
            case Text():
                return self._fill(self._message(words), words.values)
            case Content(texts=texts, rich=rich):
                text = self.choose(texts)
                return "".join(run.text for run in markdown.read(text)) if rich else text
            case Quote(words=text):
                return isolated(text)

    def runs(self, words: Words) -> tuple[Run, ...]:
        """The words with their formatting."""
        if isinstance(words, Content) and words.rich:
            return markdown.read(self.choose(words.texts))
        return (Run(self.plain(words)),)

    def choose(self, texts: Localized) -> str:
        """The text in this language; what is missing falls back to German, then to any, and says so."""
        own = texts.get(self.language, "")
        if own.strip():
            return own
        for language in (SOURCE, *texts):
            if texts.get(language, "").strip():
                return f"{FALLBACKS.get((self.language, language), '')}{texts[language]}"
        return ""

    def _message(self, text: Text) -> str:
        if not text.plural:
            found = self._messages.get(text.msgid, text.msgid)
            return found if isinstance(found, str) else found[0]
        forms = self._messages.get((text.msgid, text.plural), (text.msgid, text.plural))
        return forms[0 if text.count == 1 else -1]

    def _fill(self, message: str, values: Mapping[str, Value]) -> str:
        """Puts values in; what they contain is never read as a template."""
        if not values:
            return message
        return _FIELD.sub(lambda field: self._value(values[field[1]]), message)

    def _value(self, value: Value) -> str:
        match value:
            case Text() | Content() | Quote():
                return self.plain(value)
            case Appointment(moment=moment):
                weekday = format_datetime(moment.astimezone(self.zone), "EEEE", locale=self._locale)
                return f"{weekday}, {self._moment(moment)}"
            case datetime():
                return self._moment(value)
            case date():
                return format_date(value, "long", locale=self._locale)
            case Decimal():
                return format_decimal(
                    value, locale=self._locale, group_separator=False, decimal_quantization=False
                )
            case _other:
                return str(value)

    def _moment(self, moment: datetime) -> str:
        """ "8. März 2024, 18:00 Uhr": day and wall time in the city's zone."""
        local = moment.astimezone(self.zone)
        day = format_date(local.date(), "long", locale=self._locale)
        clock = format_datetime(local, "HH:mm", locale=self._locale)
        return f"{day}, {clock}" if self.language == "en" else f"{day}, {clock} Uhr"


def isolated(text: str) -> str:
    """A person's words as they may be shown: letters not buried in marks, foreign directions kept inside."""
    text = _MARKS.sub(r"\1", text)
    if not _BIDI.search(text):
        return text
    # An isolate ends with its paragraph, so every line gets its own.
    return "".join(_closed(line) if line.strip("\n\u2029") else line for line in _LINES.split(text))


def _closed(line: str) -> str:
    """A line in an isolate of its own, which nothing in the line can end early or leave open."""
    kept: list[str] = []
    depth = 0
    for char in line:
        if char == _CLOSE and depth == 0:
            continue
        depth += (char in _OPENING) - (char == _CLOSE)
        kept.append(char)
    return f"{_OPEN}{''.join(kept)}{_CLOSE * (depth + 1)}"


@cache
def translator(language: str, zone: ZoneInfo) -> Translator:
    """The one translator of a language and zone."""
    return Translator(language, zone)
