"""Objecting to the hiding of a comment: pressing the door is enough; says what happens next."""

from dialogs.city.objection import Ruling, object_to
from dialogs.city.refusal import Refusal
from dialogs.engine.heard import Called, Heard, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Line, Screen, door, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import MyRuling, Want
from dialogs.talks.menu import MENU
from dialogs.talks.notified import tell_contribution
from dialogs.text import Words, _

NO_SUCH_RULING = _("Hier gibt es für Sie nichts zu widersprechen.")
LONGEST_NUMBER = 18
"""Digits of a ruling's number: more would not fit into 64 bits."""


def wants(place: Place) -> tuple[Want, ...]:
    """The ruling, if it is on a comment of mine."""
    return (MyRuling(_number(place)),)


def hear(view: View, heard: Heard) -> Step:
    """Objects once; who comes again is told how it stands."""
    ruling = view.ruling(_number(view.place))
    match heard:
        case _any if ruling is None:
            return Step(MENU, notes=(NO_SUCH_RULING,))
        case Called() if ruling.is_objected:
            return Step(view.place)
        case Called():
            raised = object_to(ruling)
            if isinstance(raised, Refusal):
                return Step(MENU, notes=(raised.sentence,))
            return Step(view.place, (raised,))
        case Wished():
            return Step(MENU)
        case _other:
            return Step(view.place, notes=(_("Hier ist alles erledigt. Bitte wählen Sie."),))


def gone(view: View) -> Words | None:
    """Whether there is no such ruling, or none that was objected to."""
    ruling = view.ruling(_number(view.place))
    return None if ruling and ruling.is_objected else NO_SUCH_RULING


def show(view: View) -> Screen:
    """That the objection has arrived and who decides it, or how it was decided."""
    ruling = view.ruling(_number(view.place))
    lines = [] if ruling is None else _how_it_stands(view, ruling)
    return Screen(tuple(lines), ((door(_("Meine Beiträge"), "mine"), door(_("Zum Menü"), "menu")),))


def _number(place: Place) -> int:
    """The number of the ruling that a place is about; 0, which none has, for anything else."""
    named = place.item
    return int(named) if named.isdecimal() and len(named) <= LONGEST_NUMBER else 0


def _how_it_stands(view: View, ruling: Ruling) -> list[Line]:
    about = tell_contribution(view.city, ruling.about)
    if not ruling.is_decided:
        return [
            title(_("Ihr Widerspruch ist angekommen")),
            *about,
            Line(_("Jetzt prüft eine zweite Person Ihren Beitrag. Bis dahin bleibt er ausgeblendet.")),
            Line(_("Das Ergebnis erfahren Sie hier. Sie müssen nichts weiter tun.")),
        ]
    if ruling.is_hidden:
        return [
            title(_("Ihr Beitrag bleibt ausgeblendet")),
            *about,
            Line(_("Eine zweite Person hat Ihren Widerspruch geprüft.")),
        ]
    return [
        title(_("Ihr Widerspruch hatte Erfolg")),
        *about,
        Line(_("Ihr Beitrag ist nicht mehr ausgeblendet.")),
    ]


TALK = Talk("objection", hear, show, wants, gone=gone)
