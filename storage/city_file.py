"""Reads a city file: everything a city publishes, in one YAML text that staff can write by hand."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path as FilePath
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from storage import definitions
from storage.city import PROJECT
from storage.city_file_checks import find_mistakes
from storage.city_file_lines import LARGEST, Mistake, Path, Sheet, Unreadable, decode, read_lines
from storage.city_file_times import DAYS, MOMENTS, WrongTime, read_day, read_moment
from storage.city_file_words import say_error
from storage.definitions import Definition

__all__ = ["CityFile", "Entry", "Mistake", "read_city", "read_city_file"]

_LISTS = {"guidelines": "guideline", "surveys": "survey", "events": "event"}
_NUMBERS = ("number", "minutes", "keep_days", "min", "max", "lat", "lon", "capacity")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a file; the digest changes with the file, not with what its dates are moved to."""

    kind: str
    slug: str
    definition: Definition
    digest: str


@dataclass(frozen=True, slots=True)
class CityFile:
    """All items of a file without mistakes, and the zone its times were read in."""

    zone: ZoneInfo
    entries: tuple[Entry, ...]


def read_city_file(path: FilePath, zone: ZoneInfo) -> CityFile | list[Mistake]:
    """The items of a file, or everything that is wrong with it, in the order of its lines."""
    try:
        with path.open("rb") as file:
            # One byte more than allowed is enough to see that it is too large.
            content = file.read(LARGEST + 1)
    except OSError as error:
        return [Mistake(0, f"Die Datei {path} lässt sich nicht lesen: {error.strerror}.")]
    return read_city(content, zone)


def read_city(content: bytes, zone: ZoneInfo) -> CityFile | list[Mistake]:
    """The same for the content of a file; `zone` is where its wall times are meant."""
    try:
        sheet = read_lines(decode(content))
    except Unreadable as error:
        return sorted(error.mistakes)
    reading = _Reading(sheet, zone)
    reading.read()
    if reading.mistakes:
        return sorted(set(reading.mistakes))
    return CityFile(zone, tuple(reading.entries))


class _Reading:
    """Goes through the parts of a file and collects items and mistakes."""

    def __init__(self, sheet: Sheet, zone: ZoneInfo) -> None:
        self.sheet = sheet
        self.zone = zone
        self.entries: list[Entry] = []
        self.mistakes: list[Mistake] = []

    def read(self) -> None:
        """Everything, part by part."""
        parts = self.sheet.values
        if not isinstance(parts, dict):
            self._note((), "Ganz außen stehen „project:“, „guidelines:“, „surveys:“ und „events:“.")
            return
        for name, part in parts.items():
            if name == PROJECT:
                self._read_item(PROJECT, part, (name,))
            elif name not in _LISTS:
                self._note((name,), f"Den Teil „{name}“ gibt es nicht.")
            elif part is not None:
                self._read_list(_LISTS[name], part, (name,))

    def _read_list(self, kind: str, part: Any, path: Path) -> None:
        if not isinstance(part, list):
            self._note(path, "Hier gehört eine Liste hin. Jeder Eintrag beginnt mit „- slug: …“.")
            return
        lines: dict[str, int] = {}
        for i, values in enumerate(part):
            entry = self._read_item(kind, values, (*path, i))
            if entry is None:
                continue
            line = self.sheet.line((*path, i, "slug"))
            if entry.slug in lines:
                self._note((*path, i, "slug"), f"„{entry.slug}“ steht schon in Zeile {lines[entry.slug]}.")
            lines.setdefault(entry.slug, line)

    def _read_item(self, kind: str, values: Any, path: Path) -> Entry | None:
        """One item; its rules are looked at only when its form is right."""
        before = len(self.mistakes)
        prepared = self._prepare(values, path)
        try:
            definition: Definition = definitions.adapter(kind).validate_python(prepared)
        except ValidationError as error:
            for found in error.errors(include_url=False, include_context=False):
                self._note((*path, *found["loc"]), say_error(found))
            return None
        if len(self.mistakes) > before:
            return None
        for where, sentence in find_mistakes(definition):
            self._note((*path, *where), sentence)
        slug = getattr(definition, "slug", PROJECT)
        entry = Entry(kind, slug, definition, _digest(values))
        self.entries.append(entry)
        return entry

    def _prepare(self, value: Any, path: Path) -> Any:
        """The same values with dates and times read."""
        name = path[-1]
        if isinstance(value, dict):
            return {key: self._prepare(inner, (*path, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._prepare(inner, (*path, i)) for i, inner in enumerate(value)]
        if isinstance(value, bool) and name in _NUMBERS:
            self._note(path, "Hier gehört eine Zahl hin.")
        if not isinstance(value, str) or name not in MOMENTS + DAYS:
            return value
        try:
            return read_moment(value, self.zone) if name in MOMENTS else read_day(value)
        except WrongTime as error:
            self._note(path, str(error))
            # Any time at all, so that pydantic does not name the same place again.
            return datetime(2000, 1, 1, tzinfo=UTC) if name in MOMENTS else date(2000, 1, 1)

    def _note(self, path: Path, sentence: str) -> None:
        self.mistakes.append(Mistake(self.sheet.line(path), sentence))


def _digest(values: Mapping[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
