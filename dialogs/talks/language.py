"""Choosing a language, at any moment, without losing the place."""

from dataclasses import replace

from dialogs.city.facts import LanguageChosen
from dialogs.engine.heard import Called
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Aside, Step, View
from dialogs.text import Quote, _

NAMES = {"de": "Deutsch", "en": "English", "simple": "Leichte Sprache"}
LANGUAGE_DOOR = _("Sprache · Language")
"""The label of the way here: somebody who reads no German must find it too."""

UNCHECKED = _("Die Texte in Leichter Sprache hat noch keine Prüfgruppe geprüft.")

CODES = {"de": "de", "en": "en", "simple": "de@simple"}


def hear(view: View, called: Called) -> Step:
    """With a language named: switches to it and goes on at the same place. Without: asks which."""
    if called.item in CODES:
        return Step(view.place, (LanguageChosen(CODES[called.item]),))
    return Step(replace(view.place, aside=called))


def show(view: View, _item: str) -> Screen:
    """Every language by its own name; Leichte Sprache says that no test group has checked it."""
    rows = tuple(
        (
            Button(
                Quote(name),
                door(Quote(name), "language", key).code,
                chosen=CODES[key] == view.citizen.language,
            ),
        )
        for key, name in NAMES.items()
    )
    return Screen(
        (title(_("Welche Sprache möchten Sie?")), Line(Quote("Language · Sprache")), hint(UNCHECKED)), rows
    )


ASIDE = Aside("language", hear, show)
