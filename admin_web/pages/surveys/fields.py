"""Fields that only surveys have: a text in three languages, a number; and where a problem is shown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import wtforms

from admin_web.forms import Form, Line, Lines, refuse
from admin_web.pages.surveys.wording import name_of
from admin_web.speech import LANGUAGE_NAMES, say
from dialogs.city.passages import Where
from dialogs.city.questions.kind import Problem
from dialogs.text import Localized

CODES = {"de": "de", "en": "en", "simple": "de@simple"}
"""Name of a field → language; a field cannot be called de@simple."""
FIELD_OF = {code: name for name, code in CODES.items()}

_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,9})?")


class LineInLanguages(Form):
    """One line in each language."""

    de = Line(LANGUAGE_NAMES["de"])
    en = Line(LANGUAGE_NAMES["en"])
    simple = Line(LANGUAGE_NAMES["de@simple"])


class LinesInLanguages(Form):
    """A text in each language."""

    de = Lines(LANGUAGE_NAMES["de"])
    en = Lines(LANGUAGE_NAMES["en"])
    simple = Lines(LANGUAGE_NAMES["de@simple"])


class InLanguages(wtforms.FormField):  # type: ignore[type-arg]  # generic only in its stubs
    """A text in each language, as one field."""

    @property
    def texts(self) -> dict[str, str]:
        """What was typed; a language in which nothing stands is left out."""
        return {code: self.form[name].text for name, code in CODES.items() if self.form[name].text}


class SomeOf(wtforms.Field):
    """Any number of the choices offered, drawn as boxes to tick; what was not offered is left out."""

    choices: Sequence[tuple[str, str]] = ()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Takes what was sent."""
        self.data = list(valuelist)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values ticked, in the order they are offered."""
        return tuple(value for value, _label in self.choices if value in (self.data or ()))


def line(label: str, description: str = "") -> InLanguages:
    """One line in each language."""
    return InLanguages(LineInLanguages, label, description=description)


def lines(label: str, description: str = "") -> InLanguages:
    """A text of several lines in each language."""
    return InLanguages(LinesInLanguages, label, description=description)


def typed_texts(texts: Localized) -> dict[str, str]:
    """A text in several languages as the fields take it."""
    return {FIELD_OF[code]: text for code, text in texts.items() if code in FIELD_OF}


def read_number(field: Line, *, whole: bool) -> float | None:
    """The number typed, None for none; says beside the field if it is not one."""
    if not field.text:
        return None
    if not _NUMBER.fullmatch(field.text):
        refuse(field, "Das ist keine Zahl. Bitte nur Ziffern, zum Beispiel 12.")
        return None
    number = float(field.text.replace(",", "."))
    if whole and not number.is_integer():
        refuse(field, "Bitte eine ganze Zahl, ohne Komma.")
        return None
    return number


def typed_number(number: float | None) -> str:
    """A number as people in Germany type it."""
    return "" if number is None else f"{number:.9g}".replace(".", ",")


def put_problems(form: wtforms.Form, problems: Iterable[Problem]) -> list[str]:
    """Puts each problem beside its field; returns those that have no field here, with their place."""
    homeless: list[str] = []
    for problem in problems:
        field = _find(form, problem.where)
        if field is None:
            homeless.append(f"{name_of(problem.where)}: {say(problem.sentence)}")
        else:
            refuse(field, say(problem.sentence))
    return homeless


RENAMED: Mapping[Where, str] = {
    ("show_if",): "if_question",
    ("show_if", "question"): "if_question",
    ("show_if", "relation"): "if_relation",
    ("show_if", "answers"): "if_answers",
    ("opens",): "opens_day",
    ("closes",): "closes_day",
}


def _find(form: wtforms.Form, where: Where) -> Any:
    """The field at a place, the German one for a text as a whole."""
    if where in RENAMED:
        return form[RENAMED[where]]
    found: Any = form
    for part in where:
        if isinstance(found, wtforms.FormField):
            found = found.form
        if isinstance(part, int):
            found = found.entries[part] if part < len(found.entries) else None
        else:
            name = FIELD_OF.get(part, part)
            found = found[name] if isinstance(found, wtforms.Form) and name in found else None
        if found is None:
            return None
    return found.form["de"] if isinstance(found, InLanguages) else found


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and the id of the field it is about (empty: none)."""

    id: str
    sentence: str


def list_mistakes(form: wtforms.Form, homeless: Iterable[str] = ()) -> list[Mistake]:
    """Everything that is refused in a form, down to its last row."""
    found = [Mistake("", sentence) for sentence in homeless]
    for field in form:
        found += _of_field(field)
    return found


def _of_field(field: Any) -> list[Mistake]:
    if isinstance(field, wtforms.FormField):
        return list_mistakes(field.form)
    own = [Mistake(field.id, str(error)) for error in field.errors if isinstance(error, str)]
    if isinstance(field, wtforms.FieldList):
        for entry in field.entries:
            own += _of_field(entry)
    return own
