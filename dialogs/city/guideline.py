"""A guideline of the city: sections with their own fixed numbers, and a window for comments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from dialogs.city.window import Window
from dialogs.text import Localized


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

    @property
    def window(self) -> Window:
        """When it can be commented on."""
        return Window(self.opens, self.closes)
