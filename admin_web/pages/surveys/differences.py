"""What two editors have written differently, side by side, so that the second one loses nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from admin_web.pages.surveys.states import Tell
from admin_web.pages.surveys.wording import name_of, type_name
from dialogs.city.passages import Where
from dialogs.city.survey import Condition, Option, Question, Survey


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with what I wrote and what is saved now."""

    name: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back: mistakes without a field, and what somebody else has saved meanwhile."""

    homeless: Sequence[str] = ()
    stale: bool = False
    differences: Sequence[Difference] = ()


FRESH = Returned()
"""A form that is shown for the first time."""


def compare(mine: Question | Survey, theirs: Question | Survey, tell: Tell) -> list[Difference]:
    """The fields that differ, without the questions of a survey."""
    ours = {where: _in_words(where, value, tell) for where, value in _leaves((), mine)}
    others = {where: _in_words(where, value, tell) for where, value in _leaves((), theirs)}
    return [
        Difference(name_of(where), ours.get(where, ""), others.get(where, ""))
        for where in {**ours, **others}
        if ours.get(where, "") != others.get(where, "")
    ]


def _leaves(where: Where, value: Any) -> Iterator[tuple[Where, object]]:
    """Every field below a place, with its value."""
    match value:
        case Survey() | Question() | Option() | Condition():
            for field in fields(value):
                if field.name != "questions":
                    yield from _leaves((*where, field.name), getattr(value, field.name))
        case Mapping():
            for language, text in value.items():
                yield (*where, language), text
        case tuple() if where and where[-1] == "options":
            for i, option in enumerate(value):
                yield from _leaves((*where, i), option)
        case _plain:
            yield where, value


def _in_words(where: Where, value: object, tell: Tell) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case tuple():
            return ", ".join(value)
        case float():
            return f"{value:.9g}".replace(".", ",")
        case datetime():
            return tell(value)
        case _other if where[-1] == "type":
            return type_name(str(value))
        case _other if where[-1] == "relation":
            return "ist" if value == "is" else "ist nicht"
        case _other:
            return str(value)
