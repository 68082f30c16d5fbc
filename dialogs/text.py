"""What a screen is made of: interface texts, texts of staff, and a person's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

LANGUAGES: tuple[str, ...] = ("de", "en", "de@simple")
"""The languages of the interface, the first being the one everything falls back to."""

Localized = Mapping[str, str]
"""What staff wrote: language code → text. A language may be missing."""


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence of the interface: a message id, its plural, and values that are put in when it is shown."""

    msgid: str
    values: Mapping[str, "Value"] = field(default_factory=dict)
    plural: str = ""
    count: int = 0

    def __hash__(self) -> int:
        """By the id and the values. Raises TypeError if one of them is a person's own words."""
        return hash((self.msgid, *self.values.values()))


@dataclass(frozen=True, slots=True)
class Content:
    """What staff wrote, in several languages; `rich` texts are Markdown, all others are plain."""

    texts: Localized
    rich: bool = False

    def __hash__(self) -> int:
        """By the text in the language nearly all are written in."""
        return hash(self.texts.get(LANGUAGES[0]))


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words: always plain, isolated, never parsed or translated."""

    words: str

    __hash__ = None  # type: ignore[assignment]  # nothing that remembers screens may keep what a person said


@dataclass(frozen=True, slots=True)
class Appointment:
    """A moment people come at: told with its day of the week, which is what they plan by."""

    moment: datetime


Words = Text | Content | Quote
Value = Words | Appointment | str | int | Decimal | date | datetime


def _(msgid: str, **values: Value) -> Text:
    """A sentence of the interface with its values; the catalogues are made from these calls."""
    return Text(msgid, values)


def n_(singular: str, plural: str, count: int, **values: Value) -> Text:
    """A sentence that depends on a number, which it may name as {count}."""
    return Text(singular, {"count": count, **values}, plural, count)


def staff(msgid: str, **values: Value) -> Text:
    """A sentence for staff, whose pages speak German only: it is in no catalogue."""
    return Text(msgid, values)


def filled(texts: Localized) -> bool:
    """Whether staff wrote anything in any language."""
    return any(text.strip() for text in texts.values())
