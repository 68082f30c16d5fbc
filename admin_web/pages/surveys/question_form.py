"""The form for one question: what every question has, what only some types have, and its condition."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import wtforms
from aiohttp import web

from admin_web.editor.languages import line, lines, typed_texts
from admin_web.editor.numbers import read_number, typed_number
from admin_web.editor.wording import german
from admin_web.fields import FIELDS, Fields
from admin_web.forms import Form, Line, OneOf
from admin_web.pages.surveys.fields import SomeOf
from admin_web.pages.surveys.names import suggest_option_key
from admin_web.pages.surveys.wording import answer_labels, type_name
from dialogs.city.questions import TYPES
from dialogs.city.survey import Condition, Option, Question, Survey
from dialogs.city.survey_conditions import answer_keys

ALWAYS = ""
"""Stands for a question without condition."""

WHOLE_NUMBERS = ("multiple", "short_text", "long_text")
"""Types whose smallest and largest value count something."""

RELATIONS = (("is", "ist"), ("is_not", "ist nicht"))

FRESH_OPTIONS = 3
"""Rows for answers that are there at least."""

RANGE_LABELS = {
    "multiple": ("Mindestens so viele Antworten", "Höchstens so viele Antworten"),
    "number": ("Kleinste Zahl", "Größte Zahl"),
    "short_text": ("Mindestens so viele Zeichen", "Höchstens so viele Zeichen"),
    "long_text": ("Mindestens so viele Zeichen", "Höchstens so viele Zeichen"),
}


class OptionForm(Form):
    """One answer to choose; the key is made by us and never changes."""

    key = wtforms.HiddenField()
    label = line("Antwort")
    exclusive = wtforms.BooleanField("schließt alle anderen aus")


class QuestionForm(Form):
    """All fields a question may have; the template shows those of its type."""

    type = OneOf("Art der Frage", [(name, type_name(name)) for name in TYPES], "Bitte eine Art wählen.")
    key = Line("Name der Spalte in der Tabelle")
    text = lines("Frage")
    hint = lines("Erklärung", "Steht klein unter der Frage. Darf leer bleiben.")
    optional = wtforms.BooleanField("Man darf die Frage überspringen")
    no_answer = wtforms.BooleanField("Es gibt den Knopf „Keine Angabe“")
    options = wtforms.FieldList(wtforms.FormField(OptionForm))
    min = Line()
    max = Line()
    decimals = wtforms.BooleanField("Auch Zahlen mit Komma")
    unit = line("Einheit", "Zum Beispiel: Jahre. Darf leer bleiben.")
    low = line("Was die 1 bedeutet")
    high = line("Was die 5 bedeutet")
    if_question = OneOf("Diese Frage zeigen, wenn", (), "Bitte eine der Fragen wählen.")
    if_relation = OneOf("ist oder ist nicht", RELATIONS, "Bitte „ist“ oder „ist nicht“ wählen.")
    if_answers = SomeOf("eine dieser Antworten")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a question's form must know of the rest: the survey, its place in it, what was published of it."""

    survey: Survey
    index: int
    before: Question | None
    """The question as it is in the draft; None for a new one."""
    published: Question | None
    taken_options: Collection[str] = ()
    """Option keys that meant something in public once."""

    @property
    def earlier(self) -> tuple[Question, ...]:
        """Questions with fixed answers that come before."""
        return tuple(question for question in self.survey.questions[: self.index] if answer_keys(question))


def make_form(
    setting: Setting, sent: Fields | None = None, data: dict[str, Any] | None = None
) -> QuestionForm:
    """The form, filled with what was sent, else with `data`."""
    form = QuestionForm(sent, data=data)
    if setting.published:
        form.type.data = setting.published.type
    elif form.type.text not in TYPES:
        form.type.data = "single"
    labels = RANGE_LABELS.get(form.type.text, ("", ""))
    form.min.label.text, form.max.label.text = labels
    asked = {question.key: german(question.text) for question in setting.earlier}
    form.if_question.choices = [(ALWAYS, "immer (keine Bedingung)"), *asked.items()]
    if form.if_question.text not in asked:
        form.if_question.data = ALWAYS
    other = setting.survey.question(form.if_question.text) if form.if_question.text else None
    form.if_answers.choices = answer_labels(other) if other else []
    return form


def show_question(setting: Setting, question: Question) -> QuestionForm:
    """The form with a question in it."""
    return make_form(setting, data=_data_of(question))


def show_fresh(setting: Setting, type: str) -> QuestionForm:
    """The form for a new question."""
    return make_form(setting, data={"type": type})


def show_sent(request: web.Request, setting: Setting) -> QuestionForm:
    """The form as it was sent."""
    return make_form(setting, request[FIELDS])


def _data_of(question: Question) -> dict[str, Any]:
    condition = question.show_if or Condition(ALWAYS, ())
    return {
        "type": question.type,
        "key": question.key,
        "optional": question.optional,
        "no_answer": question.no_answer,
        "decimals": question.decimals,
        "options": [
            {"key": option.key, "label": typed_texts(option.label), "exclusive": option.exclusive}
            for option in question.options
        ],
        "min": typed_number(question.min),
        "max": typed_number(question.max),
        "if_question": condition.question,
        "if_relation": condition.relation,
        "if_answers": list(condition.answers),
        **{name: typed_texts(getattr(question, name)) for name in ("text", "hint", "unit", "low", "high")},
    }


def read_question(form: QuestionForm, setting: Setting, key: str) -> Question:
    """The question as typed. What cannot be read at all is refused beside its field."""
    type = form.type.text
    used = TYPES[type].fields
    whole = type in WHOLE_NUMBERS
    return Question(
        key=key,
        type=type,
        text=form.text.texts,
        hint=form.hint.texts,
        optional=bool(form.optional.data),
        no_answer=bool(form.no_answer.data),
        options=_read_options(form, setting, type) if "options" in used else (),
        min=read_number(form.min, whole=whole) if "min" in used else None,
        max=read_number(form.max, whole=whole) if "max" in used else None,
        decimals="decimals" in used and bool(form.decimals.data),
        unit=form.unit.texts if "unit" in used else {},
        low=form.low.texts if "low" in used else {},
        high=form.high.texts if "high" in used else {},
        show_if=_read_condition(form),
    )


def _read_condition(form: QuestionForm) -> Condition | None:
    if not form.if_question.text:
        return None
    relation = "is_not" if form.if_relation.text == "is_not" else "is"
    return Condition(form.if_question.text, form.if_answers.chosen, relation)


def _read_options(form: QuestionForm, setting: Setting, type: str) -> tuple[Option, ...]:
    """The answers in their order; a known key stays with its answer, a new answer gets a key of its own."""
    known = {option.key for option in setting.before.options} if setting.before else set()
    used: set[str] = set()
    read: list[Option] = []
    for row in _rows(form):
        label = row.label.texts
        key = row.key.data or ""
        if key not in known or key in used:
            key = suggest_option_key(german(label), known | used | set(setting.taken_options))
        used.add(key)
        read.append(Option(key, label, type == "multiple" and bool(row.exclusive.data)))
    return tuple(read)


def _rows(form: QuestionForm) -> Sequence[Any]:
    return [entry.form for entry in form.options.entries]


def drop_empty_rows(form: QuestionForm) -> None:
    """Takes away rows for answers in which nothing stands and which were never an answer."""
    kept = [entry.data for entry in form.options.entries if entry.form.key.data or entry.form.label.texts]
    set_rows(form, kept)


def warn_of_loss(form: QuestionForm) -> str:
    """What is lost if the question is kept with this type; empty if nothing is."""
    count = sum(1 for row in _rows(form) if row.label.texts)
    if not count or "options" in TYPES[form.type.text].fields:
        return ""
    lost = "Ihre Antwort fällt" if count == 1 else f"Ihre {count} Antworten fallen"
    return f"{lost} beim Speichern weg: Bei dieser Art wählt man nicht aus eigenen Antworten."


def leave_room(form: QuestionForm) -> None:
    """Sees to it that there are some rows to write into."""
    while len(form.options.entries) < FRESH_OPTIONS:
        form.options.append_entry({"key": ""})


def set_rows(form: QuestionForm, rows: Sequence[dict[str, Any]]) -> None:
    """Gives the form these rows for answers, numbered anew."""
    while form.options.entries:
        form.options.pop_entry()
    for row in rows:
        form.options.append_entry(row)
