"""What somebody works on: its draft or, without one, what is published; saved over what was seen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.work import Work
from storage import definitions, items
from storage.database import Connection
from storage.definitions import Definition
from storage.items import Draft, Item

Body = TypeVar("Body", bound=Definition)

_SEEN = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")


class Kind(NamedTuple):
    """What is edited: its name in the database, what staff call it, where the list of all is."""

    name: str
    noun: str
    home: str
    the: str = "die"
    to_the: str = "zur"


@dataclass(frozen=True, slots=True)
class Editing(Generic[Body]):
    """Something that is edited with its item, its draft (if there is one) and all published versions."""

    KIND: ClassVar[Kind]

    item: Item
    body: Body
    draft: Draft | None
    versions: Mapping[int, Body]

    @property
    def slug(self) -> str:
        """The slug of the item; also that of every definition."""
        return self.item.slug

    @property
    def name(self) -> str:
        """What the journal calls it."""
        return f"{self.KIND.noun} {self.slug}"

    @property
    def seen(self) -> str:
        """What somebody who looks now has seen: the newest version and the revision of the draft."""
        return f"{self.item.version}.{self.draft.revision if self.draft else 0}"

    @property
    def newest(self) -> Body | None:
        """What citizens get now."""
        return self.versions.get(self.item.version)

    def address(self, *more: str) -> str:
        """The address of its page, or of a page below it."""
        return "/".join((self.KIND.home, self.slug, *more))


AnyEditing = TypeVar("AnyEditing", bound=Editing[Any])


async def find_editing(request: web.Request, of: type[AnyEditing]) -> AnyEditing:
    """What a request is about, to look at. Raises 404 if there is none."""
    async with desk_of(request).database.read() as connection:
        item = await items.find_item(connection, of.KIND.name, request.match_info["slug"])
        return await _open(connection, item, of)


async def hold_editing(request: web.Request, work: Work, of: type[AnyEditing]) -> AnyEditing:
    """What a change is about; nobody else changes it meanwhile. Raises 404 if there is none."""
    item = await items.hold_item(work.connection, of.KIND.name, request.match_info["slug"])
    return await _open(work.connection, item, of)


async def _open(connection: Connection, item: Item | None, of: type[AnyEditing]) -> AnyEditing:
    if item is None:
        raise web.HTTPNotFound
    draft = await items.find_draft(connection, item.id)
    versions = {
        version.number: definitions.load(of.KIND.name, version.body)
        for version in await items.list_versions(connection, item.id)
    }
    body = definitions.load(of.KIND.name, draft.body) if draft else versions.get(item.version)
    if body is None:
        raise web.HTTPNotFound
    return of(item, body, draft, versions)


def has_seen(request: web.Request, editing: Editing[Any]) -> bool:
    """Whether who sent a form had seen the thing as it is now."""
    seen = request[FIELDS].get("seen", "")
    return bool(_SEEN.fullmatch(seen)) and seen == editing.seen


async def save(work: Work, editing: Editing[Body], changed: Body) -> None:
    """Keeps what was changed as the draft. `editing` must be held, so nobody can come in between."""
    revision = editing.draft.revision if editing.draft else 0
    body = definitions.dump(changed)
    if not await items.save_draft(work.connection, editing.item.id, body, revision, work.member.id, work.now):
        raise web.HTTPConflict
