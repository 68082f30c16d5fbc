"""How a date people can come to is told in one line."""

import re
from datetime import timedelta

from dialogs.city.event import Event
from dialogs.text import Appointment, Content, Quote, Value, Words, _


def tell_event(event: Event) -> Words:
    """When, what, where; the end is told of an event that goes on for days."""
    when: Value = Appointment(event.starts)
    if event.ends and event.ends - event.starts >= timedelta(days=1):
        when = _("{starts} bis {ends}", starts=when, ends=Appointment(event.ends))
    what: Words = Content(event.title)
    if event.cancelled:
        what = _("Fällt aus: {title}", title=what)
    if not event.place or _names_place(event):
        return _("{when}: {what}", when=when, what=what)
    return _("{when}: {what} ({place})", when=when, what=what, place=Quote(event.place))


def _names_place(event: Event) -> bool:
    """Whether the title says in every language where it is."""
    place = re.compile(rf"\b{re.escape(event.place)}\b", re.IGNORECASE)
    # Leichte Sprache puts dots into long words.
    return all(place.search(title.replace("·", "")) for title in event.title.values() if title)
