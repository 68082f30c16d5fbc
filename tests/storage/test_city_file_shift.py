"""All dates of a city file move together, so that the sample is open whenever somebody tries it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city.event import Event
from dialogs.city.guideline import Guideline
from dialogs.city.project import Project
from dialogs.city.survey import Survey
from dialogs.city.window import Moment
from storage.city_file import CityFile, read_city, read_city_file
from storage.city_file_shift import shift_to_now

BERLIN = ZoneInfo("Europe/Berlin")
SAMPLE = read_city_file(Path(__file__).parents[2] / "examples" / "kaiserslautern.yaml", BERLIN)
assert isinstance(SAMPLE, CityFile)
CITY: CityFile = SAMPLE


MOMENTS = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001  # hypothesis asks for it so
    datetime(2099, 1, 1),  # noqa: DTZ001  # hypothesis asks for it so
    timezones=st.just(UTC),
)


def find(city: CityFile, slug: str) -> object:
    return next(entry.definition for entry in city.entries if entry.slug == slug)


@given(MOMENTS)
def test_guideline_and_survey_are_open_at_any_time(now: datetime) -> None:
    moved = shift_to_now(CITY, now)
    guideline, survey = find(moved, "leitlinien"), find(moved, "beteiligung")
    assert isinstance(guideline, Guideline)
    assert isinstance(survey, Survey)
    assert guideline.window.at(now) is survey.window.at(now) is Moment.OPEN
    assert guideline.opens is not None
    passed = now.astimezone(BERLIN).date() - guideline.opens.astimezone(BERLIN).date()
    assert 5 <= passed.days <= 11


@given(MOMENTS)
def test_weekdays_and_times_of_day_stay(now: datetime) -> None:
    before, after = find(CITY, "werkstatt"), find(shift_to_now(CITY, now), "werkstatt")
    assert isinstance(before, Event)
    assert isinstance(after, Event)
    assert (
        f"{before.starts.astimezone(BERLIN):%a %H:%M}"
        == f"{after.starts.astimezone(BERLIN):%a %H:%M}"
        == "Thu 18:00"
    )


@pytest.mark.parametrize(("day", "opened"), [(13, 8), (19, 8), (20, 15), (26, 15), (27, 22)])
def test_in_the_month_of_the_real_process(day: int, opened: int) -> None:
    guideline = find(shift_to_now(CITY, datetime(2024, 3, day, 12, tzinfo=UTC)), "leitlinien")
    assert isinstance(guideline, Guideline)
    assert guideline.opens == datetime(2024, 3, opened, tzinfo=BERLIN)


def test_across_the_change_of_the_clocks_midnight_stays_midnight() -> None:
    guideline = find(shift_to_now(CITY, datetime(2024, 7, 1, 12, tzinfo=UTC)), "leitlinien")
    assert isinstance(guideline, Guideline)
    assert guideline.opens == datetime(2024, 6, 20, 22, 0, tzinfo=UTC)


def test_timetable_and_minutes_move_by_the_same_weeks() -> None:
    moved = find(shift_to_now(CITY, datetime(2024, 3, 29, 12, tzinfo=UTC)), "project")
    assert isinstance(moved, Project)
    assert moved.timetable[4].date == date(2024, 3, 22)
    assert moved.minutes[1].date == date(2023, 10, 4) + timedelta(weeks=2)


def test_everything_but_dates_stays() -> None:
    moved = shift_to_now(CITY, datetime(2030, 1, 1, tzinfo=UTC))
    assert [(e.kind, e.slug, e.digest) for e in moved.entries] == [
        (e.kind, e.slug, e.digest) for e in CITY.entries
    ]
    assert shift_to_now(moved, datetime(2024, 3, 14, tzinfo=UTC)) == CITY


def test_without_a_guideline_the_survey_decides() -> None:
    question = "{key: q, type: yes_no, text: {de: Q}}"
    text = f'surveys:\n- {{slug: a, title: {{de: A}}, opens: "2024-03-08 00:00", questions: [{question}]}}'
    city = read_city(text.encode(), BERLIN)
    assert isinstance(city, CityFile)
    survey = find(shift_to_now(city, datetime(2024, 3, 26, tzinfo=UTC)), "a")
    assert isinstance(survey, Survey)
    assert survey.opens == datetime(2024, 3, 15, tzinfo=BERLIN)


def test_without_any_window_nothing_moves() -> None:
    city = read_city(b'events:\n- {slug: a, title: {de: A}, starts: "2024-03-08 10:00"}', BERLIN)
    assert isinstance(city, CityFile)
    assert shift_to_now(city, datetime(2030, 1, 1, tzinfo=UTC)) is city
