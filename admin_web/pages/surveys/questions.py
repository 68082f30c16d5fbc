"""One question: a new one, or one to change. A button reloads the form; only "Speichern" keeps anything."""

from dataclasses import replace

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.editor.differences import FRESH, Returned
from admin_web.editor.editing import has_seen, save
from admin_web.editor.mistakes import list_mistakes
from admin_web.editor.wording import german
from admin_web.fields import FIELDS
from admin_web.forms import refuse
from admin_web.pages.surveys import question_form
from admin_web.pages.surveys.differences import compare
from admin_web.pages.surveys.editing import SurveyEditing, find_editing, hold_editing
from admin_web.pages.surveys.fields import put_problems
from admin_web.pages.surveys.names import suggest_question_key
from admin_web.pages.surveys.question_form import QuestionForm, Setting
from admin_web.pages.surveys.question_rows import rearrange
from admin_web.render import moment_in, render
from admin_web.work import work_on
from dialogs.city.questions import TYPES
from dialogs.city.survey import Question, Survey
from dialogs.city.survey_check import check


async def show_new(request: web.Request) -> web.Response:
    """The empty form for a question of a type."""
    editing = await find_editing(request)
    setting = _setting(editing, None)
    return _page(request, editing, setting, question_form.show_fresh(setting, request.query.get("type", "")))


async def show(request: web.Request) -> web.Response:
    """The form with a question in it."""
    editing = await find_editing(request)
    question = editing.survey.question(request.match_info["key"])
    if question is None:
        raise web.HTTPNotFound
    setting = _setting(editing, question)
    return _page(request, editing, setting, question_form.show_question(setting, question))


async def add(request: web.Request) -> web.Response:
    """Puts a new question at the end."""
    order = request[FIELDS].get("do", "save")
    if order != "save":
        return await _reload(request, None, order)
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        setting = _setting(editing, None)
        form = question_form.show_sent(request, setting)
        _warn_once(request, form)
        question, homeless = _judge(form, editing, setting)
        if not list_mistakes(form, homeless):
            changed = replace(editing.survey, questions=(*editing.survey.questions, question))
            await save(work, editing, changed)
            return work.done(
                f"{editing.address()}#{question.key}",
                "saved",
                editing.name,
                f"neue Frage {question.key}",
                say="Die Frage steht im Entwurf.",
            )
    return _page(request, editing, setting, form, Returned(homeless), status=422)


async def change(request: web.Request) -> web.Response:
    """Changes a question of the draft, if nobody else has changed the draft since it was shown."""
    order, key = request[FIELDS].get("do", "save"), request.match_info["key"]
    if order != "save":
        return await _reload(request, key, order)
    async with work_on(request) as work:
        editing = await hold_editing(request, work)
        before = editing.survey.question(key)
        setting = _setting(editing, before)
        form = question_form.show_sent(request, setting)
        _warn_once(request, form)
        question, homeless = _judge(form, editing, setting)
        returned = Returned(homeless)
        if before is None or not has_seen(request, editing):
            tell = moment_in(desk_of(request).zone)
            differences = compare(question, before, tell) if before else ()
            returned = Returned(homeless, stale=True, differences=differences)
        elif not list_mistakes(form, homeless):
            await save(work, editing, _with(editing.survey, setting.index, question))
            return work.done(
                f"{editing.address()}#{question.key}",
                "saved",
                editing.name,
                f"Frage {question.key}",
                say="Die Frage ist im Entwurf gespeichert.",
            )
    return _page(request, editing, setting, form, returned, status=409 if returned.stale else 422)


def _warn_once(request: web.Request, form: QuestionForm) -> None:
    """Whoever chose another type and saves at once has not seen that answers will be lost."""
    loss = question_form.warn_of_loss(form)
    if loss and request[FIELDS].get("shown_type", "") != form.type.text:
        refuse(form.type, loss)


async def _reload(request: web.Request, key: str | None, order: str) -> web.Response:
    """The form once more as it was sent, with other fields or rows; nothing is kept."""
    editing = await find_editing(request)
    setting = _setting(editing, editing.survey.question(key) if key else None)
    form = question_form.show_sent(request, setting)
    goes_on_at = rearrange(form, order)
    return _page(request, editing, setting, form, goes_on_at=goes_on_at)


def _setting(editing: SurveyEditing, before: Question | None) -> Setting:
    questions = editing.survey.questions
    return Setting(
        survey=editing.survey,
        index=questions.index(before) if before else len(questions),
        before=before,
        published=editing.published(before.key) if before else None,
    )


def _judge(form: QuestionForm, editing: SurveyEditing, setting: Setting) -> tuple[Question, list[str]]:
    """The question as typed, with every mistake beside its field; returns also those that have no field."""
    question_form.drop_empty_rows(form)
    key = _key(form, editing, setting)
    setting = replace(setting, taken_options=editing.published_options(key))
    question = question_form.read_question(form, setting, key)
    known = editing.published(question.key)
    if known and setting.published is None and known.type != question.type:
        refuse(form.key, "So hieß schon die Spalte einer Frage anderer Art. Bitte einen anderen Namen.")
    at = ("questions", setting.index)
    problems = check(_with(editing.survey, setting.index, question))
    mine = [replace(problem, where=problem.where[2:]) for problem in problems if problem.where[:2] == at]
    homeless = put_problems(form, mine)
    others = {other.key for i, other in enumerate(editing.survey.questions) if i != setting.index}
    if question.key in others and not form.key.errors:
        refuse(form.key, "Eine Spalte mit diesem Namen gibt es schon.")
    return question, homeless


def _key(form: QuestionForm, editing: SurveyEditing, setting: Setting) -> str:
    """The key: fixed once it was published, else as typed, else made from the text."""
    if setting.published:
        return setting.published.key
    if form.key.text:
        return form.key.text
    if setting.before:
        return setting.before.key
    taken = {question.key for version in editing.versions.values() for question in version.questions}
    taken |= {question.key for question in editing.survey.questions}
    return suggest_question_key(german(form.text.texts), taken)


def _with(survey: Survey, index: int, question: Question) -> Survey:
    """The survey with a question in this place; conditions follow a key that was changed."""
    before = survey.questions[index].key if index < len(survey.questions) else question.key
    questions = [_renamed(other, before, question.key) for other in survey.questions]
    questions[index : index + 1] = [question]
    return replace(survey, questions=tuple(questions))


def _renamed(question: Question, before: str, after: str) -> Question:
    if question.show_if is None or question.show_if.question != before:
        return question
    return replace(question, show_if=replace(question.show_if, question=after))


def _page(
    request: web.Request,
    editing: SurveyEditing,
    setting: Setting,
    form: QuestionForm,
    returned: Returned = FRESH,
    *,
    goes_on_at: str = "",
    status: int = 200,
) -> web.Response:
    question_form.leave_room(form)
    return render(
        request,
        "surveys/question.html",
        status=status,
        editing=editing,
        setting=setting,
        form=form,
        returned=returned,
        mistakes=list_mistakes(form, returned.homeless),
        uses=TYPES[form.type.text].fields,
        losing=question_form.warn_of_loss(form),
        goes_on_at=goes_on_at,
        action=_address(editing, setting),
    )


def _address(editing: SurveyEditing, setting: Setting) -> str:
    """Where the form goes: a question somebody else has removed meanwhile comes back as a new one."""
    if setting.before:
        return editing.address("questions", setting.before.key)
    return editing.address("new-question")
