"""Short names made from what people typed, and the clock of the city."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_web import wall_time
from admin_web.editor.names import suggest_slug
from admin_web.pages.surveys.names import suggest_option_key, suggest_question_key
from admin_web.wall_time import Odd, Typed

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Größere Plätze", "groessere-plaetze"),
        ("  Straße – 2024!  ", "strasse-2024"),
        ("İstanbul'dan Łódź", "istanbul-dan-lodz"),
        ("Київ", "umfrage"),
        ("", "umfrage"),
        ("Ein sehr langer Titel über alles Mögliche in der Stadt", "ein-sehr-langer-titel-ueber-alles"),
        ("x" * 99, "x" * 40),
    ],
)
def test_slugs_people_can_read(title: str, slug: str) -> None:
    assert suggest_slug(title, (), "umfrage") == slug


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert suggest_slug("Mit", {"mit"}, "x") == "mit-2"
    assert suggest_slug("Mit", {"mit", "mit-2", "mit-3"}, "x") == "mit-4"
    assert suggest_slug("x" * 99, {"x" * 40}, "y") == "x" * 38 + "-2"
    assert suggest_question_key("2024: Wie war es?", ()) == "wie_war_es"
    assert suggest_option_key("Ja, gern", {"ja_gern"}) == "ja_gern_2"


@given(st.text(), st.lists(st.text()))
def test_every_name_fits_and_is_new(text: str, others: list[str]) -> None:
    slugs = {suggest_slug(other, (), "leer") for other in others}
    slug = suggest_slug(text, slugs, "leer")
    assert re.fullmatch("[a-z0-9-]{1,40}", slug)
    assert slug not in slugs
    keys = {suggest_question_key(other, ()) for other in others}
    key = suggest_question_key(text, keys)
    assert re.fullmatch("[a-z][a-z0-9_]{0,30}", key)
    assert key not in keys
    options = {suggest_option_key(other, ()) for other in others}
    option = suggest_option_key(text, options)
    assert re.fullmatch("[a-z0-9_]{1,20}", option)
    assert option not in options


@given(st.integers(0, 104_000_000))
def test_an_instant_is_read_as_it_was_written(minutes: int) -> None:
    minute = datetime(2000, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
    assert wall_time.read(wall_time.write(minute, BERLIN), BERLIN, time(0, 0)) == minute


@pytest.mark.parametrize("year", [1996, 2015, 2027, 2037])
def test_every_change_of_the_clocks_is_noticed(year: int) -> None:
    """From 2000 on; before, the year itself is refused."""
    day = datetime(year, 1, 1, tzinfo=UTC)
    odd: list[bool] = []
    for _day in range(365):
        typed = Typed(day.date().isoformat(), "02:30")
        read = wall_time.read(typed, BERLIN, time(0, 0))
        if isinstance(read, Odd):
            odd.append(read.twice)
            assert wall_time.comes_twice(typed, BERLIN) == read.twice
        day += timedelta(days=1)
    assert odd == ([False] * 365 if year < 2000 else [False, True])


@given(st.text(max_size=12), st.text(max_size=8), st.text(max_size=6))
def test_whatever_is_typed_there_is_an_answer(day: str, clock: str, which: str) -> None:
    read = wall_time.read(Typed(day, clock, which), BERLIN, time(0, 0))
    assert read is None or isinstance(read, datetime | Odd)
    assert wall_time.comes_twice(Typed(day, clock), BERLIN) in (True, False)
