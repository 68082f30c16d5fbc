"""A new guideline: a title, and a short name for its link."""

from aiohttp import web

from admin_web.editor.languages import line
from admin_web.editor.mistakes import list_mistakes, put_problems
from admin_web.editor.names import suggest_slug
from admin_web.editor.wording import german
from admin_web.forms import Form, Line, refuse, take
from admin_web.pages.guidelines.editing import KIND
from admin_web.pages.guidelines.wording import name_of
from admin_web.render import render
from admin_web.work import work_on
from dialogs.city.guideline import Guideline
from dialogs.city.guideline_check import check
from storage import definitions, items

TAKEN = "Diesen Kurznamen hat schon eine Leitlinie. Bitte wählen Sie einen anderen."


class NewGuideline(Form):
    """What a guideline is called."""

    title = line("Titel")
    slug = Line("Kurzname für den Link")


async def show(request: web.Request) -> web.Response:
    """The form."""
    return _page(request, NewGuideline())


async def create(request: web.Request) -> web.Response:
    """Makes a guideline that has a draft and no sections yet."""
    form = take(request, NewGuideline)
    async with work_on(request) as work:
        taken = {item.slug for item in await items.list_items(work.connection, KIND.name)}
        title = form.title.texts
        slug = form.slug.text or suggest_slug(german(title), taken, "leitlinie")
        guideline = Guideline(slug, title, ())
        problems = [problem for problem in check(guideline) if problem.where[0] in ("title", "slug")]
        homeless = put_problems(form, problems, name_of)
        if slug in taken:
            refuse(form.slug, TAKEN)
        if not list_mistakes(form, homeless):
            item = await items.add_item(work.connection, KIND.name, slug)
            if item is None:
                raise web.HTTPConflict
            body = definitions.dump(guideline)
            await items.save_draft(work.connection, item.id, body, 0, work.member.id, work.now)
            say = "Die Leitlinie ist angelegt. Jetzt fehlen noch Abschnitte."
            return work.done(f"{KIND.home}/{slug}/edit", "created", f"Leitlinie {slug}", say=say)
    return _page(request, form, 422)


def _page(request: web.Request, form: NewGuideline, status: int = 200) -> web.Response:
    return render(request, "guidelines/new.html", status=status, form=form, mistakes=list_mistakes(form))
