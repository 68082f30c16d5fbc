"""The chat in which somebody who works for the city looks at announcements before they go out."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StaffDoor:
    """Whether a code still links this chat, and to whom it is linked. Answered with a `StaffChat`."""

    code: str


@dataclass(frozen=True, slots=True)
class StaffChat:
    """Until when the code can be used (None: not at all, not any more), and whose chat this is by now."""

    expires: datetime | None = None
    name: str = ""
