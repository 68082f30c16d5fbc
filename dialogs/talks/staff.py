"""Somebody who works for the city links a chat of his own: there announcements are looked at beforehand."""

from dataclasses import replace

from dialogs.city.facts import StaffChatLinked
from dialogs.city.staff_chat import StaffChat, StaffDoor
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose, Heard, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import Want
from dialogs.talks.menu import MENU
from dialogs.text import Quote, _

TO_MENU = door(_("Zum Menü"), "menu")


def wants(place: Place) -> tuple[Want, ...]:
    """Whether the code of the link still works, and whose chat this is."""
    return (StaffDoor(place.item),)


def hear(view: View, heard: Heard) -> Step:
    """Links the chat once somebody says so; following the link alone does nothing."""
    match heard:
        case Called():
            return Step(replace(view.place, step=""))
        case Chose(value="link") if _is_open(view):
            return Step(replace(view.place, step="linked"), (StaffChatLinked(view.place.item),))
        case Chose():
            return Step(view.place)
        case Wished():
            return Step(MENU)
        case _other:
            return Step(view.place, notes=(_("Bitte wählen Sie."),))


def show(view: View) -> Screen:
    """Asks, or says that it is done, or that the link is too old."""
    if _is_open(view):
        link = Button(_("Ja, verbinden"), buttons.step(view.place.mark, "link"))
        asked = (
            title(_("Diesen Chat mit Ihrem Zugang verbinden?")),
            Line(_("Das ist nur für Menschen, die bei der Stadt mit dem Stadtdialog arbeiten.")),
            Line(_("Dann kommen Ankündigungen, die Sie zur Probe senden, in diesen Chat.")),
        )
        return Screen(asked, ((link,), (TO_MENU,)))
    if name := _chat(view).name:
        done = (
            title(_("Dieser Chat ist mit Ihrem Zugang verbunden")),
            Line(_("Zugang: {name}", name=Quote(name))),
            Line(_("Ankündigungen, die Sie zur Probe senden, kommen hierher.")),
            hint(_("Trennen können Sie beides auf der Verwaltungsseite, bei Ihrem Konto.")),
        )
        return Screen(done, ((TO_MENU,),))
    lines = (
        title(_("Dieser Link gilt nicht mehr")),
        Line(_("Er gilt 30 Minuten lang und nur einmal.")),
        Line(_("Einen neuen bekommen Sie auf der Verwaltungsseite, bei Ihrem Konto.")),
    )
    return Screen(lines, ((TO_MENU,),))


def _chat(view: View) -> StaffChat:
    found = view.found.get(StaffDoor(view.place.item))
    return found if isinstance(found, StaffChat) else StaffChat()


def _is_open(view: View) -> bool:
    expires = _chat(view).expires
    return expires is not None and view.now < expires


TALK = Talk("staff", hear, show, wants)
