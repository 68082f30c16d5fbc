"""Names of projects and districts used so far, to choose from: written the same, they belong together."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.city.event import Event
from storage import definitions, items
from storage.database import Connection


@dataclass(frozen=True, slots=True)
class Names:
    """Each name once, by the alphabet."""

    projects: Sequence[str]
    districts: Sequence[str]


async def list_names(connection: Connection, published: Sequence[Event]) -> Names:
    """Those of published events and of drafts."""
    drafts = await items.list_drafts(connection, "event")
    events = [*published, *(definitions.load("event", draft.body) for draft in drafts.values())]
    return Names(_each({event.project for event in events}), _each({event.district for event in events}))


def _each(names: set[str]) -> list[str]:
    return sorted(names - {""}, key=lambda name: (name.casefold(), name))
