"""The event somebody works on: its draft or, without one, what is published."""

from dataclasses import dataclass
from typing import ClassVar

from aiohttp import web

from admin_web.editor import editing
from admin_web.editor.editing import Editing, Kind
from admin_web.work import Work
from dialogs.city.event import Event

KIND = Kind("event", "Termin", "/admin/events", "der", "zum")


@dataclass(frozen=True, slots=True)
class EventEditing(Editing[Event]):
    """An event with its item, its draft (if there is one) and all published versions."""

    KIND: ClassVar = KIND

    @property
    def event(self) -> Event:
        """The draft or, without one, what is published."""
        return self.body


async def find_editing(request: web.Request) -> EventEditing:
    """The event a request is about, to look at. Raises 404 if there is none."""
    return await editing.find_editing(request, EventEditing)


async def hold_editing(request: web.Request, work: Work) -> EventEditing:
    """The event a change is about; nobody else changes it meanwhile. Raises 404 if there is none."""
    return await editing.hold_editing(request, work, EventEditing)
