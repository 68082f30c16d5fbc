"""Something new to edit: a title, and a short name for its link."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from aiohttp import web

from admin_web.editor.editing import Kind
from admin_web.editor.languages import line
from admin_web.editor.mistakes import list_mistakes, put_problems
from admin_web.editor.names import suggest_slug
from admin_web.editor.wording import german
from admin_web.forms import Form, Line, refuse, take
from admin_web.render import render
from admin_web.work import work_on
from dialogs.city.passages import Where
from dialogs.city.questions.kind import Problem
from dialogs.text import Localized
from storage import definitions, items
from storage.definitions import Definition


class New(NamedTuple):
    """How something new of one kind is made: empty, checked, with a page of its own."""

    kind: Kind
    template: str
    make: Callable[[str, Localized], Definition]
    check: Callable[[Any], Iterable[Problem]]
    name_of: Callable[[Where], str]
    address: str
    """Where it is written, with {slug} in it."""
    lacks: str
    """What it still needs, as a sentence."""


class NewItem(Form):
    """What it is called."""

    title = line("Titel")
    slug = Line("Kurzname für den Link")


async def show(request: web.Request, new: New) -> web.Response:
    """The form."""
    return _page(request, new, NewItem())


async def create(request: web.Request, new: New) -> web.Response:
    """Makes something that has a draft and nothing in it yet."""
    form, noun = take(request, NewItem), new.kind.noun
    async with work_on(request) as work:
        taken = {item.slug for item in await items.list_items(work.connection, new.kind.name)}
        title = form.title.texts
        slug = form.slug.text or suggest_slug(german(title), taken, noun.lower())
        begun = new.make(slug, title)
        problems = [problem for problem in new.check(begun) if problem.where[0] in ("title", "slug")]
        homeless = put_problems(form, problems, new.name_of)
        if slug in taken:
            refuse(form.slug, f"Diesen Kurznamen hat schon eine {noun}. Bitte wählen Sie einen anderen.")
        if not list_mistakes(form, homeless):
            item = await items.add_item(work.connection, new.kind.name, slug)
            if item is None:
                raise web.HTTPConflict
            body = definitions.dump(begun)
            await items.save_draft(work.connection, item.id, body, 0, work.member.id, work.now)
            say = f"Die {noun} ist angelegt. {new.lacks}"
            return work.done(new.address.format(slug=slug), "created", f"{noun} {slug}", say=say)
    return _page(request, new, form, 422)


def _page(request: web.Request, new: New, form: NewItem, status: int = 200) -> web.Response:
    return render(request, new.template, status=status, form=form, mistakes=list_mistakes(form))
