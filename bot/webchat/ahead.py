"""Draws what the dialogs would answer without letting it happen: for strangers, for links, after a clean-up.

A GET changes nothing, so a page behind a link is only drawn ahead. Its form carries the link, and a press
then stores two inputs: that the link was followed, and the press.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.town import Town
from bot.webchat.visit import Visit
from bot.webchat.words import NOTES
from dialogs.city.citizen import Citizen
from dialogs.engine import buttons, turn
from dialogs.engine.heard import Called
from dialogs.engine.place import NOWHERE
from dialogs.engine.screen import Screen, note
from dialogs.engine.talk import Step, View
from dialogs.engine.wants import Want
from locales.translator import translator
from storage import wants
from storage.citizens import Standing
from storage.city import Shelf
from storage.database import Connection


async def for_stranger(
    connection: Connection, town: Town, shelf: Shelf, visit: Visit, now: datetime
) -> Screen:
    """The first page: the notice, or what was asked for aside; nothing is stored for it."""
    view = View(shelf.city, Citizen(0, visit.language), NOWHERE, now, zone=town.zone)
    say = translator(visit.language, town.zone).plain
    step = Step(view.place)
    for payload in (visit.start, visit.show):
        if payload:
            step = turn.advance(view, buttons.read_payload(payload), say)
            view = replace(view, place=step.place)
    view = await _seen(connection, town, shelf, view, turn.wants_of(step.place))
    screen = turn.show(view, step)
    if visit.note:
        screen = replace(screen, lines=(note(NOTES[visit.note]), *screen.lines))
    return screen


async def for_citizen(
    connection: Connection, town: Town, shelf: Shelf, standing: Standing, start: str, now: datetime
) -> tuple[Screen, Citizen]:
    """The screen behind a link, or of the present place without one; and the citizen as he would then be."""
    citizen = standing.citizen
    view = View(shelf.city, citizen, standing.place, now, zone=town.zone)
    called = buttons.read_payload(start) if start else Called(turn.HERE)
    view = await _seen(connection, town, shelf, view, turn.wants_before(view.place, called))
    step = turn.advance(view, called, translator(citizen.language, town.zone).plain)
    citizen = turn.after(citizen, step.facts)
    view = replace(view, citizen=citizen, place=step.place)
    view = await _seen(connection, town, shelf, view, turn.wants_of(step.place))
    return turn.show(view, step), citizen


async def _seen(connection: Connection, town: Town, shelf: Shelf, view: View, wanted: Iterable[Want]) -> View:
    who = view.citizen.id
    answered = await wants.answer(connection, shelf, town.key, {who: wanted})
    return replace(view, found=answered[who])
