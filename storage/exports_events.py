"""Who has signed up for an event as CSV or JSON: one line or object each, in order; nobody has a name."""

import json
from collections.abc import AsyncGenerator
from dataclasses import asdict

from storage.database import Database
from storage.exports import Format, csv_lines
from storage.items import Item
from storage.signups import SignUp, list_of

COLUMNS = ("number", "day", "seat", "channel", "language", "came")


async def export_signups(database: Database, item: Item, format: Format) -> AsyncGenerator[str, None]:
    """The export in one piece: an event has as many sign-ups as a hall has seats."""
    async with database.read() as connection:
        found = await list_of(connection, item.id)
    if format is Format.CSV:
        yield "\ufeff" + csv_lines(
            [COLUMNS, *([str(value) for value in _tell(each).values()] for each in found)]
        )
    else:
        told = {"event": item.slug, "signups": [_tell(each) for each in found]}
        yield json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _tell(signup: SignUp) -> dict[str, object]:
    """One sign-up in the order of `COLUMNS`."""
    about = asdict(signup)
    about |= {"day": signup.day.isoformat(), "seat": "taken" if signup.seated else "waiting"}
    about["came"] = "yes" if signup.came else "no"
    return {name: about[name] for name in COLUMNS}
