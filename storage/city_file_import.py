"""Brings a city file into the database: all of it or nothing, and never over what staff have changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.event import Event
from dialogs.city.guideline import Guideline
from dialogs.city.guideline_changes import rewritten
from storage import definitions, event_changes, items, journal, signups
from storage.city_file import CityFile, Entry
from storage.definitions import Definition
from storage.items import Item
from storage.new_versions import tell_authors
from storage.trouble import Conflict


class Deed(StrEnum):
    """What an import did with one item, as staff read it."""

    PUBLISHED = "neu veröffentlicht"
    RENEWED = "in neuer Fassung veröffentlicht"
    UNCHANGED = "unverändert"
    DRAFTED = "als Entwurf abgelegt, weil Sie hier selbst etwas geändert haben"
    LEFT = "nicht übernommen, weil hier schon ein Entwurf von Ihnen liegt"


STORED = (Deed.PUBLISHED, Deed.RENEWED, Deed.DRAFTED)

OPERATOR = "Kommandozeile"
"""Who the journal says it was: files are imported there."""

KINDS = {"project": "Vorhaben", "guideline": "Leitlinie", "survey": "Umfrage", "event": "Termin"}


@dataclass(frozen=True, slots=True)
class Line:
    """One item and what was done with it."""

    kind: str
    slug: str
    deed: Deed

    def __str__(self) -> str:
        """As staff read it."""
        return f"{KINDS[self.kind]} „{self.slug}“: {self.deed}"


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, item by item, in the order of the file."""

    lines: tuple[Line, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was stored."""
        return any(line.deed in STORED for line in self.lines)

    def __str__(self) -> str:
        """As staff read it."""
        return "\n".join(map(str, self.lines))


async def import_city(connection: AsyncConnection, city: CityFile, now: datetime) -> Report:
    """Publishes what is new or changed in the file, inside the connection's transaction.

    What the file brought before and staff left alone is published as the next version. Where staff published,
    closed or drafted something themselves, the file's version becomes a draft, or is left out beside theirs.
    Raises Conflict, and doing it again helps, if another import runs at the same moment.
    """
    lines = [Line(entry.kind, entry.slug, await _bring(connection, entry, now)) for entry in city.entries]
    return Report(tuple(lines))


async def _bring(connection: AsyncConnection, entry: Entry, now: datetime) -> Deed:
    item = await items.hold_item(connection, entry.kind, entry.slug)
    if item is None:
        item = await items.add_item(connection, entry.kind, entry.slug)
    if item is None:
        raise Conflict(f"{entry.kind} {entry.slug} was made by somebody else at the same moment.")
    if item.imported == entry.digest:
        return Deed.UNCHANGED
    deed = await _store(connection, item, entry.definition, now)
    if deed is not Deed.LEFT:
        await items.note_import(connection, item.id, entry.digest)
    if deed in STORED:
        what = KINDS[entry.kind] if entry.kind == "project" else f"{KINDS[entry.kind]} {entry.slug}"
        await journal.write(connection, OPERATOR, "imported", what, deed.value, now)
    return deed


async def _store(connection: AsyncConnection, item: Item, definition: Definition, now: datetime) -> Deed:
    body = definitions.dump(definition)
    draft = await items.find_draft(connection, item.id)
    if draft and draft.staff is not None:
        return Deed.LEFT
    versions = await items.list_versions(connection, item.id)
    newest = versions[0] if versions else None
    if newest and newest.body == body and not draft:
        return Deed.UNCHANGED
    if newest and (newest.staff is not None or item.closed):
        await items.save_draft(connection, item.id, body, draft.revision if draft else 0, None, now)
        return Deed.DRAFTED
    number = await items.publish(connection, item.id, body, None, now)
    # What nobody could read is mended by this.
    before = definitions.try_load(item.kind, newest.body) if newest else None
    if before and isinstance(definition, Guideline):
        await tell_authors(connection, item.id, number, rewritten(before, definition), now)
    if isinstance(definition, Event):
        await event_changes.tell(connection, item.id, number, before, definition, now)
        # There may be more seats than before.
        await signups.move_up(connection, [item.id], now)
    return Deed.RENEWED if newest else Deed.PUBLISHED
