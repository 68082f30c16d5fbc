"""The form of an event: what it holds, how an event stands in it, how it is read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import wtforms

from admin_web.editor.languages import line, lines, typed_texts
from admin_web.editor.mistakes import put_problems
from admin_web.editor.numbers import read_number, typed_number
from admin_web.editor.window import WHICH, read_moment, typed_moment
from admin_web.forms import Form, Line, OneOf, refuse
from admin_web.pages.events.wording import name_of
from dialogs.city.event import Event
from dialogs.city.event_check import check
from dialogs.city.passages import Where

MOMENTS = ("starts", "ends")
_WHERE: Mapping[Where, str] = {("starts",): "starts_day", ("ends",): "ends_day"}
_CHOOSE = "Bitte eine der beiden wählen."


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
        **typed_moment("starts", starts, zone),
        **typed_moment("ends", event.ends if starts else None, zone),
    }


def read_event(form: EventForm, before: Event, zone: ZoneInfo) -> tuple[Event, list[str]]:
    """The event with what was typed, and mistakes that belong to no field.

    What cannot be read is refused beside its field; the event keeps there what it had before.
    """
    if form.ends_clock.text and not form.ends_day.text:
        # Most events end on the day on which they begin.
        form.ends_day.data = form.starts_day.text
    starts, ends = (read_moment(form, name, zone) for name in MOMENTS)
    if starts is None and not (form.starts_day.errors or form.starts_which.errors):
        refuse(form.starts_day, "Bitte Tag und Uhrzeit des Beginns angeben.")
    capacity = read_number(form.capacity, whole=True)
    event = replace(
        before,
        title=form.title.texts,
        about=form.about.texts,
        starts=starts or before.starts,
        ends=ends,
        place=form.place.text,
        address=form.address.text,
        lat=read_number(form.lat, whole=False),
        lon=read_number(form.lon, whole=False),
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
