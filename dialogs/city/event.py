"""A date people can come to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from dialogs.text import Localized


@dataclass(frozen=True, slots=True)
class Event:
    """What happens when and where; latitude and longitude in degrees (WGS 84)."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    slug: str
    title: Localized
    starts: datetime
    ends: datetime | None = None
    about: Localized = field(default_factory=dict)
    place: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
