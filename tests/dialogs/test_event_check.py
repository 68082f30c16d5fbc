"""What is wrong with an event, and what a new version of it changes for people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.city.event import Event
from dialogs.city.event_change import find_changes, has_first_minutes, is_put_behind, must_be_told
from dialogs.city.event_check import check, missing_translations
from locales.translator import translator
from tests import sample

STARTS = datetime(2024, 3, 20, 17, 0, tzinfo=UTC)
EVENT = Event("werkstatt", {"de": "Werkstatt"}, STARTS, STARTS + timedelta(hours=2), place="Saal")


def mistakes(event: Event) -> list[tuple[str, str]]:
    say = translator("de", ZoneInfo("UTC")).plain
    return [(str(problem.where[0]), say(problem.sentence)) for problem in check(event)]


def test_a_good_event() -> None:
    assert mistakes(replace(EVENT, signup=True, capacity=30, lat=49.4, lon=7.7, project="Gärten")) == []


@pytest.mark.parametrize(
    ("event", "where", "sentence"),
    [
        (replace(EVENT, slug="Saal 1"), "slug", "Der Kurzname braucht 1 bis 40 Zeichen"),
        (replace(EVENT, title={}), "title", "Hier fehlt der Text."),
        (replace(EVENT, starts=STARTS.replace(year=1024), ends=None), "starts", "Das Jahr 1024"),
        (replace(EVENT, ends=STARTS), "ends", "Das Ende liegt nicht nach dem Beginn."),
        (replace(EVENT, place="x" * 101), "place", "101 Zeichen. Hier passen 100."),
        (replace(EVENT, district="…"), "district", "Bitte auch Buchstaben oder Ziffern schreiben."),
        (replace(EVENT, lat=49.4), "lat", "Breite und Länge gehören zusammen."),
        (replace(EVENT, lat=49.4, lon=float("nan")), "lon", "Möglich ist -180 bis 180."),
        (replace(EVENT, capacity=30), "capacity", "Plätze werden nur gezählt, wenn man sich anmelden kann."),
        (replace(EVENT, signup=True, capacity=0), "capacity", "Möglich sind 1 bis 100000 Plätze."),
    ],
)
def test_an_event_with_a_mistake(event: Event, where: str, sentence: str) -> None:
    [(there, said)] = mistakes(event)
    assert there == where
    assert said.startswith(sentence)


def test_what_is_not_translated() -> None:
    assert [(gap.where, gap.languages) for gap in missing_translations(EVENT)] == [
        (("title",), ("en", "de@simple"))
    ]


def test_only_what_matters_to_people_is_told() -> None:
    now = sample.NOW
    later = replace(EVENT, starts=STARTS + timedelta(days=1), ends=STARTS + timedelta(days=1, hours=2))
    assert find_changes(EVENT, later) == ("starts", "ends")
    assert must_be_told(EVENT, later, now)
    assert must_be_told(EVENT, replace(EVENT, cancelled=True), now)
    assert must_be_told(replace(EVENT, cancelled=True), EVENT, now)
    assert not must_be_told(EVENT, replace(EVENT, about={"de": "Neu"}, capacity=3), now)
    assert not must_be_told(replace(EVENT, cancelled=True), replace(later, cancelled=True), now)
    over = STARTS + timedelta(days=1)
    assert not must_be_told(EVENT, replace(EVENT, place="Foyer"), over)
    assert must_be_told(EVENT, replace(later, starts=STARTS + timedelta(days=9), ends=None), over)
    past = replace(EVENT, starts=STARTS - timedelta(days=99), ends=None)
    assert must_be_told(EVENT, past, now)
    assert must_be_told(past, EVENT, now)
    assert is_put_behind(EVENT, past, now)
    assert not is_put_behind(EVENT, later, now)
    assert not is_put_behind(EVENT, past, over)


def test_minutes_are_new_once() -> None:
    with_minutes = replace(EVENT, minutes={"de": "Wir haben …"})
    assert has_first_minutes(None, with_minutes)
    assert has_first_minutes(EVENT, with_minutes)
    assert not has_first_minutes(with_minutes, replace(EVENT, minutes={"de": "Anders"}))
    assert not has_first_minutes(EVENT, replace(EVENT, minutes={"de": "  "}))
