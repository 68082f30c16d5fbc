"""How long each piece of news can wait, and until when it helps; pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from dialogs.city.city import City
from dialogs.city.digest import Urgency
from dialogs.city.notification import (
    EventChanged,
    EventMinutes,
    EventNew,
    EventReminder,
    LastCall,
    News,
    NextSection,
    SeatFree,
    SurveyWaits,
    WindowOpens,
)
from dialogs.city.subscription import EVENTS, WINDOWS
from dialogs.city.survey_wish import SILENCE
from dialogs.city.wish import WishKind, at_hour


def urgency_of(news: News) -> Urgency:
    """What it waits for."""
    match news:
        case EventNew() | WindowOpens() | LastCall(wished=False):
            return Urgency.NEWS
        case LastCall() | SurveyWaits() | NextSection() | EventMinutes():
            return Urgency.CALL
        case _other:
            return Urgency.CHOSEN


def switch_of(news: News) -> str:
    """What ends it while it waits to be sent: a topic, or reminders of one thing; empty if nothing does."""
    match news:
        case EventNew():
            return EVENTS
        case WindowOpens() | LastCall(wished=False):
            return WINDOWS
        case LastCall(slug=slug, of=of):
            return switch_of_calls(of, slug)
        case SurveyWaits(survey=slug):
            return switch_of_calls("survey", slug)
        case EventReminder(event=slug, kind=kind):
            return switch_of_wish(kind, slug)
        case NextSection(guideline=slug):
            return switch_of_wish(WishKind.DAILY, slug)
        case _other:
            return ""


def switch_of_all(together: Iterable[News]) -> str:
    """What ends a message that tells all of these: with two topics in it, only that both are switched off."""
    return " ".join(sorted({switch_of(news) for news in together}))


BOTH = f"{EVENTS} {WINDOWS}"
"""What ends a digest in which there is something of both."""


def switch_of_calls(of: str, slug: str) -> str:
    """What ends reminders of the end of a survey or guideline."""
    return f"calls {of} {slug}"


def switch_of_wish(kind: str, slug: str) -> str:
    """What ends one kind of reminder."""
    return f"{kind} {slug}"


def useful_until(city: City, news: News, noted: datetime, zone: tzinfo) -> datetime | None:
    """When it helps nobody any more: an event begins, a window ends, the day it was noted on is over."""
    match news:
        case EventNew(event=slug) | EventReminder(event=slug) | SeatFree(event=slug):
            event = city.events.get(slug)
            return event.starts if event else None
        case EventChanged(event=slug, before=before):
            event = city.events.get(slug)
            # Who has not heard of it comes when it was to be before.
            return max(event.last, before.last) if event and before else None
        case SurveyWaits(survey=slug):
            survey = city.surveys.get(slug)
            return survey.newest.closes if survey else None
        case WindowOpens(slug=slug, of=of) | LastCall(slug=slug, of=of):
            published = city.surveys.get(slug) if of == "survey" else city.guidelines.get(slug)
            return published.newest.closes if published else None
        case NextSection():
            midnight = noted.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
            return midnight + timedelta(days=1)
        case _other:
            return None


def not_before(news: News, zone: tzinfo) -> datetime | None:
    """The earliest moment for it: who has gone on with a survey meanwhile is not reminded yet."""
    if isinstance(news, SurveyWaits) and news.last:
        return at_hour(news.last + SILENCE, zone)
    return None
