"""The page where a guideline is written: its state, its sections, what is wrong, what is not translated."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.gaps import list_gaps
from admin_web.editor.links import links_to, tell_when
from admin_web.editor.states import state_of
from admin_web.editor.wording import german
from admin_web.pages.guidelines.changes import name_changes
from admin_web.pages.guidelines.editing import KIND, GuidelineEditing, find_editing
from admin_web.pages.guidelines.rehearsal import can_rehearse
from admin_web.pages.guidelines.wording import MODERATION, name_of
from admin_web.render import moment_in, render
from admin_web.speech import LANGUAGE_NAMES, say
from admin_web.visit import VISIT
from dialogs.city.guideline_check import check
from dialogs.city.guideline_texts import missing_translations
from dialogs.city.passages import Missing
from dialogs.city.questions.kind import Problem
from dialogs.text import LANGUAGES
from storage import meta


@dataclass(frozen=True, slots=True)
class Entry:
    """One section as the list shows it."""

    number: int
    title: str
    fate: str
    """What the draft makes of it; empty if it is as it was published."""
    characters: int
    problems: Sequence[str]
    missing: Sequence[str]
    """Languages in which something of it is missing."""


async def show(request: web.Request) -> web.Response:
    """The page."""
    editing = await find_editing(request)
    async with desk_of(request).database.read() as connection:
        bot = await meta.find(connection, meta.BOT_NAME) or ""
    desk, now = desk_of(request), request[VISIT].now
    guideline, window = editing.guideline, editing.newest.window if editing.newest else None
    problems, missing = check(guideline), missing_translations(guideline)
    return render(
        request,
        "guidelines/guideline.html",
        editing=editing,
        title=german(guideline.title),
        about=german(guideline.about),
        moderation=MODERATION[guideline.moderation],
        badges=state_of(editing.item, window, now, moment_in(desk.zone)),
        problems=[f"{name_of(problem.where)}: {say(problem.sentence)}" for problem in problems],
        entries=_entries(editing, problems, missing),
        gaps=list_gaps(missing, name_of),
        can_rehearse=can_rehearse(guideline),
        links=links_to(desk.public_url, f"guideline-{editing.slug}", bot) if window else [],
        when=tell_when(KIND.noun, editing.item, window, now) if window else "",
    )


def _entries(
    editing: GuidelineEditing, problems: Sequence[Problem], missing: Sequence[Missing]
) -> list[Entry]:
    fates = name_changes(editing.newest, editing.guideline)
    found = []
    for i, section in enumerate(editing.guideline.sections):
        at = ("sections", i)
        absent = {language for gap in missing if gap.where[:2] == at for language in gap.languages}
        found.append(
            Entry(
                section.number,
                german(section.title),
                fates.get(section.number, ""),
                len(german(section.text)),
                [say(problem.sentence) for problem in problems if problem.where[:2] == at],
                [LANGUAGE_NAMES[language] for language in LANGUAGES if language in absent],
            )
        )
    return found
