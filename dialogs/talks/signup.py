"""The way to an event for somebody who has to read the notice first; there one signs up by a button."""

from dataclasses import replace

from dialogs.engine.heard import Called, Heard
from dialogs.engine.talk import Step, Talk, View
from dialogs.talks import menu
from dialogs.talks.menu import MENU


def hear(view: View, _heard: Heard) -> Step:
    """A link comes from anywhere, so it signs nobody up."""
    return Step(replace(MENU, aside=Called("event", view.place.item)))


TALK = Talk("signup", hear, menu.show, menu.wants)
