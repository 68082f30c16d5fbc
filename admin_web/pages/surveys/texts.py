"""The texts around the questions, how long it takes, and from when to when one can take part."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from aiohttp import web

from admin_web import wall_time
from admin_web.desk import desk_of
from admin_web.forms import Form, Line, OneOf, refuse, take
from admin_web.pages.surveys import fields
from admin_web.pages.surveys.differences import FRESH, Returned, compare
from admin_web.pages.surveys.editing import Editing, find_editing, has_seen, hold_editing, save
from admin_web.pages.surveys.fields import list_mistakes, put_problems
from admin_web.render import moment_in, render
from admin_web.wall_time import FIRST, SECOND, Odd, Typed
from admin_web.work import work_on
from dialogs.city.survey import Survey
from dialogs.city.survey_check import check

WHICH = [(FIRST, "die erste (noch Sommerzeit)"), (SECOND, "die zweite (schon Winterzeit)")]
BEGINS, ENDS = time(0, 0), time(23, 59)
"""The clock that counts if only a day is given."""

TEXTS = ("title", "about", "seen_by", "thanks", "next_steps")
FIELDS_HERE = (*TEXTS, "minutes", "opens", "closes")


class SurveyTexts(Form):
    """Everything about a survey but its questions."""

    title = fields.line("Titel")
    about = fields.lines("Worum es geht")
    seen_by = fields.lines("Wer die Antworten sieht")
    minutes = Line("Dauer in Minuten")
    opens_day = Line("Beginn: Tag")
    opens_clock = Line("Beginn: Uhrzeit")
    opens_which = OneOf("Beginn: Welche der beiden?", WHICH, "Bitte eine der beiden wählen.")
    closes_day = Line("Ende: Tag")
    closes_clock = Line("Ende: Uhrzeit")
    closes_which = OneOf("Ende: Welche der beiden?", WHICH, "Bitte eine der beiden wählen.")
    thanks = fields.lines("Dank nach dem Abgeben")
    next_steps = fields.lines("Wie es weitergeht")


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
            return work.done(editing.address(), "saved", f"Umfrage {editing.slug}", "Angaben", say=say)
    return _page(request, editing, form, returned, status=409 if returned.stale else 422)


def _data_of(request: web.Request, survey: Survey) -> dict[str, Any]:
    zone = desk_of(request).zone
    opens, closes = wall_time.write(survey.opens, zone), wall_time.write(survey.closes, zone)
    return {
        **{name: fields.typed_texts(getattr(survey, name)) for name in TEXTS},
        "minutes": str(survey.minutes),
        "opens_day": opens.day,
        "opens_clock": opens.clock,
        "opens_which": opens.which,
        "closes_day": closes.day,
        "closes_clock": closes.clock,
        "closes_which": closes.which,
    }


def _read(request: web.Request, form: SurveyTexts, before: Survey) -> Survey:
    """The survey with what was typed. What cannot be read is refused beside its field."""
    minutes = fields.read_number(form.minutes, whole=True)
    if minutes is None and not form.minutes.errors:
        refuse(form.minutes, "Bitte eine Zahl angeben, zum Beispiel 5.")
    return replace(
        before,
        title=form.title.texts,
        about=form.about.texts,
        seen_by=form.seen_by.texts,
        thanks=form.thanks.texts,
        next_steps=form.next_steps.texts,
        minutes=before.minutes if minutes is None else int(minutes),
        opens=_read_moment(request, form, "opens", BEGINS),
        closes=_read_moment(request, form, "closes", ENDS),
    )


def _typed(form: SurveyTexts, name: str) -> Typed:
    day, clock, which = (str(form[f"{name}_{part}"].data or "") for part in ("day", "clock", "which"))
    return Typed(day, clock, which)


def _read_moment(request: web.Request, form: SurveyTexts, name: str, usual: time) -> datetime | None:
    read = wall_time.read(_typed(form, name), desk_of(request).zone, usual)
    if isinstance(read, Odd):
        refuse(form[f"{name}_which"] if read.twice else form[f"{name}_day"], read.sentence)
        return None
    return read


def _page(
    request: web.Request,
    editing: Editing,
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
        twice={name: wall_time.comes_twice(_typed(form, name), zone) for name in ("opens", "closes")},
        zone=zone.key,
    )
