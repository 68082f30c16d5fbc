"""Events that come again and again: which days, and the same time by the clock on the wall."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dialogs.city.event import Event
from dialogs.city.series import MOST_TIMES, Rule, Step, beginning_of, days_of, on_day, slug_on

ZONE = ZoneInfo("Europe/Berlin")
BEGINS = date(2026, 11, 30)
WEDNESDAY = 2

rules = st.builds(
    Rule,
    st.sampled_from(Step),
    st.integers(0, 6),
    st.dates(date(2000, 1, 1), date(2199, 12, 31)),
    st.none() | st.dates(date(2000, 1, 1), date(2199, 12, 31)),
    st.integers(0, 100),
)

recent = st.dates(date(2001, 1, 1), date(2100, 1, 1))


def days(step: Step, **more: object) -> list[str]:
    rule = Rule(step, WEDNESDAY, BEGINS, **more)  # type: ignore[arg-type]  # said as in a sentence
    return [day.isoformat() for day in days_of(rule)]


def an_event(begins: str, ends: str = "") -> Event:
    starts, over = (
        datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC) if text else None
        for text in (begins, ends)
    )
    assert starts
    return Event("stammtisch", {"de": "Stammtisch"}, starts, over, cancelled=True, minutes={"de": "…"})


def test_the_days_people_mean() -> None:
    assert days(Step.WEEKLY, times=3) == ["2026-12-02", "2026-12-09", "2026-12-16"]
    assert days(Step.FORTNIGHTLY, until=date(2026, 12, 30)) == ["2026-12-02", "2026-12-16", "2026-12-30"]
    assert days(Step.FIRST, times=2) == ["2026-12-02", "2027-01-06"]
    assert days(Step.SECOND, times=2) == ["2026-12-09", "2027-01-13"]
    assert days(Step.THIRD, times=1) == ["2026-12-16"]
    assert days(Step.FOURTH, times=1) == ["2026-12-23"]
    assert days(Step.LAST, times=3) == ["2026-12-30", "2027-01-27", "2027-02-24"]
    assert days(Step.LAST, until=BEGINS) == []
    last = [len(days_of(Rule(step, WEDNESDAY, date(2199, 12, 1)))) for step in Step]
    assert last == [4, 2, 1, 1, 1, 1, 1]


@given(rules)
def test_every_day_fits_its_rule(rule: Rule) -> None:
    found = days_of(rule)
    assert len(found) <= min(rule.times, MOST_TIMES)
    assert all(day.weekday() == rule.weekday for day in found)
    assert all(rule.begins <= day <= (rule.until or day) for day in found)
    gaps = {(later - day).days for day, later in pairwise(found)}
    match rule.step:
        case Step.WEEKLY:
            assert gaps <= {7}
        case Step.FORTNIGHTLY:
            assert gaps <= {14}
        case Step.LAST:
            assert all((day + timedelta(days=7)).month != day.month for day in found)
        case nth:
            week = [Step.FIRST, Step.SECOND, Step.THIRD, Step.FOURTH].index(nth)
            assert {(day.day - 1) // 7 for day in found} <= {week}
    assert gaps <= {7, 14, 28, 35}


@given(rules)
def test_no_day_that_fits_is_left_out(rule: Rule) -> None:
    found = days_of(rule)
    first = rule.begins + timedelta(days=(rule.weekday - rule.begins.weekday()) % 7)
    if rule.step is Step.WEEKLY and rule.times and (rule.until is None or rule.until >= first):
        assert found[:1] == ((first,) if first.year < 2200 else ())
    elif found:
        assert (found[0] - rule.begins).days < 63


@given(recent, st.times(), recent)
def test_the_clock_on_the_wall_shows_the_same(first: date, clock: time, day: date) -> None:
    event = an_event(f"{first} {clock:%H:%M}")
    shown = event.starts.astimezone(ZONE)
    moved = on_day(event, day, ZONE)
    if moved is None:
        local = datetime.combine(day, shown.time(), ZONE)
        assert local.astimezone(UTC).astimezone(ZONE).time() != shown.time()
        return
    again = moved.starts.astimezone(ZONE)
    assert (again.date(), again.time()) == (day, shown.time().replace(fold=0))
    assert (moved.cancelled, dict(moved.minutes)) == (False, {})


def test_beginning_and_end_over_the_changes_of_the_clocks() -> None:
    evening = an_event("2026-12-02 18:00", "2026-12-02 20:00")
    summer = on_day(evening, date(2027, 6, 2), ZONE)
    assert summer
    assert summer.slug == "stammtisch-2027-06-02"
    assert summer.starts == datetime(2027, 6, 2, 16, 0, tzinfo=UTC)
    assert summer.ends == datetime(2027, 6, 2, 18, 0, tzinfo=UTC)
    night = an_event("2026-12-02 02:30", "2026-12-02 04:00")
    assert on_day(night, date(2027, 3, 28), ZONE) is None
    assert on_day(an_event("2026-12-01 22:00", "2026-12-02 02:30"), date(2027, 3, 27), ZONE) is None
    twice = on_day(night, date(2027, 10, 31), ZONE)
    assert twice
    assert twice.starts == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    long = on_day(an_event("2026-12-04 18:00", "2026-12-06 12:00"), date(2027, 3, 26), ZONE)
    assert long
    assert long.ends == datetime(2027, 3, 28, 10, 0, tzinfo=UTC)


def test_what_lasted_over_the_hour_that_comes_twice_keeps_its_length() -> None:
    starts = datetime(2027, 10, 31, 0, 50, tzinfo=UTC)
    odd = Event("nacht", {"de": "Nacht"}, starts, starts + timedelta(minutes=20))
    moved = on_day(odd, date(2027, 11, 7), ZONE)
    assert moved
    assert moved.ends
    assert moved.ends - moved.starts == timedelta(minutes=20)


def test_a_slug_has_room_for_the_day() -> None:
    assert slug_on("b" * 28 + "-" + "c" * 11, date(2026, 12, 2)) == "b" * 28 + "-2026-12-02"
    assert len(slug_on("a" * 40, date(2026, 12, 2))) == 40
    assert slug_on("stammtisch-2026-12-02", date(2027, 1, 6)) == "stammtisch-2027-01-06"


def test_events_of_a_series_know_each_other_by_their_slugs() -> None:
    assert beginning_of(slug_on("stammtisch", date(2026, 12, 2))) == "stammtisch"
    assert [beginning_of(slug) for slug in ("stammtisch", "fest-2026", "2026-12-02")] == ["", "", ""]
