"""Stage directions about who comes to an event: seats of others, the code at the door, minutes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.city.event import Event
from dialogs.city.seat import Seat, Seats
from tests.dialogs.cities import all3, berlin
from tests.dialogs.stage import Stage

CODE = "7KX20P"

GARDEN = Event(
    "garten",
    all3("Wir planen einen Garten", "Planning a garden", "Wir planen einen Garten"),
    berlin(2024, 4, 2, 18),
    berlin(2024, 4, 2, 20),
    place="Volkshaus",
    signup=True,
    capacity=20,
    project="Grüne Mitte",
    district="Altstadt",
)
"""Three days after the clocks have changed."""


def _invite(stage: Stage) -> None:
    _publish(stage, GARDEN)
    stage.memory.guests.others["garten"] = Seats(taken=16)
    stage.memory.guests.capacity["garten"] = 20


def _publish(stage: Stage, *events: Event) -> None:
    stage.city = replace(stage.city, events={**stage.city.events, **{event.slug: event for event in events}})


def _fill(stage: Stage) -> None:
    stage.memory.guests.others["garten"] = Seats(taken=20, waiting=1)


def _leave(stage: Stage) -> None:
    stage.memory.guests.leave("garten")


def _cancel(stage: Stage) -> None:
    _publish(stage, replace(stage.city.events["garten"], cancelled=True))


def _open_to_all(stage: Stage) -> None:
    _publish(stage, replace(stage.city.events["garten"], capacity=None))


def _hang_up(stage: Stage) -> None:
    stage.memory.guests.codes["garten"] = CODE


def _hang_up_another(stage: Stage) -> None:
    stage.memory.guests.codes["garten"] = "111222"


def _write_minutes(stage: Stage) -> None:
    minutes = all3("Es wird **ein Garten**.", "There will be **a garden**.", "Wir machen **einen Garten**.")
    _publish(stage, replace(stage.city.events["garten"], minutes=minutes))


def _call_off_my_seat(stage: Stage) -> None:
    mine = stage.memory.guests.mine["garten"]
    stage.memory.guests.mine["garten"] = replace(mine, seat=Seat.WAITING, place=1)


def _spread_out(stage: Stage) -> None:
    """Of two projects, in eighteen districts."""
    parts = [f"Ortsteil {number:02}" for number in range(1, 17)]
    places = ["Altstadt", "Nordstadt", *parts]
    _publish(
        stage,
        *(
            replace(GARDEN, slug=f"garten-{number}", district=district, project=project)
            for number, district in enumerate(places, start=1)
            for project in [("Grüne Mitte", "Sichere Wege")[number % 2]]
        ),
    )


DOORS: Mapping[str, Callable[[Stage], None]] = {
    "Die Stadt plant einen Garten und bittet um Anmeldung.": _invite,
    "Alle Plätze im Garten sind vergeben.": _fill,
    "Jemand sagt für den Garten ab.": _leave,
    "Der Garten fällt aus.": _cancel,
    "Im Garten ist Platz für alle.": _open_to_all,
    "Am Eingang zum Garten hängt ein Code.": _hang_up,
    "Am Eingang zum Garten hängt ein anderer Code.": _hang_up_another,
    "Das Protokoll zum Garten ist da.": _write_minutes,
    "Der Garten wird in allen Ortsteilen geplant.": _spread_out,
    "Wer einen Platz im Garten hatte, wartet.": _call_off_my_seat,
}
