"""The imprint: who answers for this, in the city's own words or by what is known of it."""

from dataclasses import replace

from dialogs.engine.heard import Called
from dialogs.engine.screen import Line, Screen, door, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.talks.project import tell_contact
from dialogs.text import Content, Quote, _, filled


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(replace(view.place, aside=called))


def show(view: View, _item: str) -> Screen:
    """The city's text; without one whoever is responsible, and whom to ask."""
    project = view.city.project
    lines = [title(_("Impressum"))]
    if filled(project.legal.imprint):
        lines.append(Line(Content(project.legal.imprint, rich=True)))
    else:
        if project.privacy.controller:
            lines.append(Line(_("Verantwortlich: {name}", name=Quote(project.privacy.controller))))
        lines += tell_contact(project.contact)
    ways = (door(_("Datenschutz"), "privacy"), door(_("Barrierefreiheit"), "accessibility"))
    return Screen(tuple(lines), (ways,))


ASIDE = Aside("imprint", hear, show)
