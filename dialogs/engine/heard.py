"""What a citizen did, told without any channel."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Said:
    """Words typed; `ref` is the channel's number of the message (0 where there is none).

    `replies_to` is the number of the message they are a reply to, where the channel knows of such (else 0).
    """

    text: str
    ref: int = 0
    replies_to: int = 0


@dataclass(frozen=True, slots=True)
class Corrected:
    """Words typed earlier and changed now; `ref` is the number of the message that was changed."""

    text: str
    ref: int
    replies_to: int = 0


@dataclass(frozen=True, slots=True)
class Chose:
    """A step button pressed: the mark of the step it belongs to, and its value."""

    mark: str
    value: str


@dataclass(frozen=True, slots=True)
class Called:
    """A door: deep link, command or door button that leads to a talk and an item of it."""

    talk: str
    item: str = ""

    @property
    def acts(self) -> bool:
        """Whether it does something at once: a button may say so behind a dot, a link never can."""
        return "." in self.item


class Wish(StrEnum):
    """What people wish for by a single word, wherever they are."""

    BACK = "back"
    PAUSE = "pause"
    SKIP = "skip"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Wished:
    """A word such as "zurück" or "stopp"; the typed text is kept."""

    wish: Wish
    text: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something no talk can use; `kind` names it: sticker, voice, photo, contact, command, button …"""

    kind: str


Heard = Said | Corrected | Chose | Called | Wished | Unclear
