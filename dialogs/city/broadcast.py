"""One message of the city to many people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from dialogs.text import Localized


class BroadcastState(StrEnum):
    """How far a broadcast is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    """It waits for a second person."""
    PLANNED = "planned"
    """It begins when its time has come."""
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    """It was never sent, and will not be."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is to get it; all that is said must hold, what is empty says nothing."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    topic: str = ""
    """Those who subscribed to it (`dialogs.city.subscription`)."""
    languages: tuple[str, ...] = ()
    took_part_in: str = ""
    not_in: str = ""
    """Slugs of surveys."""
    signed_up_for: str = ""
    """The slug of an event."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What is said, to whom, and where it leads."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    title: Localized
    text: Localized = field(default_factory=dict)
    """Markdown, as in all texts by staff."""
    leads_to: str = ""
    """Where its button leads, as in a deep link (`survey-<slug>`, `event-<slug>` …); empty: no button."""
    attachment: str = ""
    """The digest of a picture or document; empty: none."""
    audience: Audience = field(default_factory=Audience)
    spread_minutes: int = 0
    """Over how many minutes it is spread; 0: as fast as allowed."""
    service: bool = False
    """Whether it belongs to what people have signed up for: then it needs no consent to announcements."""
