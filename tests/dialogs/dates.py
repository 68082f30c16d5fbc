"""Stage directions about the dates people can come to."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from dialogs.city.event import Event
from tests.dialogs.cities import all3, berlin
from tests.dialogs.stage import Stage

ZOO = Event(
    "zoo",
    all3("Rundgang im Zoo", "A walk through the zoo", "Wir gehen in den Zoo"),
    berlin(2024, 3, 31, 10),
    berlin(2024, 3, 31, 12, 30),
    about=all3("Wir sehen uns die **neuen** Wege an.", "We look at the **new** paths."),
    place="Zoo Neustadt",
    address="Zoostraße 1, 12345 Neustadt",
    lat=49.4,
    lon=7.7,
)
"""On the morning after the clocks have changed."""


def _announce(stage: Stage) -> None:
    _with(stage, ZOO)


def _with(stage: Stage, *events: Event) -> None:
    stage.city = replace(stage.city, events={**stage.city.events, **{event.slug: event for event in events}})


def _cancel(stage: Stage) -> None:
    _with(stage, replace(stage.city.events["zoo"], cancelled=True))


def _withdraw(stage: Stage) -> None:
    stage.city = replace(stage.city, events={})


def _repeat(stage: Stage) -> None:
    """Seven weeks from the last day of March on, seven weeks before it."""
    first = berlin(2024, 3, 28, 18)
    weeks = [(f"treff-{week}", timedelta(weeks=week)) for week in range(-7, 8) if week]
    meeting = stage.city.events["treff"]
    _with(stage, *(replace(meeting, slug=slug, starts=first + by) for slug, by in weeks))


DATES: Mapping[str, Callable[[Stage], None]] = {
    "Die Stadt lädt zu einem Rundgang ein.": _announce,
    "Der Rundgang fällt aus.": _cancel,
    "Alle Termine werden zurückgezogen.": _withdraw,
    "Den Treff gibt es jede Woche.": _repeat,
}
