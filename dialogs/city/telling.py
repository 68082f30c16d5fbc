"""What many are to be told by the clock: which tellings are due of all that is published; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from dialogs.city.city import City, PublishedGuideline, PublishedSurvey
from dialogs.city.event import Event
from dialogs.city.event_wish import EventWish, moment_of
from dialogs.city.notification import Kind, NotificationKind
from dialogs.city.subscription import WINDOWS, topics_of
from dialogs.city.survey_wish import LAST_CHANCE, NUDGE, SILENCE
from dialogs.city.window import Moment
from dialogs.city.wish import DAYS_BEFORE, HOUR, WishKind, at_hour, day_of_call, day_of_section

ONCE = date(1970, 1, 1)
"""The day of tellings that come once for each thing, whenever that is."""

CALLS = (timedelta(days=3), LAST_CHANCE)
"""How long before the end of a window those are told who want to hear what closes."""

NUDGED_WITHIN = timedelta(days=7)
"""How many days late a reminder of a begun survey may be, after an outage."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling that is due: what of, to whom; `name` and `day` tell it from others of the same thing.

    It goes to those who wished for `wish`, on a day from `since` to `until`, or to subscribers of `topic`.
    """

    of: str
    slug: str
    kind: NotificationKind
    name: str
    day: date
    version: int = 0
    """Tells notifications of the same kind about the same thing apart (see `NotificationKind`)."""
    wish: str = ""
    since: date = date.min
    until: date = date.max
    topic: str = ""
    is_urgent: bool = True
    """Whether it goes before what is told to all subscribers."""


def minute_of(moment: datetime) -> int:
    """A moment in minutes since 1970."""
    return (moment - _EPOCH) // timedelta(minutes=1)


def list_due(city: City, now: datetime, zone: tzinfo) -> list[Telling]:
    """Everything that is due at this moment, by the clock on the wall in `zone`; what is urgent comes first.

    What was told already is among it: `storage.reminders` knows how far each telling has come.
    """
    found = [telling for event in city.events.values() for telling in _of_event(event, now, zone)]
    for survey in city.surveys.values():
        found += _of_survey(survey, now, zone)
    for guideline in city.guidelines.values():
        found += _of_guideline(guideline, now, zone)
    return sorted(found, key=lambda telling: not telling.is_urgent)


def _of_event(event: Event, now: datetime, zone: tzinfo) -> Iterator[Telling]:
    """Reminders whose moment has come, and that the event is there: as long as it has not begun."""
    if event.cancelled or now >= event.starts:
        return
    starts = event.starts.astimezone(UTC)
    for wish in EventWish:
        moment = moment_of(wish, event, zone)
        if moment <= now:
            # An event that is moved is told of anew.
            name, version = f"{wish} {starts:%H:%M}", minute_of(moment)
            kind = NotificationKind.EVENT_REMINDER
            yield Telling("event", event.slug, kind, name, starts.date(), version, wish=wish)
    for topic in topics_of(event):
        kind, name = NotificationKind.EVENT_NEW, f"new {topic}"
        yield Telling("event", event.slug, kind, name, ONCE, topic=topic, is_urgent=False)


def _of_survey(published: PublishedSurvey, now: datetime, zone: tzinfo) -> Iterator[Telling]:
    if published.at(now) is not Moment.OPEN:
        return
    survey, slug = published.newest, published.slug
    yield from _opening("survey", slug, survey.opens, zone)
    if survey.closes:
        for before in CALLS:
            yield from _call("survey", slug, survey.closes, before, NUDGE, now, zone)
    wall = now.astimezone(zone)
    if wall.hour >= HOUR:
        day = wall.date()
        until = day - SILENCE
        yield Telling(
            "survey",
            slug,
            NotificationKind.SURVEY_WAITS,
            NUDGE,
            day,
            wish=NUDGE,
            since=until - NUDGED_WITHIN,
            until=until,
        )


def _of_guideline(published: PublishedGuideline, now: datetime, zone: tzinfo) -> Iterator[Telling]:
    if published.at(now) is not Moment.OPEN:
        return
    guideline, slug = published.newest, published.slug
    yield from _opening("guideline", slug, guideline.opens, zone)
    if guideline.closes:
        for wish, before in DAYS_BEFORE.items():
            yield from _call("guideline", slug, guideline.closes, before, wish, now, zone)
    day = day_of_section(published, now, zone)
    if day:
        # Who switches it on today gets the first section tomorrow.
        until, kind = day - timedelta(days=1), NotificationKind.NEXT_SECTION
        wish = WishKind.DAILY
        yield Telling("guideline", slug, kind, wish, day, day.toordinal(), wish=wish, until=until)


def _opening(of: Kind, slug: str, opens: datetime | None, zone: tzinfo) -> Iterator[Telling]:
    day = opens.astimezone(zone).date() if opens else None
    kind, version = NotificationKind.WINDOW_OPENS, day.toordinal() if day else 0
    yield Telling(of, slug, kind, "opens", day or ONCE, version, topic=WINDOWS, is_urgent=False)


def _call(
    of: Kind, slug: str, closes: datetime, before: timedelta, wish: str, now: datetime, zone: tzinfo
) -> Iterator[Telling]:
    """Word of the end: to those who wished for it, and to all who want to hear what closes."""
    day = day_of_call(closes, before, zone)
    if now < at_hour(day, zone):
        return
    kind, name, version = NotificationKind.LAST_CALL, f"call {before.days}", day.toordinal()
    yield Telling(of, slug, kind, f"{name} {wish}", day, version, wish=wish, until=day)
    if before in CALLS:
        yield Telling(of, slug, kind, f"{name} {WINDOWS}", day, version, topic=WINDOWS, is_urgent=False)


def calls_by(wishes: frozenset[str], *, subscribed: bool) -> frozenset[timedelta]:
    """How long before the end somebody wants to hear of it, by what was wished for and subscribed to."""
    wished = {before for wish, before in DAYS_BEFORE.items() if wish in wishes}
    return frozenset(wished | {*(CALLS if subscribed or NUDGE in wishes else ())})
