"""Fields that hold a text in each language."""

import wtforms

from admin_web.forms import Form, Line, Lines
from admin_web.speech import LANGUAGE_NAMES
from dialogs.text import Localized

CODES = {"de": "de", "en": "en", "simple": "de@simple"}
"""Name of a field → language; a field cannot be called de@simple."""
FIELD_OF = {code: name for name, code in CODES.items()}


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


def line(label: str, description: str = "") -> InLanguages:
    """One line in each language."""
    return InLanguages(LineInLanguages, label, description=description)


def lines(label: str, description: str = "") -> InLanguages:
    """A text of several lines in each language."""
    return InLanguages(LinesInLanguages, label, description=description)


def typed_texts(texts: Localized) -> dict[str, str]:
    """A text in several languages as the fields take it."""
    return {FIELD_OF[code]: text for code, text in texts.items() if code in FIELD_OF}
