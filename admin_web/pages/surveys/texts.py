"""The texts around the questions, how long it takes, and from when to when one can take part."""

from dataclasses import replace
from typing import Any

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.differences import FRESH, Returned
from admin_web.editor.editing import has_seen, save
from admin_web.editor.languages import line, lines, typed_texts
from admin_web.editor.mistakes import list_mistakes
from admin_web.editor.numbers import read_count
from admin_web.editor.window import WindowForm, read_moment, typed_window, which_come_twice
from admin_web.forms import Line, take
from admin_web.pages.surveys.differences import compare
from admin_web.pages.surveys.editing import SurveyEditing, find_editing, hold_editing
from admin_web.pages.surveys.fields import put_problems
from admin_web.render import moment_in, render
from admin_web.work import work_on
from dialogs.city.periods import KEEP_DAYS
from dialogs.city.survey import Survey
from dialogs.city.survey_check import check

TEXTS = ("title", "about", "seen_by", "thanks", "next_steps")
FIELDS_HERE = (*TEXTS, "minutes", "opens", "closes", "keep_days")


class SurveyTexts(WindowForm):
    """Everything about a survey but its questions."""

    title = line("Titel")
    about = lines("Worum es geht")
    seen_by = lines("Wer die Antworten sieht")
    minutes = Line("Dauer in Minuten")
    thanks = lines("Dank nach dem Abgeben")
    next_steps = lines("Wie es weitergeht")
    keep_days = Line("Tage bis zur Anonymisierung")


async def show(request: web.Request) -> web.Response:
    """The form with the draft in it."""
    editing = await find_editing(request)
    form = SurveyTexts(data=_data_of(request, editing.survey))
    return _page(request, editing, form)


async def change(request: web.Request) -> web.Response:
    """Changes the texts of the draft, if nobody else has changed the draft since they were shown."""
    form = take(request, SurveyTexts)
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        survey = _read(request, form, editing.survey)
        problems = [problem for problem in check(survey) if problem.where[0] in FIELDS_HERE]
        returned = Returned(put_problems(form, problems))
        if not has_seen(request, editing):
            differences = compare(survey, editing.survey, moment_in(desk_of(request).zone))
            returned = Returned(returned.homeless, stale=True, differences=differences)
        elif not list_mistakes(form, returned.homeless):
            await save(work, editing, survey)
            say = "Die Angaben sind im Entwurf gespeichert."
            return work.done(editing.address(), "saved", editing.name, "Angaben", say=say)
    return _page(request, editing, form, returned, status=409 if returned.stale else 422)


def _data_of(request: web.Request, survey: Survey) -> dict[str, Any]:
    zone = desk_of(request).zone
    return {
        **{name: typed_texts(getattr(survey, name)) for name in TEXTS},
        "minutes": str(survey.minutes),
        "keep_days": str(survey.keep_days),
        **typed_window(survey.opens, survey.closes, zone),
    }


def _read(request: web.Request, form: SurveyTexts, before: Survey) -> Survey:
    """The survey with what was typed. What cannot be read is refused beside its field."""
    zone = desk_of(request).zone
    return replace(
        before,
        title=form.title.texts,
        about=form.about.texts,
        seen_by=form.seen_by.texts,
        thanks=form.thanks.texts,
        next_steps=form.next_steps.texts,
        minutes=read_count(form.minutes, before.minutes, 5),
        opens=read_moment(form, "opens", zone),
        closes=read_moment(form, "closes", zone),
        keep_days=read_count(form.keep_days, before.keep_days, KEEP_DAYS),
    )


def _page(
    request: web.Request,
    editing: SurveyEditing,
    form: SurveyTexts,
    returned: Returned = FRESH,
    *,
    status: int = 200,
) -> web.Response:
    zone = desk_of(request).zone
    return render(
        request,
        "surveys/texts.html",
        status=status,
        editing=editing,
        form=form,
        returned=returned,
        mistakes=list_mistakes(form, returned.homeless),
        twice=which_come_twice(form, zone),
        zone=zone.key,
    )
