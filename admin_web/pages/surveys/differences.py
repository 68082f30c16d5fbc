"""What two editors have written differently in a survey or in one of its questions."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from admin_web.editor import differences
from admin_web.editor.differences import Difference, Leaf, plainly
from admin_web.editor.states import Tell
from admin_web.pages.surveys.wording import name_of, type_name
from dialogs.city.passages import Where
from dialogs.city.survey import Condition, Option, Question, Survey


def compare(mine: Question | Survey, theirs: Question | Survey, tell: Tell) -> list[Difference]:
    """The fields that differ, without the questions of a survey."""

    def in_words(where: Where, value: object) -> str:
        match where[-1]:
            case "type":
                return type_name(str(value))
            case "relation":
                return "ist" if value == "is" else "ist nicht"
            case _other:
                return plainly(value, tell)

    return differences.compare(_leaves((), mine), _leaves((), theirs), in_words, name_of)


def _leaves(where: Where, value: Any) -> Iterator[Leaf]:
    """Every field below a place, with its value."""
    match value:
        case Survey() | Question() | Option() | Condition():
            for field in fields(value):
                if field.name != "questions":
                    yield from _leaves((*where, field.name), getattr(value, field.name))
        case tuple() if where and where[-1] == "options":
            for i, option in enumerate(value):
                yield from _leaves((*where, i), option)
        case _plain:
            yield from differences.leaves(where, value)
