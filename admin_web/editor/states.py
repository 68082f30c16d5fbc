"""In which state something is, in words: draft, open from or until, closed, draft newer than published."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dialogs.city.window import Moment, Window
from storage.items import Item

Tell = Callable[[datetime], str]
"""Says a moment in the city's time."""

ORDER = ("good", "busy", "")
"""Looks in the order of lists: running, being written, everything else."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A word for a state and how it looks: good, busy, bad or nothing."""

    words: str
    kind: str = ""


def state_of(item: Item, window: Window | None, now: datetime, tell: Tell) -> list[Badge]:
    """The state of something with this window (None: not published), and whether its draft is ahead of it."""
    if window is None:
        return [Badge("Entwurf", "busy")]
    found = [_of_published(item, window, now, tell)]
    if item.has_draft:
        found.append(Badge("Entwurf neuer als veröffentlicht", "busy"))
    return found


def _of_published(item: Item, window: Window, now: datetime, tell: Tell) -> Badge:
    if item.closed:
        return Badge("geschlossen")
    match window.at(now):
        case Moment.BEFORE if window.opens:
            return Badge(f"offen ab {tell(window.opens)}")
        case Moment.AFTER if window.closes:
            return Badge(f"beendet seit {tell(window.closes)}")
        case _open if window.closes:
            return Badge(f"offen bis {tell(window.closes)}", "good")
        case _open:
            return Badge("offen, ohne Ende", "good")


def warnings(noun: str, window: Window, now: datetime, tell: Tell) -> list[str]:
    """What is allowed and still worth a second look before publishing."""
    if window.closes and window.closes <= now:
        return [f"Das Ende ({tell(window.closes)}) ist schon vorbei. Niemand kann dann noch mitmachen."]
    if window.opens and window.opens > now:
        return [f"Die {noun} beginnt erst am {tell(window.opens)}."]
    return []
