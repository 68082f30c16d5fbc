"""Fields that only surveys have: boxes to tick; and where a problem is shown."""

from collections.abc import Iterable, Mapping, Sequence

import wtforms

from admin_web.editor import mistakes
from admin_web.pages.surveys.wording import name_of
from dialogs.city.passages import Where
from dialogs.city.questions.kind import Problem


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


RENAMED: Mapping[Where, str] = {
    ("show_if",): "if_question",
    ("show_if", "question"): "if_question",
    ("show_if", "relation"): "if_relation",
    ("show_if", "answers"): "if_answers",
    **mistakes.WINDOW,
}
"""Places whose field has another name."""


def put_problems(form: wtforms.Form, problems: Iterable[Problem]) -> list[str]:
    """Puts each problem beside its field; returns those that have no field here, with their place."""
    return mistakes.put_problems(form, problems, name_of, RENAMED)
