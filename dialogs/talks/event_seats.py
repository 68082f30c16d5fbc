"""Seats at an event: what is said of them, signing up and off."""

from dataclasses import replace
from datetime import datetime

from dialogs.city.event import Event, Stage
from dialogs.city.facts import EventSignedOff, EventSignedUp
from dialogs.city.seat import Coming, Seat, Seats
from dialogs.engine.heard import Called
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Step, View
from dialogs.talks.event_words import tell_event
from dialogs.text import Text, _, n_

UP, OFF, SURE = "up", "off", "off-sure"

TOO_LATE = _("Für diesen Termin können Sie sich nicht mehr anmelden.")


def lines(event: Event, coming: Coming | None, now: datetime) -> list[Line]:
    """How many seats are free, and how one stands oneself."""
    if coming is None:
        return []
    waits = event.takes_signups(now)
    told: list[Line] = []
    if waits and not (coming.seat and event.capacity is None):
        told.append(Line(_about(event, coming.seats)))
    holds = not event.cancelled and event.at(now) is not Stage.OVER
    match coming:
        case Coming(came=True):
            told.append(Line(_("Sie sind gekommen.")))
        case Coming(seat=Seat.TAKEN) if holds:
            told.append(Line(_("Sie sind angemeldet.")))
        case Coming(seat=Seat.WAITING, place=place) if waits:
            told.append(Line(_("Sie sind auf Platz {place} der Warteliste.", place=place)))
            told.append(hint(_("Wird ein Platz frei, rücken Sie nach. Wir sagen es Ihnen dann.")))
        case _nothing_to_say:
            pass
    return told


def _about(event: Event, seats: Seats) -> Text:
    if event.capacity is None:
        return _("Bitte melden Sie sich an. Es gibt Platz für alle.")
    free = event.capacity - seats.taken
    if free > 0:
        return _("Noch {free} von {capacity} Plätzen frei.", free=free, capacity=event.capacity)
    if not seats.waiting:
        return _("Alle Plätze sind vergeben.")
    return n_(
        "Alle Plätze sind vergeben, {count} Person wartet.",
        "Alle Plätze sind vergeben, {count} Personen warten.",
        seats.waiting,
    )


def ways(event: Event, coming: Coming | None, now: datetime) -> list[Button]:
    """Signing up, or off; off also where nobody is asked to sign up any more."""
    if event.cancelled or event.at(now) is not Stage.COMING or (coming and coming.came):
        return []
    if coming and coming.seat:
        return [door(_("Abmelden"), "event", f"{event.slug}.{OFF}")]
    if not event.takes_signups(now):
        return []
    full = coming and event.capacity is not None and coming.seats.taken >= event.capacity
    label = _("Auf die Warteliste") if full else _("Anmelden")
    return [door(label, "event", f"{event.slug}.{UP}")]


def sign_up(view: View, event: Event, there: Place) -> Step:
    """Once, before it begins; whether with a seat shows when it is written."""
    coming = view.coming(event.slug)
    if coming and coming.seat:
        return Step(there)
    if not event.takes_signups(view.now):
        return Step(there, notes=(TOO_LATE,))
    return Step(there, (EventSignedUp(event.slug),), (_("Gespeichert."),))


def is_sought(event: Event, coming: Coming, now: datetime) -> bool:
    """Whether who signs off gives away what is hard to get again."""
    if not coming.seat or event.cancelled or event.at(now) is not Stage.COMING:
        return False
    seats = coming.seats
    return event.capacity is not None and (seats.taken >= event.capacity or seats.waiting > 0)


def ask(event: Event, coming: Coming) -> Screen:
    """Whether somebody really wants to give it away."""
    lost = _("Ihr Platz ist dann weg.")
    if coming.seat is Seat.WAITING:
        lost = _("Ihr Platz auf der Warteliste ist dann weg.")
    lines = (
        title(_("Möchten Sie sich wirklich abmelden?")),
        Line(tell_event(event)),
        Line(_about(event, coming.seats)),
        Line(lost),
    )
    yes = door(_("Ja, abmelden"), "event", f"{event.slug}.{SURE}")
    return Screen(lines, ((yes, door(_("Nein, angemeldet bleiben"), "event", event.slug)),))


def sign_off(view: View, event: Event, there: Place, *, sure: bool) -> Step:
    """Once, before it begins; the seat is another one's, so who might regret it is asked."""
    coming = view.coming(event.slug)
    if coming and not sure and is_sought(event, coming, view.now):
        return Step(replace(there, aside=Called("event", f"{event.slug}.{OFF}")))
    if coming is None or not coming.seat:
        return Step(there, notes=(_("Sie sind nicht angemeldet."),))
    if event.at(view.now) is not Stage.COMING:
        return Step(there, notes=(_("Abmelden können Sie sich nur, bis der Termin beginnt."),))
    return Step(there, (EventSignedOff(event.slug),), (_("Sie sind abgemeldet."),))
