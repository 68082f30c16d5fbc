"""Where an event is, as a place that a messenger shows on its map."""

from dataclasses import replace

from dialogs.engine.heard import Called
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks import event
from dialogs.text import _

IT_COMES = _("Auf Telegram schicken wir den Ort hierher.")


def hear(view: View, called: Called) -> Step:
    """Back to the event, with its place if it is known where that is."""
    place = replace(view.place, aside=Called("event", called.item))
    found = view.city.events.get(called.item)
    venue = event.venue_of(found) if found else None
    return Step(place, notes=(IT_COMES,), files=(venue,)) if venue else Step(place)


ASIDE = Aside("event_place", hear, event.show)
