"""When reminders of events are due: by the clock on the wall, over every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city import entrance
from dialogs.city.event import Event
from dialogs.city.event_wish import EventWish, may_wish, moment_of
from tests.dialogs.chance import OFTEN
from tests.dialogs.cities import all3
from tests.dialogs.stage import BERLIN

DAYS = {EventWish.WEEK: 7, EventWish.DAY: 1}


def at(text: str) -> datetime:
    """A moment on the wall in Berlin, such as "2027-03-28 18:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def event(starts: datetime, **details: object) -> Event:
    return Event("x", all3("X", "X"), starts, **details)  # type: ignore[arg-type]  # any field of it


@pytest.mark.parametrize(
    ("starts", "kind", "moment"),
    [
        ("2027-03-28 18:00", EventWish.DAY, "2027-03-27 18:00"),
        ("2027-10-31 18:00", EventWish.DAY, "2027-10-30 18:00"),
        ("2027-04-01 02:30", EventWish.WEEK, "2027-03-25 02:30"),
        # The clocks leave half past two out on the 28th, and show it twice on the 31st.
        ("2027-03-29 02:30", EventWish.DAY, "2027-03-28 03:30"),
        ("2027-11-01 02:30", EventWish.DAY, "2027-10-31 02:30"),
        ("2027-03-28 03:30", EventWish.HOURS, "2027-03-28 00:30"),
        ("2027-10-31 03:30", EventWish.HOURS, "2027-10-31 02:30"),
    ],
)
def test_before_means_by_the_clock_on_the_wall(starts: str, kind: EventWish, moment: str) -> None:
    assert moment_of(kind, event(at(starts)), BERLIN) == at(moment)


def changes() -> list[date]:
    """The days on which the clocks of Berlin change, 1980 to 2037."""
    days = [date(1980, 1, 1) + timedelta(days=n) for n in range(366 * 58)]
    offsets = [datetime.combine(day, time(12), BERLIN).utcoffset() for day in days]
    return [
        day for day, before, after in zip(days[1:], offsets, offsets[1:], strict=False) if before != after
    ]


CHANGES = changes()


@given(
    change=st.sampled_from(CHANGES),
    days=st.integers(0, 8),
    minutes=st.integers(0, 24 * 60 - 1),
    fold=st.integers(0, 1),
    kind=st.sampled_from([EventWish.WEEK, EventWish.DAY]),
)
@OFTEN
def test_the_same_time_of_day_around_every_change(
    change: date, days: int, minutes: int, fold: int, kind: EventWish
) -> None:
    wall = datetime.combine(change + timedelta(days=days), time()) + timedelta(minutes=minutes)
    starts = wall.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)
    shown = starts.astimezone(BERLIN).replace(tzinfo=None)
    moment = moment_of(kind, event(starts), BERLIN)
    reminded = moment.astimezone(BERLIN).replace(tzinfo=None, fold=0)
    wanted = shown.replace(fold=0) - timedelta(days=DAYS[kind])
    # An hour later only where the clocks leave that time out.
    assert reminded - wanted in (timedelta(), timedelta(hours=1))
    left_out = wanted.replace(tzinfo=BERLIN).astimezone(UTC).astimezone(BERLIN).replace(tzinfo=None) != wanted
    assert (reminded != wanted) is left_out
    assert moment < starts
    assert moment_of(EventWish.HOURS, event(starts), BERLIN) == starts - timedelta(hours=2)


def test_every_change_of_the_clocks_is_among_them() -> None:
    assert len(CHANGES) == 116
    assert {day.month for day in CHANGES} == {3, 4, 9, 10}


def test_only_what_can_still_come_true_is_offered() -> None:
    fest = event(at("2024-03-20 18:00"))

    def offered(moment: str, of: Event = fest) -> list[EventWish]:
        return [kind for kind in EventWish if may_wish(kind, of, at(moment), BERLIN)]

    assert offered("2024-03-13 17:59") == [*EventWish]
    assert offered("2024-03-13 18:00") == [EventWish.DAY, EventWish.HOURS]
    assert offered("2024-03-19 18:00") == [EventWish.HOURS]
    assert offered("2024-03-20 16:00") == []
    assert offered("2024-03-01 12:00", event(fest.starts, cancelled=True)) == []


@pytest.mark.parametrize(
    ("ends", "opens", "closes"),
    [
        (None, "2024-03-20 21:00", "2024-03-21 00:59"),
        ("2024-03-20 23:00", "2024-03-20 21:00", "2024-03-20 23:59"),
        ("2024-03-21 00:00", "2024-03-20 21:00", "2024-03-20 23:59"),
        ("2024-03-22 12:00", "2024-03-20 21:00", "2024-03-22 23:59"),
    ],
)
def test_people_may_say_that_they_are_there_until_midnight(ends: str | None, opens: str, closes: str) -> None:
    fest = event(at("2024-03-20 22:00"), ends=at(ends) if ends else None)
    minute = timedelta(minutes=1)
    assert [fest.is_entered(at(opens) + by, BERLIN) for by in (-minute, timedelta())] == [False, True]
    last = at("2024-03-21 23:59") if ends is None else at(closes)
    assert [fest.is_entered(last + by, BERLIN) for by in (timedelta(), minute)] == [True, False]
    assert not event(fest.starts, cancelled=True).is_entered(fest.starts, BERLIN)


def test_a_place_without_changes_of_the_clocks() -> None:
    zone = ZoneInfo("UTC")
    fest = event(at("2024-04-01 18:00"))
    assert moment_of(EventWish.WEEK, fest, zone) == fest.starts - timedelta(days=7)


@given(chance=st.binary(min_size=16, max_size=16))
@OFTEN
def test_a_code_is_found_however_it_is_typed(chance: bytes) -> None:
    code = entrance.make(chance)
    assert len(code) == entrance.LENGTH
    assert {*code} <= {*entrance.SIGNS}
    for typed in (code, code.lower(), entrance.spaced(code), code.replace("0", "o").replace("1", "l")):
        assert entrance.fold(typed) == code
    assert entrance.parts_of(entrance.item_of("ein-fest", code)) == ("ein-fest", code)


def test_what_is_no_code_is_none() -> None:
    assert entrance.parts_of("fest") == ("fest", "")
    assert entrance.parts_of("fest-2024") == ("fest-2024", "")
    assert entrance.parts_of("") == ("", "")
    assert entrance.fold("Guten Abend!") != ""
