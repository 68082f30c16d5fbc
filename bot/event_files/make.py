"""Makes calendar files (RFC 5545): each event keeps its name for good, so that a change is taken for one."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from bot.event_files.timezones import describe_zone
from bot.town import Town
from dialogs.city.cleaning import clean
from dialogs.city.event import Event
from dialogs.engine.attachment import EventFile
from dialogs.text import Content, Words, _, filled
from locales.translator import Translator, translator
from storage.city import Edition, Shelf
from storage.pseudonyms import keyed_digest

CANCEL = "CANCEL"
"""The method of RFC 5546 that takes an event out of a calendar."""

PRODUCT = "-//Stadtdialog//Termine//DE"
LOOK_AGAIN = timedelta(hours=6)
"""How often a calendar that is subscribed to should look for changes."""


async def make(town: Town, file: EventFile, public_url: str = "") -> bytes | None:
    """The content of a file; None if the event is not there (any more)."""
    async with town.database.read() as connection:
        shelf = await town.cities.current(connection)
    if file.slug and file.slug not in shelf.city.events:
        return None
    slugs = [file.slug] if file.slug else sorted(shelf.city.events)
    speaker = translator(file.language, town.zone)
    method = find_method(shelf, file.slug)
    return await asyncio.to_thread(draw, shelf, slugs, speaker, town.key, public_url, method)


def find_method(shelf: Shelf, slug: str) -> str:
    """What a file asks a calendar to do: one that is opened again takes away an event that is cancelled.

    That needs somebody who says so, by an address. All others only tell how things are.
    """
    event = shelf.city.events.get(slug)
    return CANCEL if event and event.cancelled and shelf.city.project.contact.email else ""


def draw(
    shelf: Shelf,
    slugs: Iterable[str],
    speaker: Translator,
    key: bytes,
    public_url: str = "",
    method: str = "",
) -> bytes:
    """These events as one calendar in one language; the same ones always give the same bytes.

    `key` makes their names unlike those of every other town, `public_url` is where their links lead.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    calendar.add("x-wr-calname", _tidy(speaker, Content(shelf.city.project.name)))
    calendar.add("refresh-interval", LOOK_AGAIN, {"value": "DURATION"})
    chosen = [shelf.city.events[slug] for slug in slugs]
    if chosen:
        first = min(event.starts for event in chosen)
        last = max(event.ends or event.starts for event in chosen)
        calendar.add_component(describe_zone(speaker.zone, first, last))
    for event in chosen:
        entry = _entry(event, shelf.editions[event.slug], speaker)
        entry.add("uid", f"{keyed_digest(key, 'event', event.slug)}@stadtdialog")
        if method:
            entry.add("organizer", _organizer(shelf, speaker))
        if public_url:
            entry.add("url", f"{public_url.rstrip('/')}/?start=event-{event.slug}")
        calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _entry(event: Event, edition: Edition, speaker: Translator) -> icalendar.Event:
    """One event; whoever has an older edition of it knows by the sequence that this one counts."""
    entry = icalendar.Event()
    name: Words = Content(event.title)
    if event.cancelled:
        name = _("Fällt aus: {title}", title=name)
    entry.add("summary", _tidy(speaker, name))
    entry.add("dtstamp", edition.published.astimezone(UTC))
    entry.add("last-modified", edition.published.astimezone(UTC))
    entry.add("sequence", edition.number - 1)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("dtstart", _wall_time(event.starts, speaker.zone))
    if event.ends:
        entry.add("dtend", _wall_time(event.ends, speaker.zone))
    if filled(event.about):
        entry.add("description", _tidy(speaker, Content(event.about, rich=True)))
    if place := ", ".join(filter(None, (clean(event.place), clean(event.address)))):
        entry.add("location", place)
    if event.lat is not None and event.lon is not None:
        entry.add("geo", (event.lat, event.lon))
    return entry


def _organizer(shelf: Shelf, speaker: Translator) -> icalendar.vCalAddress:
    """Whom to ask, under the name of the project."""
    address = icalendar.vCalAddress(f"mailto:{shelf.city.project.contact.email}")
    address.params["cn"] = icalendar.vText(_tidy(speaker, Content(shelf.city.project.name)))
    return address


def _wall_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """The time on the clocks of the city; in UTC where they show it for the second time in that night."""
    local = moment.astimezone(zone)
    return moment.astimezone(UTC) if local.fold else local


def _tidy(speaker: Translator, words: Words) -> str:
    return clean(speaker.plain(words)).strip()
