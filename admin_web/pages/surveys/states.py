"""In which state a survey is, in words: draft, open from or until, closed, draft newer than published."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dialogs.city.city import PublishedSurvey
from dialogs.city.survey import Survey
from dialogs.city.window import Moment
from storage.items import Item

Tell = Callable[[datetime], str]
"""Says a moment in the city's time."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A word for a state and how it looks: good, busy, bad or nothing."""

    words: str
    kind: str = ""


def state_of(item: Item, newest: Survey | None, now: datetime, tell: Tell) -> list[Badge]:
    """The state of a survey, and whether its draft is ahead of it."""
    if newest is None:
        return [Badge("Entwurf", "busy")]
    found = [_of_published(item, newest, now, tell)]
    if item.has_draft:
        found.append(Badge("Entwurf neuer als veröffentlicht", "busy"))
    return found


def _of_published(item: Item, newest: Survey, now: datetime, tell: Tell) -> Badge:
    published = PublishedSurvey(item.slug, {item.version: newest}, item.closed)
    if item.closed:
        return Badge("geschlossen")
    match published.at(now):
        case Moment.BEFORE if newest.opens:
            return Badge(f"offen ab {tell(newest.opens)}")
        case Moment.AFTER if newest.closes:
            return Badge(f"beendet seit {tell(newest.closes)}")
        case _open if newest.closes:
            return Badge(f"offen bis {tell(newest.closes)}", "good")
        case _open:
            return Badge("offen, ohne Ende", "good")


def warnings(survey: Survey, now: datetime, tell: Tell) -> list[str]:
    """What is allowed and still worth a second look before publishing."""
    if survey.closes and survey.closes <= now:
        return [f"Das Ende ({tell(survey.closes)}) ist schon vorbei. Niemand kann dann noch mitmachen."]
    if survey.opens and survey.opens > now:
        return [f"Die Umfrage beginnt erst am {tell(survey.opens)}."]
    return []
