"""Numbers as people in Germany type them, read with what is wrong beside their field."""

import re

from admin_web.forms import Line, refuse

_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,9})?")


def read_number(
    field: Line, *, whole: bool, otherwise: str = "Das ist keine Zahl. Bitte nur Ziffern, zum Beispiel 12."
) -> float | None:
    """The number typed, None for none; says `otherwise` beside the field if it is not one."""
    if not field.text:
        return None
    if not _NUMBER.fullmatch(field.text):
        refuse(field, otherwise)
        return None
    number = float(field.text.replace(",", "."))
    if whole and not number.is_integer():
        refuse(field, "Bitte eine ganze Zahl, ohne Komma.")
        return None
    return number


def read_count(field: Line, before: int, example: int) -> int:
    """The whole number typed; says beside the field if there is none, and leaves what was there before."""
    number = read_number(field, whole=True)
    if number is None and not field.errors:
        refuse(field, f"Bitte eine Zahl angeben, zum Beispiel {example}.")
    return before if number is None else int(number)


def typed_number(number: float | None) -> str:
    """A number as it stands in a field."""
    return "" if number is None else f"{number:.9g}".replace(".", ",")
