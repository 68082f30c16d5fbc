"""The project: what it is about, its dates, its minutes, whom to ask – the way out of every dead end."""

from datetime import date

from dialogs.city.city import City
from dialogs.city.project import Contact
from dialogs.engine.heard import Called
from dialogs.engine.screen import Button, Line, Screen, door, hint, item, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.text import Content, Quote, Words, _, filled

NEXT_DATES = 8
"""Entries shown at once: more would not fit on one screen of a phone."""


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(view.place, aside=called)


def show(view: View, part: str) -> Screen:
    """One of four pages: about, dates, minutes, contact."""
    pages = {"dates": _dates, "minutes": _minutes, "contact": _contact}
    lines = pages.get(part, _about)(view)
    return Screen(tuple(lines), (_ways(part)[:2], _ways(part)[2:]))


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
    steps = sorted(_timetable(view.city), key=lambda step: step[0])
    coming = [step for step in steps if step[0] >= view.now.date()]
    past = [step for step in steps if step[0] < view.now.date()]
    lines = [title(_("Termine"))]
    if not steps:
        lines.append(Line(_("Es stehen noch keine Termine fest.")))
    if coming:
        lines.append(Line(_("Das kommt:")))
        lines += [item(text) for _day, text in coming[:NEXT_DATES]]
    if past:
        lines.append(Line(_("Das war:")))
        lines += [item(text) for _day, text in past[-NEXT_DATES:]]
    return lines


def _timetable(city: City) -> list[tuple[date, Words]]:
    """Steps of the timetable and events together."""
    steps: list[tuple[date, Words]] = [
        (step.date, _("{day}: {what}", day=step.date, what=Content(step.text)))
        for step in city.project.timetable
    ]
    for event in city.events.values():
        where = _("{when}: {what}", when=event.starts, what=Content(event.title))
        if event.place:
            where = _(
                "{when}: {what} ({place})",
                when=event.starts,
                what=Content(event.title),
                place=Quote(event.place),
            )
        steps.append((event.starts.date(), where))
    return steps


def _minutes(view: View) -> list[Line]:
    lines = [title(_("Protokolle"))]
    if not view.city.project.minutes:
        lines.append(Line(_("Es gibt noch keine Protokolle.")))
    for minutes in sorted(view.city.project.minutes, key=lambda m: m.date, reverse=True):
        lines.append(Line(_("{day}: {what}", day=minutes.date, what=Content(minutes.title))))
        lines.append(Line(Content(minutes.text, rich=True)))
    return lines


def _contact(view: View) -> list[Line]:
    contact = view.city.project.contact
    lines = [title(_("Wen kann ich fragen?"))]
    if contact == Contact():
        return [*lines, Line(_("Bitte fragen Sie im Rathaus nach."))]
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
