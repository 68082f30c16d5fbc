"""The accessibility statement, and where people tell us of a barrier."""

from dataclasses import replace

from dialogs.city.project import Contact, Project
from dialogs.engine.heard import Called
from dialogs.engine.screen import Line, Screen, door, hint, item, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks.project import tell_contact
from dialogs.text import Content, Quote, _, filled


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(replace(view.place, aside=called))


def show(view: View, _item: str) -> Screen:
    """The city's text; without one what the program itself can promise. Always: whom to tell of a barrier."""
    project = view.city.project
    lines = [title(_("Barrierefreiheit"))]
    if filled(project.legal.accessibility):
        lines.append(Line(Content(project.legal.accessibility, rich=True)))
    else:
        lines += _promises()
    ways = (door(_("Impressum"), "imprint"), door(_("Datenschutz"), "privacy"))
    return Screen((*lines, *_feedback(project)), (ways,))


def _promises() -> list[Line]:
    return [
        Line(_("Alle sollen hier mitreden können. Das haben wir dafür getan:")),
        item(_("Alles gibt es in Deutsch, in Englisch und in Leichter Sprache.")),
        item(_("Die Internetseite geht mit Tastatur, mit Vorlese-Programm und bei starker Vergrößerung.")),
        item(_("Auf Telegram hilft die Bedienung, die Ihr Telefon mitbringt.")),
        hint(_("Wir prüfen das mit Programmen. Eine unabhängige Stelle hat es noch nicht geprüft.")),
    ]


def _feedback(project: Project) -> list[Line]:
    lines = [Line(_("Haben Sie eine Barriere gefunden? Bitte sagen Sie es uns:"))]
    if project.legal.feedback:
        return [*lines, Line(Quote(project.legal.feedback))]
    contact = project.contact
    return [*lines, *tell_contact(Contact(contact.name, contact.place, contact.phone, contact.email))]


ASIDE = Aside("accessibility", hear, show)
