"""Erasure: asks once what is to go; after it the person is a stranger again."""

from dialogs.city.facts import PersonErased
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose, Heard, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Screen, door, hint, item, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.talks.goodbye import GONE
from dialogs.talks.menu import MENU
from dialogs.text import _

ERASE = Place("erase")
ALL, UNKNOWN, NOTHING = "all", "unknown", "back"


def hear(view: View, heard: Heard) -> Step:
    """Erases at one press, or leads back with everything as it was."""
    match heard:
        case Called():
            return Step(ERASE)
        case Chose(value="all"):
            return Step(GONE, (PersonErased(keeps=False),), (_("Wir haben alles gelöscht."),))
        case Chose(value="unknown"):
            kept = _("Was Sie abgegeben haben, zählt weiter. Alles andere haben wir gelöscht.")
            return Step(GONE, (PersonErased(keeps=True),), (kept,))
        case Chose(value="back") | Wished(wish=Wish.BACK | Wish.PAUSE):
            return Step(MENU, notes=(_("Wir haben nichts gelöscht."),))
        case _other:
            return Step(view.place, notes=(PRESS_PLEASE,))


def show(view: View) -> Screen:
    """The question, with what each answer means."""
    at = view.place.mark
    lines = (
        title(_("Was sollen wir löschen?")),
        item(_("Alles: Ihre Antworten, Stimmen und Anregungen zählen dann nicht mehr.")),
        item(
            _(
                "Nur die Verbindung zu Ihnen: Was Sie abgegeben haben, zählt weiter. "
                "Niemand weiß dann mehr, von wem es ist. Was Sie nicht abgegeben haben, löschen wir."
            )
        ),
        hint(_("Ihre Anmeldungen zu Terminen gelten in beiden Fällen nicht mehr.")),
        hint(_("Beides lässt sich nicht zurücknehmen. Antworten der Stadt bekommen Sie danach nicht mehr.")),
        hint(_("Sie möchten Ihre Daten vorher haben? Dann wählen Sie „Meine Daten“.")),
    )
    rows = (
        (Button(_("Alles löschen"), buttons.step(at, ALL)),),
        (Button(_("Abgegebenes anonym stehen lassen"), buttons.step(at, UNKNOWN)),),
        (Button(_("Zurück, nichts löschen"), buttons.step(at, NOTHING)),),
        (door(_("Meine Daten"), "my_data"),),
    )
    return Screen(lines, rows)


TALK = Talk("erase", hear, show)
