"""The calendar file of one event or of all: a page links to it at once, a messenger gets it sent."""

from dataclasses import replace

from dialogs.engine.attachment import EventFile
from dialogs.engine.heard import Called
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks import event, events
from dialogs.text import _

IT_COMES = _(
    "Auf Telegram schicken wir die Kalenderdatei hierher. "
    "Öffnen Sie sie, dann steht der Termin in Ihrem Kalender."
)


def hear(view: View, called: Called) -> Step:
    """Back to where the button stood, with the file; of what is not there, there is no file."""
    there = Called("event", called.item) if called.item else Called("events")
    place = replace(view.place, aside=there)
    is_there = called.item in view.city.events if called.item else bool(view.city.events)
    return Step(place, notes=(IT_COMES,), files=(EventFile(called.item),)) if is_there else Step(place)


ASIDE = Aside(
    "event_file", hear, lambda view, item: event.show(view, item) if item else events.show(view, "")
)
