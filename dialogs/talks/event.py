"""One date people can come to: what it is, when, where, whether it still is, and what one does about it."""

from dataclasses import replace

from dialogs.city.event import Event, Stage
from dialogs.engine.attachment import EventFile, Venue
from dialogs.engine.heard import Called
from dialogs.engine.screen import Button, Line, Screen, door, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.engine.wants import Want
from dialogs.engine.wants_events import MyEvent
from dialogs.talks import event_reminders, event_seats, events
from dialogs.text import Appointment, Content, Quote, Words, _, filled

NO_SUCH_EVENT = _("Diesen Termin gibt es nicht oder nicht mehr.")


def wants(item: str) -> tuple[Want, ...]:
    """What is between the citizen and this event."""
    return (MyEvent(item.partition(".")[0]),)


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place; a button may do something besides: sign up or off, remind or not."""
    slug, _dot, deed = called.item.partition(".")
    there = replace(view.place, aside=Called("event", slug))
    event = view.city.events.get(slug)
    if event is None or not deed:
        return Step(there)
    match deed:
        case event_seats.UP:
            return event_seats.sign_up(view, event, there)
        case event_seats.OFF | event_seats.SURE:
            step = event_seats.sign_off(view, event, there, sure=deed == event_seats.SURE)
            return replace(step, notes=step.notes + event_reminders.stay(view, event)) if step.facts else step
        case _reminder:
            return event_reminders.switch(view, event, there, deed)


def show(view: View, item: str) -> Screen:
    """All about it, or a question about it; of one that is not there, the list of those that are."""
    slug, _dot, deed = item.partition(".")
    event = view.city.events.get(slug)
    if event is None:
        listed = events.show(view, "")
        return replace(listed, lines=(Line(NO_SUCH_EVENT), *listed.lines))
    coming = view.coming(slug)
    if deed == event_seats.OFF and coming and event_seats.is_sought(event, coming, view.now):
        return event_seats.ask(event, coming)
    lines = [
        *_facts(view, event),
        *event_seats.lines(event, coming, view.now),
        *event_reminders.lines(view, event),
    ]
    if filled(event.minutes):
        lines += [Line(_("Protokoll:")), Line(Content(event.minutes, rich=True))]
    doing = event_seats.ways(event, coming, view.now)
    if coming and coming.has_entrance and not coming.came and event.is_entered(view.now, view.zone):
        doing.append(door(_("Ich bin da"), "checkin", slug))
    onward = (door(_("Alle Termine"), "events"), door(_("Wen kann ich fragen?"), "project", "contact"))
    rows = [tuple(doing)] if doing else []
    return Screen(tuple(lines), (*rows, *event_reminders.rows(view, event), _to_take_along(event), onward))


def _facts(view: View, event: Event) -> list[Line]:
    """What it is, when and where."""
    lines = [title(Content(event.title))]
    if standing := _standing(event, event.at(view.now)):
        lines.append(Line(standing))
    lines.append(Line(_("Beginn: {when}", when=Appointment(event.starts))))
    if event.ends:
        lines.append(Line(_("Ende: {when}", when=Appointment(event.ends))))
    if event.place:
        lines.append(Line(_("Ort: {place}", place=Quote(event.place))))
    if event.address:
        lines.append(Line(_("Adresse: {address}", address=Quote(event.address))))
    if event.district:
        lines.append(Line(_("Stadtteil: {district}", district=Quote(event.district))))
    if event.project:
        lines.append(Line(_("Vorhaben: {project}", project=Quote(event.project))))
    if filled(event.about):
        lines.append(Line(Content(event.about, rich=True)))
    return lines


def venue_of(event: Event) -> Venue | None:
    """Where it is, if somebody noted the coordinates."""
    if event.lat is None or event.lon is None:
        return None
    return Venue(Content(event.title), event.address or event.place, event.lat, event.lon)


def _to_take_along(event: Event) -> tuple[Button, ...]:
    """The calendar file, and the place for apps that have a map."""
    file = door(_("Kalenderdatei"), "event_file", event.slug, EventFile(event.slug))
    venue = venue_of(event)
    return (file, door(_("Ort auf der Karte"), "event_place", event.slug, venue)) if venue else (file,)


def _standing(event: Event, stage: Stage) -> Words | None:
    """What somebody who wants to come must know first."""
    match stage:
        case Stage.OVER if event.cancelled:
            return _("Dieser Termin ist ausgefallen.")
        case _not_over if event.cancelled:
            return _("Dieser Termin fällt leider aus. Bitte kommen Sie nicht dorthin.")
        case Stage.OVER:
            return _("Dieser Termin ist vorbei.")
        case Stage.RUNNING:
            return _("Dieser Termin läuft gerade. Sie können noch kommen.")
        case _coming:
            return None


ASIDE = Aside("event", hear, show, wants)
