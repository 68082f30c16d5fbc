"""Goodbye: the last words to somebody who was erased."""

from dialogs.engine.heard import Heard
from dialogs.engine.place import Place
from dialogs.engine.screen import Line, Screen, door, hint, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.talks.menu import MENU
from dialogs.text import _

GONE = Place("goodbye")
"""Where a stranger stands who was erased, until this is delivered: storage then forgets him altogether."""


def hear(_view: View, _heard: Heard) -> Step:
    """Whoever comes back begins at the menu, after the notice."""
    return Step(MENU)


def show(_view: View) -> Screen:
    """That nothing is left with us, and what is left elsewhere."""
    return Screen(
        (
            title(_("Auf Wiedersehen!")),
            Line(_("Das ist unsere letzte Nachricht an Sie. Wir wissen jetzt nichts mehr über Sie.")),
            hint(
                _("Was in diesem Chat auf Telegram steht, können nur Sie löschen: Löschen Sie dort den Chat.")
            ),
        ),
        ((door(_("Neu beginnen"), "menu"),),),
    )


TALK = Talk("goodbye", hear, show)
