"""Quiet hours and digests by the clock on the wall, also in the nights in which it is changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city.digest import HOUR, Later, Now, TooLate, Urgency, Wanted, next_digest, plan
from dialogs.city.event import Event
from dialogs.city.event_wish import EventWish, moment_of
from dialogs.city.quiet import NEVER, QuietHours, quiet_until, read_hours, understand_hours
from dialogs.city.subscription import Rhythm
from tests.dialogs.chance import OFTEN

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = QuietHours()


def changes_of_the_clock() -> list[datetime]:
    """Every change in Berlin from 1980 to 2037, in UTC, to the hour."""
    found, moment = list[datetime](), datetime(1980, 1, 1, tzinfo=UTC)
    while moment.year < 2038:
        # They all lie on a Sunday at two or three in the night.
        night = moment + timedelta(hours=6)
        if moment.astimezone(BERLIN).utcoffset() != night.astimezone(BERLIN).utcoffset():
            hours = (moment + timedelta(hours=n) for n in range(1, 7))
            before = moment.astimezone(BERLIN).utcoffset()
            found.append(next(at for at in hours if at.astimezone(BERLIN).utcoffset() != before))
        moment += timedelta(hours=6)
    return found


CHANGES = changes_of_the_clock()
MINUTES = st.integers(0, 24 * 60 - 1)
AROUND = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-2 * 24 * 60, 2 * 24 * 60),
)
"""Moments within two days of a change."""


def at(text: str) -> datetime:
    """A moment on the wall in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def test_there_are_two_changes_a_year() -> None:
    assert len(CHANGES) == 2 * 58


@given(begins=MINUTES, ends=MINUTES, moment=AROUND)
@OFTEN
def test_quiet_hours_end_and_are_over_then(begins: int, ends: int, moment: datetime) -> None:
    hours = QuietHours(begins, ends)
    end = quiet_until(hours, moment, BERLIN)
    wall = moment.astimezone(BERLIN)
    assert (end is not None) is hours.cover(wall.hour * 60 + wall.minute)
    assert end is None or moment < end <= moment + timedelta(days=2)
    assert end is None or quiet_until(hours, end, BERLIN) is None


def test_at_eight_in_the_morning_whatever_the_clock_did_at_night() -> None:
    for change in CHANGES:
        until = quiet_until(NIGHT, change - timedelta(hours=5), BERLIN)
        assert until
        end = until.astimezone(BERLIN)
        assert (end.date(), end.hour, end.minute) == (change.astimezone(BERLIN).date(), 8, 0)
        for kind, rhythm in (("day", Rhythm.DAILY), ("week", Rhythm.WEEKLY)):
            digest = next_digest(rhythm, change, BERLIN).astimezone(BERLIN)
            assert (digest.hour, digest.minute) == (HOUR, 0), kind


@pytest.mark.parametrize(
    ("hours", "moment", "end"),
    [
        (NIGHT, "2024-03-20 19:59", None),
        (NIGHT, "2024-03-20 20:00", "2024-03-21 08:00"),
        (NIGHT, "2024-03-21 07:59", "2024-03-21 08:00"),
        (QuietHours(13 * 60, 15 * 60), "2024-03-20 14:00", "2024-03-20 15:00"),
        (NEVER, "2024-03-20 03:00", None),
        # At 2:30 of this night it is 3:30 at once.
        (QuietHours(22 * 60, 150), "2024-03-30 23:00", "2024-03-31 03:30"),
        # Quiet hours that begin again before the hour that is left out is over do not end on this morning.
        (QuietHours(165, 150), "2024-03-30 23:00", "2024-04-01 02:30"),
    ],
)
def test_when_quiet_hours_are_over(hours: QuietHours, moment: str, end: str | None) -> None:
    assert quiet_until(hours, at(moment), BERLIN) == (at(end) if end else None)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("20-8", NIGHT),
        (" 22:30 - 07:05 ", QuietHours(22 * 60 + 30, 7 * 60 + 5)),
        ("None", NEVER),
        ("8-8", None), ("24-8", None), ("8", None), ("8:-9", None), ("8:60-9", None), ("8:5-9", None),
        ("", None), ("-", None), ("a-b", None), ("²-8", None),
    ],
)  # fmt: skip
def test_hours_as_settings_write_them(text: str, hours: QuietHours | None) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("20-8", NIGHT),
        ("Von 20 bis 8 Uhr!", NIGHT),
        ("20 Uhr – 8 Uhr", NIGHT),
        ("Ruhe von 20:00 bis 8:00 Uhr", NIGHT),
        ("from 20 until 8", NIGHT),
        ("9.30 bis 24 Uhr", QuietHours(9 * 60 + 30, 0)),
        ("10 pm to 6 am", None), ("8", None), ("8 bis 8", None), ("25-6", None), ("nachts", None),
        ("none", None),
    ],
)  # fmt: skip
def test_hours_as_people_type_them(text: str, hours: QuietHours | None) -> None:
    assert understand_hours(text) == hours


@pytest.mark.parametrize(
    ("rhythm", "noted", "digest"),
    [
        (Rhythm.AT_ONCE, "2024-03-20 12:00", "2024-03-20 12:00"),
        (Rhythm.DAILY, "2024-03-20 12:00", "2024-03-20 17:00"),
        (Rhythm.DAILY, "2024-03-20 17:00", "2024-03-20 17:00"),
        (Rhythm.DAILY, "2024-03-20 17:01", "2024-03-21 17:00"),
        (Rhythm.WEEKLY, "2024-03-20 12:00", "2024-03-25 17:00"),
        (Rhythm.WEEKLY, "2024-03-25 16:59", "2024-03-25 17:00"),
        (Rhythm.WEEKLY, "2024-03-25 17:01", "2024-04-01 17:00"),
    ],
)
def test_a_digest_comes_at_five_on_mondays_or_every_day(rhythm: Rhythm, noted: str, digest: str) -> None:
    assert next_digest(rhythm, at(noted), BERLIN) == at(digest)


def test_what_becomes_of_something_to_be_told() -> None:
    daily, weekly = Wanted(Rhythm.DAILY, NIGHT), Wanted(Rhythm.WEEKLY, NIGHT)
    noon, night, end = at("2024-03-20 12:00"), at("2024-03-20 21:00"), at("2024-03-22 12:00")

    def told(urgency: Urgency, wanted: Wanted, now: datetime) -> Now | Later | TooLate:
        return plan(urgency, noon, end, wanted, now, BERLIN)

    assert told(Urgency.NEWS, daily, noon) == Later(at("2024-03-20 17:00"))
    assert told(Urgency.NEWS, daily, at("2024-03-20 17:00")) == Now()
    assert told(Urgency.NEWS, daily, night) == Later(at("2024-03-21 08:00"))
    assert told(Urgency.NEWS, weekly, noon) == Now(), "on Monday it would be over"
    assert plan(Urgency.NEWS, noon, None, weekly, noon, BERLIN) == Later(at("2024-03-25 17:00"))
    assert told(Urgency.CALL, weekly, noon) == Now()
    assert told(Urgency.CALL, weekly, night) == Later(at("2024-03-21 08:00"))
    assert told(Urgency.CHOSEN, weekly, noon) == Now()
    assert told(Urgency.CHOSEN, weekly, night) == Now(silently=True)
    assert told(Urgency.CHOSEN, weekly, end) is TooLate.EXPIRED


def test_a_reminder_comes_by_the_clock_on_the_wall() -> None:
    def event(starts: str) -> Event:
        return Event("treff", {"de": "Treff"}, at(starts))

    sunday = event("2027-03-28 18:00")
    assert moment_of(EventWish.DAY, sunday, BERLIN) == at("2027-03-27 18:00")
    assert moment_of(EventWish.WEEK, sunday, BERLIN) == at("2027-03-21 18:00")
    assert moment_of(EventWish.HOURS, sunday, BERLIN) == at("2027-03-28 16:00")
    # The day before there is no half past two: it comes at half past three, and two hours are two hours.
    assert moment_of(EventWish.DAY, event("2027-03-29 02:30"), BERLIN) == at("2027-03-28 03:30")
    assert moment_of(EventWish.HOURS, event("2027-03-28 03:30"), BERLIN) == at("2027-03-28 00:30")


@given(change=st.sampled_from(CHANGES), minutes=st.integers(-3 * 24 * 60, 9 * 24 * 60))
@OFTEN
def test_a_day_before_is_the_same_time_of_day(change: datetime, minutes: int) -> None:
    event = Event("treff", {"de": "Treff"}, change + timedelta(minutes=minutes))
    for kind, days in ((EventWish.DAY, 1), (EventWish.WEEK, 7)):
        wall, then = event.starts.astimezone(BERLIN), moment_of(kind, event, BERLIN).astimezone(BERLIN)
        assert wall.date() - then.date() == timedelta(days=days)
        skipped = then.replace(tzinfo=None) - wall.replace(tzinfo=None) + timedelta(days=days)
        assert skipped in (timedelta(), timedelta(hours=1))
