"""A guideline of the city: sections with their own fixed numbers, and a window for comments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from dialogs.city.periods import KEEP_DAYS
from dialogs.city.window import Window
from dialogs.text import Localized


class Moderation(StrEnum):
    """Whether a moderator looks at a comment before others may read it, or after."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Section:
    """One section; its number never changes, so that links to it stay right."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    number: int
    title: Localized
    text: Localized


@dataclass(frozen=True, slots=True)
class Guideline:
    """One published version of a guideline."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    slug: str
    title: Localized
    sections: tuple[Section, ...]
    about: Localized = field(default_factory=dict)
    opens: datetime | None = None
    closes: datetime | None = None
    moderation: Moderation = Moderation.BEFORE
    keep_days: int = KEEP_DAYS
    """Days after its end for which it can still be told who said what."""

    @property
    def shows_at_once(self) -> bool:
        """Whether others may read a comment as soon as it is handed in."""
        return self.moderation is Moderation.AFTER

    @property
    def window(self) -> Window:
        """When it can be commented on."""
        return Window(self.opens, self.closes)

    def section(self, number: int) -> Section | None:
        """The section with this number, if there is one."""
        return next((section for section in self.sections if section.number == number), None)

    def position(self, number: int) -> int:
        """Where a section stands among the others, from 1; 0 if there is none with this number."""
        numbers = [section.number for section in self.sections]
        return numbers.index(number) + 1 if number in numbers else 0

    def neighbour(self, number: int, steps: int) -> Section | None:
        """The section so many steps further on, or back if negative; None beyond the ends."""
        there = self.position(number) - 1 + steps
        known = self.position(number) and 0 <= there < len(self.sections)
        return self.sections[there] if known else None
