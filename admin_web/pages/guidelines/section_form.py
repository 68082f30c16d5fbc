"""One section: a new one, or one to change. Its number is given once and never typed."""

from dataclasses import replace

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.differences import FRESH, Returned
from admin_web.editor.editing import has_seen, save
from admin_web.editor.languages import line, lines, typed_texts
from admin_web.editor.mistakes import list_mistakes, put_problems
from admin_web.forms import Form, take
from admin_web.pages.guidelines.editing import GuidelineEditing, find_editing, hold_editing
from admin_web.pages.guidelines.wording import compare, name_of
from admin_web.render import moment_in, render
from admin_web.work import work_on
from dialogs.city.guideline import Guideline, Section
from dialogs.city.guideline_check import check


class SectionForm(Form):
    """What stands in a section."""

    title = line("Überschrift")
    text = lines("Text")


async def show_new(request: web.Request) -> web.Response:
    """The empty form."""
    editing = await find_editing(request)
    return _page(request, editing, None, SectionForm())


async def show(request: web.Request) -> web.Response:
    """The form with a section in it."""
    editing = await find_editing(request)
    section = editing.find_section(request)
    form = SectionForm(data={"title": typed_texts(section.title), "text": typed_texts(section.text)})
    return _page(request, editing, section.number, form)


async def add(request: web.Request) -> web.Response:
    """Puts a new section at the end, with a number that no section ever had."""
    form = take(request, SectionForm)
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        section = Section(editing.next_number, form.title.texts, form.text.texts)
        changed = _with(editing.guideline, section)
        homeless = _judge(form, changed, section.number)
        if not list_mistakes(form, homeless):
            await save(work, editing, changed)
            return work.done(
                f"{editing.address()}#{section.number}",
                "saved",
                editing.name,
                f"neuer Abschnitt {section.number}",
                say="Der Abschnitt steht im Entwurf.",
            )
    return _page(request, editing, None, form, Returned(homeless), status=422)


async def change(request: web.Request) -> web.Response:
    """Changes a section of the draft, if nobody else has changed the draft since it was shown.

    One that somebody else has removed meanwhile comes back under its number.
    """
    form, number = take(request, SectionForm), int(request.match_info["number"])
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        if not 0 < number <= editing.next_number:
            raise web.HTTPNotFound
        before = editing.guideline.section(number)
        section = Section(number, form.title.texts, form.text.texts)
        changed = _with(editing.guideline, section)
        returned = Returned(_judge(form, changed, number))
        if not has_seen(request, editing):
            tell = moment_in(desk_of(request).zone)
            differences = compare(section, before, tell) if before else ()
            returned = Returned(returned.homeless, stale=True, differences=differences)
        elif not list_mistakes(form, returned.homeless):
            await save(work, editing, changed)
            return work.done(
                f"{editing.address()}#{number}",
                "saved",
                editing.name,
                f"Abschnitt {number}",
                say="Der Abschnitt ist im Entwurf gespeichert.",
            )
    return _page(request, editing, number, form, returned, status=409 if returned.stale else 422)


def _with(guideline: Guideline, section: Section) -> Guideline:
    """The guideline with this section: in its place or, if it is not there, at the end."""
    if guideline.section(section.number) is None:
        return replace(guideline, sections=(*guideline.sections, section))
    sections = (section if each.number == section.number else each for each in guideline.sections)
    return replace(guideline, sections=tuple(sections))


def _judge(form: SectionForm, guideline: Guideline, number: int) -> list[str]:
    """Puts every mistake of the section beside its field; returns those that have none."""
    at = ("sections", guideline.position(number) - 1)
    mine = [problem for problem in check(guideline) if problem.where in (at[:1], (*at, "number"))]
    fields = [
        replace(problem, where=problem.where[2:])
        for problem in check(guideline)
        if problem.where[:2] == at and problem not in mine
    ]
    return put_problems(form, [*mine, *fields], name_of)


def _page(
    request: web.Request,
    editing: GuidelineEditing,
    number: int | None,
    form: SectionForm,
    returned: Returned = FRESH,
    *,
    status: int = 200,
) -> web.Response:
    return render(
        request,
        "guidelines/section.html",
        status=status,
        editing=editing,
        number=number,
        gone=bool(number) and editing.guideline.section(number or 0) is None,
        form=form,
        returned=returned,
        mistakes=list_mistakes(form, returned.homeless),
    )
