"""Finds mistakes in what a city file publishes, beyond its form: places and sentences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dialogs.city import event_check, guideline_check, survey_check
from dialogs.city.cleaning import is_empty
from dialogs.city.event import Event
from dialogs.city.guideline import Guideline
from dialogs.city.questions.kind import Problem
from dialogs.city.survey import Survey
from dialogs.text import LANGUAGES
from storage.city_file_lines import Path
from storage.city_file_words import say
from storage.definitions import Definition

LONGEST_TEXT = 20_000
"""Characters of one text; a long one reaches the chat in several messages."""

Finding = tuple[Path, str]


def find_mistakes(definition: Definition) -> Iterator[Finding]:
    """Every mistake with its place inside the definition."""
    match definition:
        case Survey():
            yield from _told(survey_check.check(definition))
        case Guideline():
            yield from _told(guideline_check.check(definition))
        case Event():
            yield from _told(event_check.check(definition))
        case _:
            yield from _check_texts(definition, ())


def _told(problems: Iterable[Problem]) -> Iterator[Finding]:
    for problem in problems:
        yield problem.where, say(problem.sentence)


_REQUIRED = ("name", "title", "text")


def _check_texts(value: Any, where: Path) -> Iterator[Finding]:
    """Texts anywhere inside: that they are there where they must be, known languages, not too long."""
    if isinstance(value, Mapping):
        if where[-1] in _REQUIRED and all(map(is_empty, value.values())):
            yield where, "Hier fehlt der Text."
        for language, text in value.items():
            if language not in LANGUAGES:
                yield (*where, language), f"Diese Sprache gibt es hier nicht: {language}."
            if len(text) > LONGEST_TEXT:
                yield (*where, language), f"{len(text)} Zeichen. Hier passen {LONGEST_TEXT}."
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from _check_texts(part, (*where, i))
    elif is_dataclass(value):
        for field in fields(value):
            yield from _check_texts(getattr(value, field.name), (*where, field.name))
