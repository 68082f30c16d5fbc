"""The guideline somebody works on: its draft or, without one, what is published."""

from dataclasses import dataclass
from typing import ClassVar

from aiohttp import web

from admin_web.editor import editing
from admin_web.editor.editing import Editing, Kind
from admin_web.work import Work
from dialogs.city.guideline import Guideline, Section

KIND = Kind("guideline", "Leitlinie", "/admin/guidelines")


@dataclass(frozen=True, slots=True)
class GuidelineEditing(Editing[Guideline]):
    """A guideline with its item, its draft (if there is one) and all published versions."""

    KIND: ClassVar = KIND

    @property
    def guideline(self) -> Guideline:
        """The draft or, without one, what is published."""
        return self.body

    @property
    def next_number(self) -> int:
        """The number of a new section: none that ever was public, and none of the draft."""
        known = (section.number for each in (self.body, *self.versions.values()) for section in each.sections)
        return max(known, default=0) + 1

    def address(self, *more: str) -> str:
        """The page where it is written, or one below; what people say of it stands one above."""
        return "/".join((self.KIND.home, self.slug, "edit", *more))

    def find_section(self, request: web.Request) -> Section:
        """The section a request names. Raises 404 if there is none."""
        section = self.guideline.section(int(request.match_info["number"]))
        if section is None:
            raise web.HTTPNotFound
        return section


async def find_editing(request: web.Request) -> GuidelineEditing:
    """The guideline a request is about, to look at. Raises 404 if there is none."""
    return await editing.find_editing(request, GuidelineEditing)


async def hold_editing(request: web.Request, work: Work) -> GuidelineEditing:
    """The guideline a change is about; nobody else changes it meanwhile. Raises 404 if there is none."""
    return await editing.hold_editing(request, work, GuidelineEditing)
