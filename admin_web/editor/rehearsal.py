"""A rehearsal: the real conversation over a draft, replayed from its beginning each time; stores nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from dialogs.city.citizen import NOTICE_VERSION, Citizen
from dialogs.city.city import City
from dialogs.city.facts import Fact
from dialogs.city.window import Moment, Window
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Heard, Said
from dialogs.engine.place import Place
from dialogs.engine.screen import Screen
from dialogs.engine.talk import Step, View
from dialogs.engine.turn import advance, after, show
from dialogs.engine.wants import Found, Want
from dialogs.talks.menu import MENU
from dialogs.text import LANGUAGES
from locales.translator import translator

MOST_INPUTS = 500
"""Steps a rehearsal may have before it begins anew."""

LONGEST_INPUT = 4096
RECEIPT = "MUSTER-0000"
KINDS = ("press", "say", "language")


@dataclass(frozen=True, slots=True)
class Input:
    """One step: a button's code pressed, words typed, or the language looked at."""

    kind: str
    value: str


def dump(inputs: Sequence[Input]) -> str:
    """The steps as the page keeps them."""
    return json.dumps([[i.kind, i.value] for i in inputs], ensure_ascii=False, separators=(",", ":"))


def load(kept: str) -> tuple[Input, ...]:
    """The steps the page kept; anything else is a rehearsal that begins anew."""
    try:
        read = json.loads(kept)
        inputs = tuple(Input(str(kind), str(value)) for kind, value in read)
    except (ValueError, TypeError, RecursionError):
        return ()
    fits = all(i.kind in KINDS and len(i.value) <= LONGEST_INPUT for i in inputs)
    return inputs if fits and len(inputs) <= MOST_INPUTS else ()


class Memory(Protocol):
    """What storage would keep of the one person who rehearses."""

    def keep(self, fact: Fact, now: datetime) -> None:
        """Notes what has happened; `now` is a moment on the clocks of the city."""

    def find(self) -> Mapping[Want, Found]:
        """What the talks may want to see."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the person sees now, and in which language."""

    screen: Screen
    language: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a rehearsal plays: in a city that has nothing but this draft, at a moment, in its time zone."""

    city: City
    entrance: Called
    now: datetime
    zone: ZoneInfo


def rehearse(scene: Scene, memory: Memory, inputs: Sequence[Input]) -> Rehearsal:
    """Somebody comes in through the entrance and does all this."""
    stage = _Stage(scene, memory)
    stage.hear(scene.entrance)
    for step in inputs:
        if step.kind == "language":
            stage.speak(step.value)
        else:
            stage.hear(buttons.read(step.value) if step.kind == "press" else Said(step.value))
    return Rehearsal(stage.screen(), stage.citizen.language)


def inside(window: Window, now: datetime) -> datetime:
    """The moment closest to `now` at which a window is open."""
    match window.at(now):
        case Moment.BEFORE:
            return window.opens or now
        case Moment.AFTER:
            return (window.closes or now) - timedelta(seconds=1)
        case Moment.OPEN:
            return now


class _Stage:
    """One person in front of the city."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self.scene, self.memory = scene, memory
        self.citizen = Citizen(0, LANGUAGES[0], NOTICE_VERSION)
        self.last = Step(MENU)

    def _view(self, place: Place) -> View:
        found = self.memory.find()
        scene = self.scene
        return View(scene.city, self.citizen, place, scene.now, RECEIPT, found, zone=scene.zone)

    def hear(self, heard: Heard) -> None:
        say = translator(self.citizen.language, self.scene.zone).plain
        self.last = advance(self._view(self.last.place), heard, say)
        self.citizen = after(self.citizen, self.last.facts)
        for fact in self.last.facts:
            self.memory.keep(fact, self.scene.now.astimezone(self.scene.zone))

    def speak(self, language: str) -> None:
        if language in LANGUAGES:
            self.citizen = replace(self.citizen, language=language)

    def screen(self) -> Screen:
        return show(self._view(self.last.place), self.last)
