"""What stands around the sections: title, introduction, window, when comments become public, retention."""

from dataclasses import replace

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.differences import FRESH, Returned
from admin_web.editor.editing import has_seen, save
from admin_web.editor.languages import line, lines, typed_texts
from admin_web.editor.mistakes import list_mistakes, put_problems
from admin_web.editor.numbers import read_count
from admin_web.editor.window import WindowForm, read_moment, typed_window, which_come_twice
from admin_web.forms import Line, OneOf, refuse, take
from admin_web.pages.guidelines.editing import GuidelineEditing, find_editing, hold_editing
from admin_web.pages.guidelines.wording import MODERATION, TEXTS, compare, name_of
from admin_web.render import moment_in, render
from admin_web.work import work_on
from dialogs.city.guideline import Guideline, Moderation
from dialogs.city.guideline_check import check
from dialogs.city.periods import KEEP_DAYS

CHOOSE = "Bitte wählen Sie, wann andere eine Anregung lesen dürfen."
WHEN = [
    (Moderation.BEFORE, "Erst prüft jemand aus der Moderation. Danach können andere die Anregung lesen."),
    (Moderation.AFTER, "Andere können sie sofort lesen. Die Moderation sieht danach hin."),
]


class GuidelineTexts(WindowForm):
    """Everything about a guideline but its sections."""

    title = line("Titel")
    about = lines("Worum es geht")
    moderation = OneOf("Wann können andere eine Anregung lesen?", WHEN, CHOOSE)
    keep_days = Line("Tage bis zur Anonymisierung")


async def show(request: web.Request) -> web.Response:
    """The form with the draft in it."""
    editing = await find_editing(request)
    guideline, zone = editing.guideline, desk_of(request).zone
    data = {
        "title": typed_texts(guideline.title),
        "about": typed_texts(guideline.about),
        "moderation": guideline.moderation,
        "keep_days": str(guideline.keep_days),
        **typed_window(guideline.opens, guideline.closes, zone),
    }
    return _page(request, editing, GuidelineTexts(data=data))


async def change(request: web.Request) -> web.Response:
    """Changes the texts of the draft, if nobody else has changed the draft since they were shown."""
    form = take(request, GuidelineTexts)
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        guideline = _read(request, form, editing.guideline)
        problems = [problem for problem in check(guideline) if problem.where[0] in TEXTS]
        returned = Returned(put_problems(form, problems, name_of))
        if not has_seen(request, editing):
            differences = compare(guideline, editing.guideline, moment_in(desk_of(request).zone))
            returned = Returned(returned.homeless, stale=True, differences=differences)
        elif not list_mistakes(form, returned.homeless):
            await save(work, editing, guideline)
            say = "Die Angaben sind im Entwurf gespeichert."
            return work.done(editing.address(), "saved", editing.name, "Angaben", say=say)
    return _page(request, editing, form, returned, status=409 if returned.stale else 422)


def _read(request: web.Request, form: GuidelineTexts, before: Guideline) -> Guideline:
    """The guideline with what was typed. What cannot be read is refused beside its field."""
    zone = desk_of(request).zone
    chosen = form.moderation.text
    if chosen not in MODERATION:
        refuse(form.moderation, CHOOSE)
    return replace(
        before,
        title=form.title.texts,
        about=form.about.texts,
        opens=read_moment(form, "opens", zone),
        closes=read_moment(form, "closes", zone),
        moderation=Moderation(chosen) if chosen in MODERATION else before.moderation,
        keep_days=read_count(form.keep_days, before.keep_days, KEEP_DAYS),
    )


def _page(
    request: web.Request,
    editing: GuidelineEditing,
    form: GuidelineTexts,
    returned: Returned = FRESH,
    *,
    status: int = 200,
) -> web.Response:
    zone = desk_of(request).zone
    return render(
        request,
        "guidelines/texts.html",
        status=status,
        editing=editing,
        form=form,
        returned=returned,
        mistakes=list_mistakes(form, returned.homeless),
        twice=which_come_twice(form, zone),
        zone=zone.key,
    )
