"""In which state an event is, in words: draft, coming, running, over, cancelled."""

from collections.abc import Sequence
from datetime import datetime

from admin_web.editor.states import Badge, Tell
from dialogs.city.event import Event, Stage
from storage.items import Item


def state_of(item: Item, published: Event | None, now: datetime) -> list[Badge]:
    """The state of an event (None: not published), and whether its draft is ahead of it."""
    if published is None:
        return [Badge("Entwurf", "busy")]
    found = [_of_published(published, now)]
    if item.has_draft:
        found.append(Badge("Entwurf neuer als veröffentlicht", "busy"))
    return found


def _of_published(event: Event, now: datetime) -> Badge:
    if event.cancelled:
        return Badge("abgesagt", "bad")
    match event.at(now):
        case Stage.COMING:
            return Badge("kommt", "good")
        case Stage.RUNNING:
            return Badge("läuft gerade", "good")
        case Stage.OVER:
            return Badge("vorbei")


def warnings(event: Event, now: datetime, tell: Tell) -> Sequence[str]:
    """What is allowed and still worth a second look before publishing."""
    if event.at(now) is Stage.OVER and not event.minutes:
        return [f"Der Termin ({tell(event.starts)}) ist schon vorbei."]
    if event.at(now) is Stage.RUNNING:
        return [f"Der Termin hat schon begonnen ({tell(event.starts)})."]
    return []
