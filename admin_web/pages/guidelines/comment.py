"""One comment: the section as its author read it, all its messages, and everything decided about it since."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.pages.guidelines import comment_names as names
from admin_web.pages.guidelines.read import Read, note_reading, read_guideline
from admin_web.render import render
from admin_web.screens import draw_words
from admin_web.speech import CHANNEL_NAMES, LANGUAGE_NAMES, say, visible
from dialogs.text import Content
from storage.comment_history import Answer, Ruled, list_history
from storage.comment_lists import StoredComment, find_comments
from storage.exports_guidelines import title_of


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was decided: how it stood before and stands since, who decided, and why."""

    at: datetime
    staff: str
    before: str
    after: str
    reason: str = ""
    note: str = ""


async def show(request: web.Request) -> web.Response:
    """The page. That somebody reads it stands in the journal."""
    guideline = await read_guideline(request)
    async with desk_of(request).database.read() as connection:
        number = int(request.match_info["id"])
        found = await find_comments(connection, guideline.item.id, [number])
        history = await list_history(connection, number) if found else []
    if not found:
        raise web.HTTPNotFound
    [comment] = found
    await note_reading(request, guideline, f"Nr. {comment.id}")
    return render(
        request,
        "guidelines/comment.html",
        guideline=guideline,
        comment=comment,
        title=title_of(comment.section, guideline.versions, comment.version),
        text=_text(request, guideline, comment),
        is_newest=comment.version == guideline.item.version,
        history=[_tell(event) for event in history],
        kind=names.KINDS[comment.kind],
        visibility=names.VISIBILITIES[comment.visibility],
        state=names.STATUSES[comment.status],
        look=names.look_of(comment.status),
        people=names.count_people(comment.supports),
        channels=CHANNEL_NAMES,
        languages=LANGUAGE_NAMES,
        visible=visible,
    )


def _text(request: web.Request, guideline: Read, comment: StoredComment) -> object:
    """The section in the version the comment was made on; nothing if there is no such section."""
    version = guideline.versions.get(comment.version)
    section = version.section(comment.section) if version else None
    return draw_words(Content(section.text, rich=True), desk_of(request).zone) if section else ""


def _tell(event: Ruled | Answer) -> Event:
    match event:
        case Ruled():
            rule, before, after = say(Content(event.rule)), names.STANDINGS[event.before], event.after
            return Event(event.at, event.staff, before, names.STANDINGS[after], rule, event.note)
        case Answer():
            told = event.told
            before = names.STATUSES[event.before]
            return Event(told.at, told.staff, before, names.STATUSES[told.status], told.reason)
