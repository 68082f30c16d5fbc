"""First contact: who asks and why, in one short notice, with one button that leads on."""

from dialogs.city.citizen import NOTICE_VERSION
from dialogs.city.facts import NoticeRead
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose, Heard, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.talks.language import LANGUAGE_DOOR
from dialogs.text import Content, Quote, _, filled


def hear(view: View, heard: Heard) -> Step:
    """Remembers where the link led; "Verstanden, weiter" goes there."""
    place = view.place
    match heard:
        case Chose(value="understood") | Wished(wish=Wish.DONE):
            return Step(place, (NoticeRead(NOTICE_VERSION),))
        case Called():
            return Step(Place("welcome", then=heard))
        case _other if place.then is None:
            return Step(Place("welcome", then=Called("menu")))
        case _other:
            return Step(place, notes=(_("Bitte tippen Sie zuerst auf „Verstanden, weiter“."),))


def show(view: View) -> Screen:
    """The notice: who is responsible, what for, how Telegram comes in, whom to complain to."""
    project = view.city.project
    privacy = project.privacy
    lines = [
        title(_("Guten Tag! Hier ist der Stadtdialog.")),
        Line(_("Thema: {project}", project=Content(project.name))),
    ]
    if filled(privacy.purpose):
        lines.append(Line(Content(privacy.purpose)))
    at = view.place.mark
    return Screen(
        (*lines, *notice(view)),
        (
            (Button(_("Verstanden, weiter"), buttons.step(at, "understood")),),
            (door(LANGUAGE_DOOR, "language"),),
        ),
    )


def notice(view: View) -> list[Line]:
    """What is not asked and what is stored, who is responsible, whom to complain to."""
    privacy = view.city.project.privacy
    lines = [
        _("Ihren Namen, Ihre Adresse und Ihre Telefonnummer fragen wir nicht."),
        _("Ihre Antworten speichern wir bei uns, unter einem Decknamen."),
        _(
            "Auf Telegram sieht auch Telegram, was Sie schreiben. "
            "Ohne Telegram geht es auf unserer Internetseite."
        ),
        _("Sie können jederzeit aufhören. Sie können Auskunft und Löschung verlangen."),
    ]
    if privacy.controller:
        lines.append(_("Verantwortlich: {name}", name=Quote(privacy.controller)))
    if privacy.officer:
        lines.append(_("Datenschutz: {name}", name=Quote(privacy.officer)))
    if privacy.authority:
        lines.append(_("Beschwerden: {name}", name=Quote(privacy.authority)))
    return [hint(line) for line in lines]


TALK = Talk("welcome", hear, show)
