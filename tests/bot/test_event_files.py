"""Calendar files: right to the minute around every change of the clocks, the same event after each change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.event_files.make import draw, make
from bot.event_files.timezones import describe_zone
from bot.town import Town
from dialogs.city.city import City
from dialogs.city.event import Event
from dialogs.city.project import Contact, Project
from dialogs.engine.attachment import EventFile
from locales.translator import translator
from storage import definitions, items
from storage.city import PROJECT, Edition, Shelf
from storage.database import Database
from tests import sample
from tests.sample import NOW, both

BERLIN = ZoneInfo("Europe/Berlin")
FEST = Event(
    "fest",
    both("Stadtfest", "Town festival"),
    datetime(2024, 3, 31, 8, 0, tzinfo=UTC),
    datetime(2024, 3, 31, 10, 30, tzinfo=UTC),
    about={"de": "Mit **Musik**, Tanz; und mehr."},
    place="Marktplatz",
    address="Markt 1, 12345 Neustadt",
    lat=49.4,
    lon=7.7,
)


def shelf_with(*events: Event, number: int = 1) -> Shelf:
    chosen = {event.slug: event for event in events}
    return Shelf(City(events=chosen), editions=dict.fromkeys(chosen, Edition(number, NOW)))


def drawn(
    *events: Event, number: int = 1, language: str = "de", url: str = "", zone: ZoneInfo = BERLIN
) -> str:
    shelf = shelf_with(*events, number=number)
    return draw(shelf, shelf.city.events, translator(language, zone), sample.KEY, url).decode()


def lines(file: str) -> list[str]:
    """The lines of a file, unfolded; a file ends each with CRLF and has none longer than 75 bytes."""
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    assert file.endswith("\r\n") and "\n" not in file.replace("\r\n", "")
    return file.replace("\r\n ", "").split("\r\n")[:-1]


def entry(*of: Event, number: int = 1) -> dict[str, str]:
    """What the file says of its one event."""
    all_lines = lines(drawn(*of, number=number))
    own = all_lines[all_lines.index("BEGIN:VEVENT") + 1 : all_lines.index("END:VEVENT")]
    return dict(line.split(":", 1) for line in own)


def test_an_event_with_everything_we_know_of_it() -> None:
    told = entry(FEST)
    uid = told.pop("UID")
    assert uid.endswith("@stadtdialog") and len(uid) > 40
    assert told == {
        "SUMMARY": "Stadtfest",
        "DTSTAMP": "20240315T120000Z",
        "LAST-MODIFIED": "20240315T120000Z",
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "DTSTART;TZID=Europe/Berlin": "20240331T100000",
        "DTEND;TZID=Europe/Berlin": "20240331T123000",
        "DESCRIPTION": "Mit Musik\\, Tanz\\; und mehr.",
        "LOCATION": "Marktplatz\\, Markt 1\\, 12345 Neustadt",
        "GEO": "49.4;7.7",
    }


def test_little_is_known_of_it() -> None:
    assert {*entry(Event("treff", {"de": "Treff"}, NOW))} == {
        *("SUMMARY", "DTSTART;TZID=Europe/Berlin", "DTSTAMP", "UID", "LAST-MODIFIED", "SEQUENCE", "STATUS")
    }


def test_a_change_keeps_the_name_and_counts_on() -> None:
    later = replace(FEST, starts=FEST.starts + timedelta(hours=1), title=both("Fest", "Party"))
    before, after = entry(FEST), entry(later, number=4)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "3")
    assert entry(replace(FEST, slug="anderes"))["UID"] != before["UID"]


def test_what_is_cancelled_says_so() -> None:
    told = entry(replace(FEST, cancelled=True), number=2)
    assert (told["STATUS"], told["SUMMARY"], told["SEQUENCE"]) == ("CANCELLED", "Fällt aus: Stadtfest", "1")


def test_another_language_and_a_link() -> None:
    told = lines(drawn(FEST, language="en", url="https://dialog.example/"))
    assert "SUMMARY:Town festival" in told
    assert "DESCRIPTION:[German] Mit Musik\\, Tanz\\; und mehr." in told
    assert "URL:https://dialog.example/?start=event-fest" in told


def test_an_empty_calendar_is_one() -> None:
    assert lines(drawn())[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Stadtdialog//Termine//DE"]


@given(st.text(), st.text(), st.text())
def test_nothing_in_a_text_leaves_its_line(title: str, about: str, place: str) -> None:
    event = replace(FEST, title={"de": f"x{title}"}, about={"de": about}, place=place, address="")
    named = [line.split(":")[0].split(";")[0] for line in lines(drawn(event))]
    assert named.count("BEGIN") == named.count("END") == 5
    plain = lines(drawn(FEST))
    assert {*named} - {"DESCRIPTION", "LOCATION"} == {line.split(":")[0].split(";")[0] for line in plain} - {
        *("DESCRIPTION", "LOCATION")
    }


HOSTILE = "Fest\r\nEND:VEVENT\r\nBEGIN:VALARM,;\\\x00\x07\u2028\ud800" + "ü😀" * 60


def test_a_hostile_title_is_only_a_title() -> None:
    told = entry(replace(FEST, title={"de": HOSTILE}))
    assert told["SUMMARY"].startswith("Fest\\nEND:VEVENT\\nBEGIN:VALARM\\,\\;\\\\")
    assert "\x00" not in told["SUMMARY"] and told["SUMMARY"].endswith("ü😀")


# The zone, read by the letter of RFC 5545 and not by the library that wrote it.


def onsets(observance: Any, until: int) -> Iterator[datetime]:
    """When it begins, on the clocks as they were before."""
    first: datetime = observance["dtstart"].dt
    yield first
    dates = observance.get("rdate")
    yield from (each.dt for each in dates.dts) if dates else ()
    if rule := observance.get("rrule"):
        assert rule["byday"] == ["-1SU"]
        for year in range(first.year + 1, until + 1):
            day = first.replace(year=year, month=rule["bymonth"][0] + 1, day=1) - timedelta(days=1)
            while day.weekday() != 6:
                day -= timedelta(days=1)
            yield day


def as_read(file: str) -> tuple[datetime, datetime]:
    """Beginning and end of the one event, as a reader of the file understands them."""
    calendar: Any = icalendar.Calendar.from_ical(file)
    [zone], [event] = calendar.walk("VTIMEZONE"), calendar.walk("VEVENT")

    def read(name: str) -> datetime:
        moment: datetime = event[name].dt
        if "TZID" not in event[name].params:
            return moment.astimezone(UTC)
        wall = moment.replace(tzinfo=None)
        begun = [
            (onset, observance["tzoffsetto"].td)
            for observance in zone.subcomponents
            for onset in onsets(observance, wall.year + 1)
            if onset <= wall
        ]
        offset: timedelta = max(begun)[1]
        return (wall - offset).replace(tzinfo=UTC)

    return read("dtstart"), read("dtend")


def transitions() -> list[datetime]:
    """Every change of Berlin's clocks from 1980 to 2037, to the hour."""
    hours = (datetime(1980, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(58 * 8766))
    one = timedelta(hours=1)
    found: list[datetime] = []
    hour = next(hours)
    offset = hour.astimezone(BERLIN).utcoffset()
    for hour in hours:
        if hour.hour in (0, 1, 2) and (now := hour.astimezone(BERLIN).utcoffset()) != offset:
            found.append(hour)
            offset = now
    assert all((t - one).astimezone(BERLIN).utcoffset() != t.astimezone(BERLIN).utcoffset() for t in found)
    return found


def test_around_every_change_of_the_clocks() -> None:
    changes = transitions()
    assert len(changes) == 2 * 58
    for change in changes:
        for minutes in (-1500, -61, -60, -30, -1, 0, 1, 30, 59, 60, 61, 90, 1500):
            starts = change + timedelta(minutes=minutes)
            event = replace(FEST, starts=starts, ends=starts + timedelta(minutes=45))
            assert as_read(drawn(event)) == (event.starts, event.ends), (change, minutes)


def test_todays_rules_stand_as_rules_and_older_ones_as_dates() -> None:
    today = lines(describe_zone(BERLIN, NOW, NOW).to_ical().decode())
    assert [line for line in today if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]
    assert "DTSTART:20230326T020000" in today and "DTSTART:20231029T030000" in today
    old = lines(describe_zone(BERLIN, NOW.replace(year=1994), NOW.replace(year=1996)).to_ical().decode())
    assert [line for line in old if line.startswith("RDATE")] == [
        "RDATE:19940925T030000,19950924T030000,19961027T030000,19971026T030000"
    ]


@pytest.mark.parametrize("name", ["UTC", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe"])
def test_other_zones_are_right_too(name: str) -> None:
    for days in range(0, 366, 7):
        starts = NOW + timedelta(days=days)
        event = replace(FEST, starts=starts, ends=starts + timedelta(hours=2))
        assert as_read(drawn(event, zone=ZoneInfo(name))) == (event.starts, event.ends)


async def test_from_the_database_to_the_file(database: Database) -> None:
    town = Town(database, sample.KEY, BERLIN, "test")
    assert await make(town, EventFile("fest", "de")) is None
    async with database.write() as connection:
        item = await items.add_item(connection, "event", "fest")
        assert item
        for event in (FEST, replace(FEST, cancelled=True)):
            await items.publish(connection, item.id, definitions.dump(event), None, NOW)
    one, everything = await make(town, EventFile("fest", "de")), await make(town, EventFile("", "de"))
    assert one and one == everything
    cancelled = {"SEQUENCE:1", "STATUS:CANCELLED", "DTSTAMP:20240315T120000Z"}
    assert cancelled <= {*lines(one.decode())}
    assert "METHOD" not in one.decode()
    project = Project({"de": "Neustadt fragt"}, contact=Contact(email="muster@example.org"))
    async with database.write() as connection:
        item = await items.add_item(connection, "project", PROJECT)
        assert item
        await items.publish(connection, item.id, definitions.dump(project), None, NOW)
    one, everything = await make(town, EventFile("fest", "de")), await make(town, EventFile("", "de"))
    assert one and everything
    told = {*lines(one.decode())} - {*lines(everything.decode())}
    assert told == {"METHOD:CANCEL", 'ORGANIZER;CN="Neustadt fragt":mailto:muster@example.org'}
    assert cancelled <= {*lines(one.decode())} & {*lines(everything.decode())}
