"""The door that comes with a section a day and switches it off; it leads to the guideline."""

from dialogs.city.wish import WishKind
from dialogs.engine.heard import Heard
from dialogs.engine.place import Place
from dialogs.engine.talk import Step, Talk, View
from dialogs.talks import guideline
from dialogs.talks.guideline_wishes import switch_off
from dialogs.talks.menu import MENU


def hear(view: View, _heard: Heard) -> Step:
    """Pressing it is enough."""
    published = view.city.guidelines.get(view.place.item)
    if published is None:
        return Step(MENU, notes=(guideline.NO_SUCH_GUIDELINE,))
    there = Place("guideline", published.slug, published.number)
    return switch_off(view, published, there, WishKind.DAILY)


TALK = Talk("daily", hear, guideline.show, guideline.wants, gone=guideline.gone)
