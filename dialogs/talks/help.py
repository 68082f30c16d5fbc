"""Help: how to talk to the bot, in a few sentences."""

from dataclasses import replace

from dialogs.engine.heard import Called
from dialogs.engine.screen import Line, Screen, door, item, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.text import _


def hear(view: View, called: Called) -> Step:
    """Helps without leaving the place."""
    return Step(replace(view.place, aside=called))


def show(_view: View, _item: str) -> Screen:
    """What can be typed, and who helps."""
    return Screen(
        (
            title(_("Hilfe")),
            Line(_("Tippen Sie auf die Knöpfe. Oder schreiben Sie:")),
            item(_("Menü – zeigt, was offen ist")),
            item(_("{button} – zeigt, was Sie beigetragen haben", button=_("Meine Beiträge"))),
            item(_("{button} – was wir Ihnen von selbst schicken sollen", button=_("Mitteilungen"))),
            item(_DATA),
            item(_("Zurück – eine Frage zurück")),
            item(_("Stopp – Pause; alles bleibt gespeichert")),
            item(_("Sprache – Deutsch, English oder Leichte Sprache")),
            Line(_("Sie brauchen einen Menschen? Unter „Über das Vorhaben“ steht, wen Sie fragen können.")),
        ),
        ((door(_("Über das Vorhaben"), "project"),),),
    )


_DATA = _(
    "{data} oder {erase} – bekommen oder löschen, was wir über Sie gespeichert haben",
    data=_("Meine Daten"),
    erase=_("Löschen"),
)


ASIDE = Aside("help", hear, show)
