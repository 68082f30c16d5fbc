"""Which announcement is asked for, and what it brings along."""

import re
from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.wording import german
from admin_web.fields import FIELDS
from admin_web.speech import say
from admin_web.work import Work
from dialogs.city.broadcast import OUT, Broadcast, BroadcastState
from dialogs.city.broadcast_check import check, check_names
from dialogs.city.city import City
from dialogs.city.upload import UploadKind
from storage import attachments, broadcasts
from storage.attachments import Attachment
from storage.broadcasts import Stored
from storage.database import Connection

AT = "/admin/broadcasts"
UNSEEN = -1
"""A revision nothing has."""

_NUMBER = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Read:
    """An announcement as it stands, with its picture or document."""

    stored: Stored
    attachment: Attachment | None

    @property
    def broadcast(self) -> Broadcast:
        """What it says, and to whom."""
        return self.stored.broadcast

    @property
    def title(self) -> str:
        """What staff call it by."""
        return german(self.broadcast.title)

    @property
    def name(self) -> str:
        """What the journal calls it."""
        return name_of(self.stored.id, self.broadcast)

    @property
    def is_draft(self) -> bool:
        """Whether it can still be written."""
        return self.stored.state is BroadcastState.DRAFT

    @property
    def is_out(self) -> bool:
        """Whether at least somebody has got it, or is about to."""
        return self.stored.state in OUT

    def address(self, *more: str) -> str:
        """Its page, or one below it."""
        return "/".join((AT, str(self.stored.id), *more))


def name_of(id: int, broadcast: Broadcast) -> str:
    """What the journal calls an announcement: its heading is the city's words, not a person's."""
    return f"{german(broadcast.title)} (Ankündigung {id})"


NO_DESCRIPTION = (
    "Bitte beschreiben Sie auf Deutsch, was auf dem Bild zu sehen ist: für alle, die es nicht sehen."
)


def list_problems(found: Read, city: City) -> list[str]:
    """What has to be put right before it can be sent."""
    broadcast = found.broadcast
    told = [say(problem.sentence) for problem in (*check(broadcast), *check_names(broadcast, city))]
    is_picture = found.attachment is not None and found.attachment.kind is UploadKind.PICTURE
    return [*told, NO_DESCRIPTION] if is_picture and not broadcast.shows.get("de") else told


async def read_broadcast(request: web.Request) -> Read:
    """The announcement an address is about, to look at. Raises 404 if there is none."""
    async with desk_of(request).database.read() as connection:
        return await open_broadcast(connection, await broadcasts.find(connection, number_of(request)))


async def hold_broadcast(request: web.Request, work: Work) -> Read:
    """What a change is about; nobody else changes it meanwhile. Raises 404 if there is none."""
    return await open_broadcast(work.connection, await broadcasts.hold(work.connection, number_of(request)))


async def open_broadcast(connection: Connection, stored: Stored | None) -> Read:
    """The announcement with what it brings along. Raises 404 if there is none."""
    if stored is None:
        raise web.HTTPNotFound
    digest = stored.broadcast.attachment
    return Read(stored, await attachments.find_attachment(connection, digest) if digest else None)


def number_of(request: web.Request) -> int:
    """The number in an address."""
    return int(request.match_info["id"])


def seen_by(request: web.Request) -> int:
    """The revision that who sent a form had seen."""
    typed = request[FIELDS].get("seen", "")
    return int(typed) if _NUMBER.fullmatch(typed) else UNSEEN
