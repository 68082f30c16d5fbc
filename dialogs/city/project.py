"""The project the city hears its people about: what it is, its dates, its minutes, whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from dialogs.text import Localized


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step of the timetable."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    date: date
    text: Localized


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one session."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    date: date
    title: Localized
    text: Localized


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    name: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    hours: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the notice before the first contribution names."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    controller: str = ""
    officer: str = ""
    authority: str = ""
    purpose: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Legal:
    """What the law asks a public page to say, as Markdown; without a text the pages say what is known anyway.

    `feedback` is an e-mail address or a phone number to which people report barriers.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    imprint: Localized = field(default_factory=dict)
    privacy: Localized = field(default_factory=dict)
    accessibility: Localized = field(default_factory=dict)
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """What it is about, how far it is, what came of it, whom to ask."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    name: Localized
    about: Localized = field(default_factory=dict)
    notice: Localized = field(default_factory=dict)
    level: Localized = field(default_factory=dict)
    status: Localized = field(default_factory=dict)
    timetable: tuple[Milestone, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    contact: Contact = field(default_factory=Contact)
    privacy: Privacy = field(default_factory=Privacy)
    legal: Legal = field(default_factory=Legal)
