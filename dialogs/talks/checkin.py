"""Saying that one is there: with the code shown at the door, typed or by the link of its picture."""

from dataclasses import replace

from dialogs.city.entrance import LENGTH, fold, parts_of, spaced
from dialogs.city.event import Event
from dialogs.city.facts import EventAttended
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose, Heard, Said, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Asks, Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import Want
from dialogs.engine.wants_events import Entrance, MyEvent
from dialogs.talks.event import NO_SUCH_EVENT
from dialogs.talks.menu import MENU
from dialogs.text import Content, Quote, Words, _

_HERE = "here"

WRONG = _("Dieser Code stimmt nicht. Er hängt am Eingang. Bitte schreiben Sie ihn noch einmal.")


def wants(place: Place) -> tuple[Want, ...]:
    """The event and its code; a link may name both at once."""
    slugs = dict.fromkeys((place.item, parts_of(place.item)[0]))
    return tuple(want for slug in slugs for want in (MyEvent(slug), Entrance(slug)))


def hear(view: View, heard: Heard) -> Step:
    """Takes the code; a link only brings it along, for links come from anywhere."""
    if isinstance(heard, Called):
        return _enter(view, heard.item)
    event = view.city.events[view.place.item]
    match heard:
        case Wished():
            return Step(_at(event))
        case Chose(value="here"):
            return _check(view, event, view.place.step)
        case Said(text=text):
            return _check(view, event, fold(text))
        case _other:
            return Step(view.place, notes=(_("Bitte schreiben Sie den Code, der am Eingang hängt."),))


def gone(view: View) -> Words | None:
    """Whether the event is no longer there."""
    return None if _find(view, view.place.item)[0] else NO_SUCH_EVENT


def _find(view: View, item: str) -> tuple[Event | None, str]:
    """The event that a name means, and the code that stands behind it."""
    if item in view.city.events:
        return view.city.events[item], ""
    slug, code = parts_of(item)
    return view.city.events.get(slug), code


def _enter(view: View, item: str) -> Step:
    event, code = _find(view, item)
    if event is None:
        return Step(MENU, notes=(NO_SUCH_EVENT,))
    if refused := _refused(view, event):
        return refused
    return Step(Place("checkin", event.slug, step=code))


def _refused(view: View, event: Event) -> Step | None:
    """What is said instead to who is too early or too late, or has said it already."""
    coming = view.coming(event.slug)
    if coming and coming.came:
        return Step(_at(event), notes=(_("Das haben wir schon gespeichert."),))
    if not event.is_entered(view.now, view.zone):
        sentence = _("Das geht nur am Tag des Termins, ab einer Stunde vor dem Beginn.")
        return Step(_at(event), notes=(sentence,))
    return None


def _check(view: View, event: Event, code: str) -> Step:
    if refused := _refused(view, event):
        return refused
    if not code or code != view.entrance(event.slug):
        return Step(replace(view.place, step=""), notes=(WRONG,))
    welcome = _("Willkommen! Wir haben gespeichert, dass Sie da sind.")
    return Step(_at(event), (EventAttended(event.slug),), (welcome,))


def _at(event: Event) -> Place:
    return replace(MENU, aside=Called("event", event.slug))


def show(view: View) -> Screen:
    """Asks for the code; who brought it with a link only presses."""
    event = view.city.events[view.place.item]
    lines = [title(_("Sind Sie da?")), Line(Content(event.title))]
    rows: list[tuple[Button, ...]] = []
    if view.place.step:
        lines.append(Line(_("Ihr Code: {code}", code=Quote(spaced(view.place.step)))))
        rows.append((Button(_("Ja, ich bin da"), buttons.step(view.place.mark, _HERE)),))
    else:
        lines.append(Line(_("Bitte schreiben Sie den Code, der am Eingang hängt.")))
        lines.append(hint(_("Er hat {count} Zeichen.", count=LENGTH)))
    lines.append(hint(_("Wir speichern nur, dass Sie da waren. So können wir Ihnen das Protokoll schicken.")))
    rows.append((door(_("Zum Termin"), "event", event.slug),))
    return Screen(tuple(lines), (*rows, (door(_("Zum Menü"), "menu"),)), Asks.TEXT)


TALK = Talk("checkin", hear, show, wants, gone=gone)
