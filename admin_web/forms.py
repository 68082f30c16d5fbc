"""What all forms share: fields of cleaned text, German sentences, refusals beside their field."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar

import wtforms
from aiohttp import web
from wtforms.validators import ValidationError

from admin_web.fields import FIELDS
from dialogs.city.cleaning import clean, is_empty

_BLANKS = re.compile("[ \t\n]+")


def clean_text(text: str | None) -> str:
    """What is kept of a text: no broken characters, nothing invisible only, no blanks around it."""
    cleaned = clean(text or "").strip()
    return "" if is_empty(cleaned) else cleaned


class Form(wtforms.Form):
    """A form of the admin page; what the library says by itself it says in German."""

    class Meta:
        """See the library's documentation of `class Meta`."""

        locales = ("de",)


class Line(wtforms.StringField):
    """One line of text, cleaned."""

    @property
    def text(self) -> str:
        """What was typed, empty if nothing was."""
        return self.data or ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Takes what was sent."""
        self.data = _BLANKS.sub(" ", clean_text(valuelist[0])) if valuelist else ""


class Lines(Line):
    """Text of several lines, cleaned."""

    widget = wtforms.widgets.TextArea()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Takes what was sent."""
        self.data = clean_text(valuelist[0]) if valuelist else ""


class OneOf(Line):
    """One of several choices, drawn by the macro `choice` as radio buttons or by `select` as a list."""

    def __init__(self, label: str, choices: Sequence[tuple[str, str]], missing: str, **more: Any) -> None:
        """`choices` are pairs of value and label; `missing` is said if what comes is none of them."""
        super().__init__(label, **more)
        self.choices = choices
        self.missing = missing

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        """Takes only what was offered."""
        if self.text not in dict(self.choices):
            raise wtforms.validators.StopValidation(self.missing)


class Secret(wtforms.PasswordField):
    """A password: never shown again, never changed but for the one form in which letters are composed."""

    @property
    def text(self) -> str:
        """What was typed, as it is hashed."""
        return unicodedata.normalize("NFC", self.data or "")


AnyForm = TypeVar("AnyForm", bound=wtforms.Form)


def take(request: web.Request, form: type[AnyForm]) -> AnyForm:
    """The form with what was sent; fields it does not have are ignored."""
    return form(request.get(FIELDS))


class Required:
    """Something must be typed; invisible characters are nothing."""

    def __init__(self, message: str) -> None:
        """`message` says what is missing."""
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        """Stops the other checks: about nothing there is nothing more to say."""
        if not field.data or (isinstance(field.data, str) and is_empty(field.data)):
            raise wtforms.validators.StopValidation(self.message)


class AtMost:
    """A text has at most so many characters."""

    def __init__(self, most: int) -> None:
        """`most` characters."""
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        """Says by how much it is too long."""
        over = len(field.data or "") - self.most
        if over > 0:
            raise ValidationError(f"Das sind {over} Zeichen zu viel. Höchstens {self.most} passen hinein.")


def refuse(field: wtforms.Field, *sentences: str) -> None:
    """Puts a refusal of a rule beside the field it is about."""
    field.errors = [*field.errors, *sentences]


LONGEST_NAME = 60
"""Characters of a colleague's name."""


def check_name(field: Line) -> bool:
    """Whether a field holds a name one can read on one line; else says beside it what is wrong."""
    name = field.text
    if not name:
        refuse(field, "Bitte geben Sie einen Namen ein.")
    elif len(name) > LONGEST_NAME:
        refuse(field, f"Der Name ist zu lang. Höchstens {LONGEST_NAME} Zeichen passen hinein.")
    elif not name.isprintable():
        refuse(field, "Der Name enthält unsichtbare Zeichen. Bitte tippen Sie ihn neu ein.")
    return not field.errors
