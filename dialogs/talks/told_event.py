"""What a citizen is told of an event without having asked, as a screen."""

from datetime import datetime

from dialogs.city.city import City
from dialogs.city.event import Event, Stage
from dialogs.city.event_change import find_changes, must_be_told
from dialogs.city.event_wish import EventWish
from dialogs.city.notification import EventChanged, EventMinutes, EventNew, EventReminder, SeatFree
from dialogs.engine.attachment import EventFile
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.talks import event_reminders, event_seats
from dialogs.talks.event_words import tell_event
from dialogs.talks.told_stop import stop_topic
from dialogs.text import Appointment, Content, Quote, Text, _

_NEAR: dict[EventWish, Text] = {
    EventWish.WEEK: _("Bald ist es so weit"),
    EventWish.DAY: _("Bald ist es so weit"),
    EventWish.HOURS: _("Gleich geht es los"),
}


def tell(
    city: City, news: EventNew | EventReminder | EventChanged | EventMinutes | SeatFree, now: datetime
) -> Screen | None:
    """The screen; None if there is nothing left to tell."""
    match news:
        case EventNew():
            return tell_new(city, news, now)
        case EventReminder():
            return tell_reminder(city, news, now)
        case EventChanged():
            return tell_changed(city, news, now)
        case EventMinutes():
            return tell_minutes(city, news)
        case SeatFree():
            return tell_seat(city, news, now)


def tell_new(city: City, news: EventNew, now: datetime) -> Screen | None:
    """That there is a new one; None if it has begun, or does not take place."""
    event = _coming(city, news.event, now)
    if event is None:
        return None
    lines = (title(_("Neuer Termin")), Line(tell_event(event)))
    return Screen(lines, ((_to(event),), (stop_topic("events"),)))


def tell_reminder(city: City, news: EventReminder, now: datetime) -> Screen | None:
    """When and where; the ways to the event, to sign off, and to be reminded no more."""
    event = _coming(city, news.event, now)
    if event is None:
        return None
    lines = [
        title(_NEAR[news.kind]),
        Line(Content(event.title)),
        Line(_("Beginn: {when}", when=Appointment(event.starts))),
        *_where(event),
        hint(_("Sie wollten daran erinnert werden.")),
    ]
    rows = [(_to(event),)]
    if news.signed_up:
        rows.append((_off(event),))
    return Screen(tuple(lines), (*rows, (_stop(event),)))


def tell_changed(city: City, news: EventChanged, now: datetime) -> Screen | None:
    """What is different now, and what was before; None if it is gone, over both ways, or the same again."""
    event, before = city.events.get(news.event), news.before
    if event is None or before is None or not must_be_told(before, event, now):
        return None
    rows: list[tuple[Button, ...]] = [(_to(event),), (_file(event),)]
    if event.cancelled:
        fails = _("Dieser Termin fällt leider aus. Bitte kommen Sie nicht dorthin.")
        lines = [title(_("Termin abgesagt")), Line(tell_event(before)), Line(fails)]
        return Screen(tuple(lines), tuple(rows))
    head = _("Termin findet doch statt") if before.cancelled else _("Termin geändert")
    lines = [
        title(head),
        Line(Content(event.title)),
        Line(_("Beginn: {when}", when=Appointment(event.starts))),
    ]
    if event.ends:
        lines.append(Line(_("Ende: {when}", when=Appointment(event.ends))))
    lines += [*_where(event), *_what_was(before, find_changes(before, event))]
    rows.append((_off(event) if news.signed_up else _stop(event),))
    return Screen(tuple(lines), tuple(rows))


def _what_was(before: Event, changes: tuple[str, ...]) -> list[Line]:
    """What does not hold any more."""
    was: dict[str, Text] = {"starts": _("Der Beginn war: {when}", when=Appointment(before.starts))}
    if before.ends:
        was["ends"] = _("Das Ende war: {when}", when=Appointment(before.ends))
    if before.place:
        was["place"] = _("Der Ort war: {place}", place=Quote(before.place))
    if before.address:
        was["address"] = _("Die Adresse war: {address}", address=Quote(before.address))
    return [Line(was[name]) for name in changes if name in was]


def tell_minutes(city: City, news: EventMinutes) -> Screen | None:
    """That the minutes are there to be read."""
    event = city.events.get(news.event)
    if event is None:
        return None
    lines = (
        title(_("Das Protokoll ist da")),
        Line(tell_event(event)),
        Line(_("Sie waren dabei. Hier steht, was besprochen wurde.")),
    )
    return Screen(lines, ((door(_("Protokoll lesen"), "event", event.slug),),))


def tell_seat(city: City, news: SeatFree, now: datetime) -> Screen | None:
    """That there is a seat now; None if it is too late for it."""
    event = _coming(city, news.event, now)
    if event is None:
        return None
    lines = (
        title(_("Sie haben einen Platz")),
        Line(tell_event(event)),
        Line(_("Ein Platz ist frei geworden. Sie sind jetzt angemeldet.")),
        hint(_("Können Sie nicht kommen? Dann melden Sie sich bitte ab.")),
    )
    return Screen(lines, ((_to(event), _off(event)), (_file(event),)))


def _coming(city: City, slug: str, now: datetime) -> Event | None:
    """An event that takes place and has not begun."""
    event = city.events.get(slug)
    return event if event and not event.cancelled and event.at(now) is Stage.COMING else None


def _where(event: Event) -> list[Line]:
    lines = [Line(_("Ort: {place}", place=Quote(event.place)))] if event.place else []
    if event.address:
        lines.append(Line(_("Adresse: {address}", address=Quote(event.address))))
    return lines


def _to(event: Event) -> Button:
    return door(_("Zum Termin"), "event", event.slug)


def _off(event: Event) -> Button:
    return door(_("Abmelden"), "event", f"{event.slug}.{event_seats.OFF}")


def _stop(event: Event) -> Button:
    return door(_("Nicht mehr erinnern"), "event", f"{event.slug}.{event_reminders.ALL_OFF}")


def _file(event: Event) -> Button:
    """The file replaces what stands in the calendar, or takes it out."""
    return door(_("Neue Kalenderdatei"), "event_file", event.slug, EventFile(event.slug))
