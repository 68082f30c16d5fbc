"""Writes down that authors object to the hiding of their comments."""

from collections.abc import Sequence

from dialogs.city.facts import ObjectionRaised
from storage.pen import Happened, Pen
from storage.tables import objections
from storage.upsert import insert_into


async def write_objections(pen: Pen, happened: Sequence[Happened[ObjectionRaised]]) -> None:
    """Objecting twice (two devices at once) is objecting once."""
    rows = [{"ruling": h.fact.ruling, "day": pen.day(h)} for h in happened]
    await pen.connection.execute(insert_into(pen.connection, objections).on_conflict_do_nothing(), rows)
