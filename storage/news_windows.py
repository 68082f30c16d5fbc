"""What notifications of surveys and guidelines are about, read together: one query for each kind of thing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.city import PublishedGuideline, PublishedSurvey
from dialogs.city.notification import (
    Kind,
    LastCall,
    News,
    NextSection,
    NotificationKind,
    SurveyWaits,
    WindowOpens,
)
from dialogs.city.subscription import WINDOWS
from dialogs.city.survey_wish import NUDGE
from dialogs.city.telling import calls_by
from dialogs.city.wish import WishKind, at_hour, day_of_call, next_unread
from dialogs.engine.wants import Guidelines, MyGuidelines, Reading, RunState
from storage.city import Shelf
from storage.notifications import Fate, Untold
from storage.pseudonyms import pseudonym
from storage.subscriptions import read_topics
from storage.tables import answers, participation, wishes
from storage.wants_guidelines import my_guidelines

KINDS = (
    NotificationKind.NEXT_SECTION,
    NotificationKind.LAST_CALL,
    NotificationKind.SURVEY_WAITS,
    NotificationKind.WINDOW_OPENS,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is known of those who are to be told: wishes and states by citizen and item."""

    shelf: Shelf
    now: datetime
    zone: tzinfo
    topics: Mapping[int, frozenset[str]]
    wishes: Mapping[tuple[int, int], frozenset[str]]
    states: Mapping[tuple[int, int], str]
    readings: Mapping[int, Guidelines] = field(default_factory=dict)
    last: Mapping[tuple[int, int], date] = field(default_factory=dict)


async def find_windows(
    connection: AsyncConnection,
    shelf: Shelf,
    key: bytes,
    untold: Sequence[Untold],
    now: datetime,
    zone: tzinfo,
) -> dict[int, News | Fate]:
    """What they are about, or why they are not told, by the number of the notification."""
    ours = [each for each in untold if each.kind in KINDS]
    if not ours:
        return {}
    people, items = sorted({each.citizen for each in ours}), sorted({each.subject for each in ours})
    desk = Desk(
        shelf,
        now,
        zone,
        await read_topics(connection, people),
        await read_wishes(connection, people, items),
        await _states(connection, people, items),
        await _readings(connection, shelf, key, ours),
        await _last_days(connection, shelf, key, ours),
    )
    return {each.id: _tell(desk, each) for each in ours}


def _tell(desk: Desk, each: Untold) -> News | Fate:
    survey = desk.shelf.city.surveys.get(desk.shelf.surveys.slugs.get(each.subject, ""))
    guideline = desk.shelf.city.guidelines.get(desk.shelf.guidelines.slugs.get(each.subject, ""))
    published = survey or guideline
    if published is None:
        return Fate.OVER
    if desk.states.get((each.citizen, each.subject)) == RunState.COMPLETE:
        return Fate.OVER
    match each.kind:
        case NotificationKind.WINDOW_OPENS:
            of: Kind = "survey" if survey else "guideline"
            wanted = WINDOWS in desk.topics[each.citizen]
            return WindowOpens(published.slug, of) if wanted else Fate.NOT_WISHED
        case NotificationKind.LAST_CALL:
            return _call(desk, each, published)
        case NotificationKind.SURVEY_WAITS:
            return _waits(desk, each, published)
        case _section:
            return _section_of(desk, each, guideline) if guideline else Fate.OVER


def _call(desk: Desk, each: Untold, published: PublishedSurvey | PublishedGuideline) -> News | Fate:
    """The newest word of the end that somebody wants, unless it is moved or he has finished."""
    closes = published.newest.closes
    if closes is None:
        return Fate.OVER
    chosen = desk.wishes.get((each.citizen, each.subject), frozenset())
    wished = calls_by(chosen, subscribed=False)
    wanted = wished | calls_by(frozenset(), subscribed=WINDOWS in desk.topics[each.citizen])
    days = {before: day_of_call(closes, before, desk.zone) for before in wanted}
    mine = next((before for before, day in days.items() if day.toordinal() == each.version), None)
    if mine is None:
        return Fate.NOT_WISHED
    if any(at_hour(day, desk.zone) <= desk.now for before, day in days.items() if before < mine):
        return Fate.SUPERSEDED
    if isinstance(published, PublishedSurvey):
        return LastCall(published.slug, "survey", mine in wished)
    reading = desk.readings[each.citizen].readings.get(published.slug, Reading())
    has_finished = {*reading.parted(published.versions).votes} >= {
        s.number for s in published.newest.sections
    }
    return Fate.OVER if has_finished else LastCall(published.slug, "guideline", mine in wished)


def _waits(desk: Desk, each: Untold, published: PublishedSurvey | PublishedGuideline) -> News | Fate:
    at = each.citizen, each.subject
    if NUDGE not in desk.wishes.get(at, ()):
        return Fate.NOT_WISHED
    return SurveyWaits(published.slug, desk.last.get(at)) if at in desk.states else Fate.OVER


def _section_of(desk: Desk, each: Untold, published: PublishedGuideline) -> News | Fate:
    """The next one; who has read everything has nothing more to be told."""
    if WishKind.DAILY not in desk.wishes.get((each.citizen, each.subject), ()):
        return Fate.NOT_WISHED
    reading = desk.readings[each.citizen].readings.get(published.slug, Reading())
    section = next_unread(published.newest, reading.sections)
    return NextSection(published.slug, section.number) if section else Fate.OVER


_WISHES = select(wishes.c.citizen, wishes.c.item, wishes.c.kind).where(
    wishes.c.citizen.in_(bindparam("people", expanding=True)),
    wishes.c.item.in_(bindparam("items", expanding=True)),
)
_STATES = select(participation.c.citizen, participation.c.item, participation.c.state).where(
    participation.c.citizen.in_(bindparam("people", expanding=True)),
    participation.c.item.in_(bindparam("items", expanding=True)),
)
_LAST = (
    select(answers.c.item, answers.c.pseudonym, func.max(answers.c.day))
    .where(
        answers.c.item.in_(bindparam("items", expanding=True)),
        answers.c.pseudonym.in_(bindparam("names", expanding=True)),
    )
    .group_by(answers.c.item, answers.c.pseudonym)
)


async def read_wishes(
    connection: AsyncConnection, people: Sequence[int], items: Sequence[int]
) -> dict[tuple[int, int], frozenset[str]]:
    """What these citizens wish to be told of these items."""
    found: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    parameters = {"people": people, "items": items}
    for citizen, item, kind in (await connection.execute(_WISHES, parameters)).all():
        found[citizen, item].add(kind)
    return {at: frozenset(kinds) for at, kinds in found.items()}


async def _states(
    connection: AsyncConnection, people: Sequence[int], items: Sequence[int]
) -> dict[tuple[int, int], str]:
    """How far they are in surveys."""
    rows = (await connection.execute(_STATES, {"people": people, "items": items})).all()
    return {(citizen, item): state for citizen, item, state in rows}


async def _readings(
    connection: AsyncConnection, shelf: Shelf, key: bytes, ours: Sequence[Untold]
) -> dict[int, Guidelines]:
    """How far they are in guidelines."""
    people = sorted({each.citizen for each in ours if each.subject in shelf.guidelines.slugs})
    if not people:
        return {}
    found = await my_guidelines(connection, shelf, key, [(citizen, MyGuidelines()) for citizen in people])
    return {
        citizen: mine for citizen, mine in zip(people, found, strict=True) if isinstance(mine, Guidelines)
    }


async def _last_days(
    connection: AsyncConnection, shelf: Shelf, key: bytes, ours: Sequence[Untold]
) -> dict[tuple[int, int], date]:
    """The day of the last answer in surveys that wait."""
    waiting = [each for each in ours if each.kind == NotificationKind.SURVEY_WAITS]
    names = {
        (each.subject, pseudonym(key, salt, each.citizen)): each.citizen
        for each in waiting
        if (salt := shelf.surveys.salts.get(shelf.surveys.slugs.get(each.subject, "")))
    }
    if not names:
        return {}
    parameters = {"items": sorted({item for item, _ in names}), "names": [name for _, name in names]}
    rows = (await connection.execute(_LAST, parameters)).all()
    return {(names[item, name], item): day for item, name, day in rows}
