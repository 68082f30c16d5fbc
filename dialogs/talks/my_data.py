"""My data: everything we know of a person, as two files, without losing the place."""

from dataclasses import replace

from dialogs.city.facts import DataRequested
from dialogs.city.my_data import MOST_A_DAY, File, may_request, next_request
from dialogs.engine.heard import Called
from dialogs.engine.screen import Line, Screen, door, hint, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.text import _

ENOUGH = _("Heute haben Sie Ihre Daten schon {most}-mal angefordert. Morgen geht es wieder.", most=MOST_A_DAY)


def hear(view: View, called: Called) -> Step:
    """Has the files made, a few times a day."""
    place = replace(view.place, aside=called)
    today = view.today
    if not may_request(view.citizen, today):
        return Step(place, notes=(ENOUGH,))
    return Step(place, (DataRequested(today, next_request(view.citizen, today)),), files=tuple(File))


def show(_view: View, _item: str) -> Screen:
    """What is in the files and where they come to."""
    return Screen(
        (
            title(_("Meine Daten")),
            Line(_("Sie bekommen alles, was wir über Sie gespeichert haben: zum Lesen und als JSON.")),
            Line(_("Auf Telegram schicken wir zwei Dateien. Auf der Internetseite laden Sie sie herunter.")),
            hint(_("Darin steht auch, was Sie geantwortet haben. Bitte geben Sie die Dateien niemandem.")),
            hint(_("Wir heben die Dateien nicht auf.")),
        ),
        ((door(_("Datenschutz"), "privacy"), door(_("Löschen"), "erase")),),
    )


ASIDE = Aside("my_data", hear, show)
