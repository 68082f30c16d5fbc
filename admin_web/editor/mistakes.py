"""Mistakes beside their fields: where a problem of a rule is shown, and the list of all above the form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import wtforms

from admin_web.editor.languages import FIELD_OF, InLanguages
from admin_web.forms import refuse
from admin_web.speech import say
from dialogs.city.passages import Where
from dialogs.city.questions.kind import Problem

WINDOW: Mapping[Where, str] = {("opens",): "opens_day", ("closes",): "closes_day"}
"""Places whose field has another name: those of the window."""


def put_problems(
    form: wtforms.Form,
    problems: Iterable[Problem],
    name_of: Callable[[Where], str],
    renamed: Mapping[Where, str] = WINDOW,
) -> list[str]:
    """Puts each problem beside its field; returns those without one, with their place."""
    homeless: list[str] = []
    for problem in problems:
        field = _find(form, problem.where, renamed)
        if field is None:
            homeless.append(f"{name_of(problem.where)}: {say(problem.sentence)}")
        else:
            refuse(field, say(problem.sentence))
    return homeless


def _find(form: wtforms.Form, where: Where, renamed: Mapping[Where, str]) -> Any:
    """The field at a place, the German one for a text as a whole."""
    if where in renamed:
        return form[renamed[where]]
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
    return [*(Mistake("", sentence) for sentence in homeless), *_of_fields(form)]


def _of_fields(form: wtforms.Form, row: str = "", name: str = "") -> list[Mistake]:
    return [mistake for field in form for mistake in _of_field(field, row, name)]


def _of_field(field: Any, row: str, name: str) -> list[Mistake]:
    """`row` is the number of the row it stands in; `name` what a text in several languages is called."""
    if isinstance(field, InLanguages):
        return _of_fields(field.form, name=f"{field.label.text} {row}".strip())
    if isinstance(field, wtforms.FormField):
        return _of_fields(field.form, row)
    before = f"{name}: " if name else ""
    own = [Mistake(field.id, f"{before}{error}") for error in field.errors if isinstance(error, str)]
    if isinstance(field, wtforms.FieldList):
        for number, entry in enumerate(field.entries, 1):
            own += _of_field(entry, str(number), "")
    return own
