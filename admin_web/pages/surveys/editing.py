"""The survey somebody works on: its draft or, without one, what is published; saved over what was seen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.work import Work
from dialogs.city.survey import Question, Survey
from storage import definitions, items
from storage.database import Connection
from storage.items import Draft, Item

KIND = "survey"
_SEEN = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Editing:
    """A survey with its item, its draft (if there is one) and all published versions."""

    item: Item
    survey: Survey
    draft: Draft | None
    versions: Mapping[int, Survey]

    @property
    def slug(self) -> str:
        """The slug of the item; also that of every definition."""
        return self.item.slug

    @property
    def seen(self) -> str:
        """What somebody who looks now has seen: the newest version and the revision of the draft."""
        return f"{self.item.version}.{self.draft.revision if self.draft else 0}"

    @property
    def newest(self) -> Survey | None:
        """What citizens get now."""
        return self.versions.get(self.item.version)

    def published(self, key: str) -> Question | None:
        """The question with this key as it was last published: its key, type and option keys stay."""
        for number in sorted(self.versions, reverse=True):
            if question := self.versions[number].question(key):
                return question
        return None

    def published_options(self, key: str) -> frozenset[str]:
        """Every option key this question ever had in public; none is given to another answer."""
        questions = (version.question(key) for version in self.versions.values())
        return frozenset(option.key for question in questions if question for option in question.options)

    def address(self, *more: str) -> str:
        """The address of the survey's page, or of a page below it."""
        return "/".join(("/admin/surveys", self.slug, *more))


async def find_editing(request: web.Request) -> Editing:
    """The survey a request is about, to look at. Raises 404 if there is none."""
    async with desk_of(request).database.read() as connection:
        item = await items.find_item(connection, KIND, request.match_info["slug"])
        return await _open(connection, item)


async def hold_editing(request: web.Request, work: Work) -> Editing:
    """The survey a change is about; nobody else changes it meanwhile. Raises 404 if there is none."""
    item = await items.hold_item(work.connection, KIND, request.match_info["slug"])
    return await _open(work.connection, item)


async def _open(connection: Connection, item: Item | None) -> Editing:
    if item is None:
        raise web.HTTPNotFound
    draft = await items.find_draft(connection, item.id)
    versions: dict[int, Survey] = {
        version.number: definitions.load(KIND, version.body)
        for version in await items.list_versions(connection, item.id)
    }
    body: Survey | None = definitions.load(KIND, draft.body) if draft else versions.get(item.version)
    if body is None:
        raise web.HTTPNotFound
    return Editing(item, body, draft, versions)


def has_seen(request: web.Request, editing: Editing) -> bool:
    """Whether who sent a form had seen the survey as it is now."""
    seen = request[FIELDS].get("seen", "")
    return bool(_SEEN.fullmatch(seen)) and seen == editing.seen


async def save(work: Work, editing: Editing, changed: Survey) -> None:
    """Keeps the changed survey as the draft. `editing` must be held, so nobody can come in between."""
    revision = editing.draft.revision if editing.draft else 0
    body = definitions.dump(changed)
    if not await items.save_draft(work.connection, editing.item.id, body, revision, work.member.id, work.now):
        raise web.HTTPConflict
