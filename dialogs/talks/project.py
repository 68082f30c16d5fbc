"""The project: what it is about, its dates, its minutes, whom to ask – the way out of every dead end."""

from dataclasses import dataclass, replace
from datetime import date

from dialogs.city.project import Contact
from dialogs.engine.heard import Called
from dialogs.engine.screen import Button, Line, Screen, door, hint, item, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks.event_words import tell_event
from dialogs.text import Content, Quote, Words, _, filled

MOST_COMING, MOST_PAST = 8, 5
"""Dates shown at once: more would not fit on one screen of a phone."""


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(replace(view.place, aside=called))


def show(view: View, part: str) -> Screen:
    """One of four pages: about, dates, minutes, contact."""
    pages = {"dates": _dates, "minutes": _minutes, "contact": _contact}
    lines = pages.get(part, _about)(view)
    rows = [_ways(part)[:2], _ways(part)[2:]]
    if part == "dates" and view.city.events:
        rows.insert(0, (door(_("Termine einzeln ansehen"), "events"),))
    return Screen(tuple(lines), tuple(rows))


def _ways(part: str) -> tuple[Button, ...]:
    ways = (
        ("", _("Worum es geht")),
        ("dates", _("Termine")),
        ("minutes", _("Protokolle")),
        ("contact", _("Wen kann ich fragen?")),
    )
    return tuple(door(label, "project", key) for key, label in ways if key != part)


def _about(view: View) -> list[Line]:
    project = view.city.project
    lines = [title(Content(project.name))]
    if filled(project.about):
        lines.append(Line(Content(project.about, rich=True)))
    if filled(project.status):
        lines.append(Line(_("Stand: {status}", status=Content(project.status))))
    if filled(project.level):
        lines.append(Line(_("So können Sie mitwirken: {level}", level=Content(project.level))))
    if filled(project.notice):
        lines.append(hint(Content(project.notice)))
    return lines


def _dates(view: View) -> list[Line]:
    entries = sorted(_timetable(view), key=lambda entry: entry.first)
    coming = [entry.words for entry in entries if entry.last >= view.today]
    past = [entry.words for entry in entries if entry.last < view.today]
    lines = [title(_("Termine"))]
    if not entries:
        lines.append(Line(_("Es stehen noch keine Termine fest.")))
    if coming:
        lines.append(Line(_("Das kommt:")))
        lines += [item(words) for words in coming[:MOST_COMING]]
    if past:
        lines.append(Line(_("Das war:")))
        lines += [item(words) for words in past[-MOST_PAST:]]
    return lines


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the timetable, with its first and last day."""

    first: date
    last: date
    words: Words


def _timetable(view: View) -> list[_Entry]:
    """Steps of the timetable and events together, on their days in the city."""
    steps = [
        _Entry(step.date, step.date, _("{when}: {what}", when=step.date, what=Content(step.text)))
        for step in view.city.project.timetable
    ]
    return steps + [
        _Entry(
            event.starts.astimezone(view.zone).date(),
            (event.ends or event.starts).astimezone(view.zone).date(),
            tell_event(event),
        )
        for event in view.city.events.values()
    ]


def _minutes(view: View) -> list[Line]:
    lines = [title(_("Protokolle"))]
    if not view.city.project.minutes:
        lines.append(Line(_("Es gibt noch keine Protokolle.")))
    for minutes in sorted(view.city.project.minutes, key=lambda m: m.date, reverse=True):
        lines.append(Line(_("{when}: {what}", when=minutes.date, what=Content(minutes.title))))
        lines.append(Line(Content(minutes.text, rich=True)))
    return lines


def _contact(view: View) -> list[Line]:
    return [title(_("Wen kann ich fragen?")), *tell_contact(view.city.project.contact)]


def tell_contact(contact: Contact) -> list[Line]:
    """Whom to ask, how and when."""
    if contact == Contact():
        return [Line(_("Bitte fragen Sie im Rathaus nach."))]
    lines: list[Line] = []
    for value in (contact.name, contact.place):
        if value:
            lines.append(Line(Quote(value)))
    if contact.phone:
        lines.append(Line(_("Telefon: {phone}", phone=Quote(contact.phone))))
    if contact.email:
        lines.append(Line(_("E-Mail: {email}", email=Quote(contact.email))))
    if filled(contact.hours):
        lines.append(Line(Content(contact.hours)))
    return lines


ASIDE = Aside("project", hear, show)
