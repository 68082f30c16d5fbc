"""The form of an event: what it holds, how an event stands in it, how it is read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import wtforms

from admin_web.editor.languages import line, lines, typed_texts
from admin_web.editor.mistakes import put_problems
from admin_web.editor.numbers import read_number, typed_number
from admin_web.editor.window import WHICH, read_moment, typed_moment
from admin_web.forms import Form, Line, OneOf, refuse
from admin_web.pages.events.wording import name_of
from admin_web.render import show_number
from dialogs.city.event import Event
from dialogs.city.event_check import check
from dialogs.city.passages import Where

MOMENTS = ("starts", "ends")
_WHERE: Mapping[Where, str] = {("starts",): "starts_day", ("ends",): "ends_day"}
_CHOOSE = "Bitte eine der beiden wählen."
_A_DAY = timedelta(days=1)


class EventForm(Form):
    """Everything about an event but its short name."""

    title = line("Titel")
    about = lines("Worum es geht")
    starts_day = Line("Beginn: Tag")
    starts_clock = Line("Beginn: Uhrzeit")
    starts_which = OneOf("Beginn: Welche der beiden?", WHICH, _CHOOSE)
    ends_day = Line("Ende: Tag")
    ends_clock = Line("Ende: Uhrzeit")
    ends_which = OneOf("Ende: Welche der beiden?", WHICH, _CHOOSE)
    is_long = wtforms.BooleanField("Ja, er dauert mehrere Tage")
    place = Line("Ort")
    address = Line("Adresse")
    lat = Line("Breite")
    lon = Line("Länge")
    project = Line("Vorhaben")
    district = Line("Stadtteil")
    signup = wtforms.BooleanField("Man kann sich anmelden")
    capacity = Line("Plätze")
    minutes = lines("Protokoll")


def typed_event(event: Event, zone: ZoneInfo, starts: datetime | None) -> dict[str, Any]:
    """What stands in the fields for an event; without `starts` they are empty of times."""
    return {
        "title": typed_texts(event.title),
        "about": typed_texts(event.about),
        "minutes": typed_texts(event.minutes),
        "place": event.place,
        "address": event.address,
        "lat": typed_number(event.lat),
        "lon": typed_number(event.lon),
        "project": event.project,
        "district": event.district,
        "signup": event.signup,
        "capacity": str(event.capacity or ""),
        **_typed_moments(starts, event.ends if starts else None, zone),
    }


def _typed_moments(starts: datetime | None, ends: datetime | None, zone: ZoneInfo) -> dict[str, str]:
    """Beginning and end; a day on which it also begins is left out at the end, so that both move together."""
    typed = typed_moment("starts", starts, zone) | typed_moment("ends", ends, zone)
    return typed | ({"ends_day": ""} if typed["ends_day"] == typed["starts_day"] else {})


def read_event(form: EventForm, before: Event, zone: ZoneInfo) -> tuple[Event, list[str]]:
    """The event with what was typed, and mistakes that belong to no field.

    What cannot be read is refused beside its field; the event keeps there what it had before.
    """
    starts, ends = _read_moments(form, before, zone)
    capacity = read_number(form.capacity, whole=True)
    event = replace(
        before,
        title=form.title.texts,
        about=form.about.texts,
        starts=starts or before.starts,
        ends=ends,
        place=form.place.text,
        address=form.address.text,
        lat=read_number(form.lat, whole=False, otherwise="Bitte so: 49,4447."),
        lon=read_number(form.lon, whole=False, otherwise="Bitte so: 7,7689."),
        signup=bool(form.signup.data),
        capacity=None if capacity is None else int(capacity),
        project=form.project.text,
        district=form.district.text,
        minutes=form.minutes.texts,
    )
    # Without a beginning nothing can be said about the end, nor about a pair of which one is no number.
    wrong = {"ends"} if starts is None else set()
    wrong |= {"lat"} if form.lat.errors or form.lon.errors else set()
    problems = [problem for problem in check(event) if problem.where[0] not in wrong]
    return event, put_problems(form, problems, name_of, _WHERE)


def _read_moments(form: EventForm, before: Event, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """Beginning and end; one that lasts longer than a day, and longer than before, is asked about."""
    starts = read_moment(form, "starts", zone)
    if starts is None and not (form.starts_day.errors or form.starts_which.errors):
        refuse(form.starts_day, "Bitte Tag und Uhrzeit des Beginns angeben.")
    # What is wrong with the day of both is said once.
    has_day = form.ends_day.text or not form.starts_day.errors
    ends = read_moment(form, "ends", zone) if has_day else None
    if starts and ends and not form.is_long.data:
        usual = max(_A_DAY, (before.ends or before.starts) - before.starts)
        if ends - starts > usual:
            days = (ends.astimezone(zone).date() - starts.astimezone(zone).date()).days + 1
            refuse(
                form.is_long, f"Vom ersten bis zum letzten Tag sind es {show_number(days)} Tage. Stimmt das?"
            )
    return starts, ends
