"""The order of the sections: one up, one down, one away; each keeps its number and its link."""

from dataclasses import replace

from aiohttp import web

from admin_web.editor.editing import has_seen, save
from admin_web.editor.wording import german
from admin_web.pages.guidelines.editing import GuidelineEditing, find_editing, hold_editing
from admin_web.render import render
from admin_web.work import work_on
from dialogs.city.guideline import Section


async def move_up(request: web.Request) -> web.Response:
    """One place towards the beginning."""
    return await _move(request, -1)


async def move_down(request: web.Request) -> web.Response:
    """One place towards the end."""
    return await _move(request, +1)


async def _move(request: web.Request, by: int) -> web.Response:
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        section = editing.find_section(request)
        sections = list(editing.guideline.sections)
        index = sections.index(section)
        there = f"{editing.address()}#{section.number}"
        if not 0 <= index + by < len(sections):
            return work.nothing(there)
        sections.insert(index + by, sections.pop(index))
        await save(work, editing, replace(editing.guideline, sections=tuple(sections)))
        return work.done(there, "saved", editing.name, f"Abschnitt {section.number} verschoben")
    raise web.HTTPNotFound


async def show_removal(request: web.Request) -> web.Response:
    """Asks whether a section shall go, and says what that means."""
    editing = await find_editing(request)
    return _page(request, editing, editing.find_section(request))


async def remove(request: web.Request) -> web.Response:
    """Takes a section out of the draft, if nobody else has changed the draft since it was asked."""
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        section = editing.find_section(request)
        if has_seen(request, editing):
            left = tuple(other for other in editing.guideline.sections if other.number != section.number)
            await save(work, editing, replace(editing.guideline, sections=left))
            say = "Der Abschnitt ist aus dem Entwurf entfernt."
            details = f"Abschnitt {section.number} entfernt"
            return work.done(editing.address(), "saved", editing.name, details, say=say)
    return _page(request, editing, section, stale=True)


def _page(
    request: web.Request, editing: GuidelineEditing, section: Section, *, stale: bool = False
) -> web.Response:
    return render(
        request,
        "guidelines/remove.html",
        status=409 if stale else 200,
        editing=editing,
        section=section,
        title=german(section.title),
        is_published=any(version.section(section.number) for version in editing.versions.values()),
        stale=stale,
    )
