"""A reply to what the city told many: nobody reads it, so it is said where there is more and whom to ask."""

from collections.abc import Callable
from dataclasses import replace

from dialogs.engine.heard import Called, Corrected, Said
from dialogs.engine.screen import Line, Screen, door, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.engine.wants_announced import Announced
from dialogs.engine.words import understand
from dialogs.talks.announcement import onward
from dialogs.text import Words, _


def meant_by_reply(heard: Said | Corrected, told: Announced, say: Callable[[Words], str]) -> Called:
    """The door that a reply means: where a word of ours leads, else this.

    It answers no question that happens to be open: the buttons in front of the citizen do not count.
    """
    meaning = understand(heard, Screen(()), say) if isinstance(heard, Said) else heard
    return meaning if isinstance(meaning, Called) else Called("reply", told.leads_to)


def hear(view: View, called: Called) -> Step:
    """Tells without leaving the place."""
    return Step(replace(view.place, aside=called))


def show(view: View, leads_to: str) -> Screen:
    """That it cannot be answered here, and the ways that lead on."""
    lines = (
        title(_("Antworten geht hier noch nicht")),
        Line(
            _(
                "Sie haben auf eine Ankündigung geantwortet. Das liest hier niemand, "
                "und es ist nicht gespeichert."
            )
        ),
        Line(_("Haben Sie eine Frage? Unter „Wen kann ich fragen?“ steht, wer Ihnen hilft.")),
    )
    elsewhere = [door(_("Mitteilungen"), "notices")]
    if view.place.talk != "menu":
        elsewhere.append(door(_("Zum Menü"), "menu"))
    ask = door(_("Wen kann ich fragen?"), "project", "contact")
    return Screen(lines, (*onward(leads_to), (ask,), tuple(elsewhere)))


ASIDE = Aside("reply", hear, show)
