"""A new survey: a title, and a short name for its link."""

from aiohttp import web

from admin_web.editor import creating
from admin_web.pages.surveys.editing import KIND
from admin_web.pages.surveys.wording import name_of
from dialogs.city.survey import Survey
from dialogs.city.survey_check import check

NEW = creating.New(
    KIND,
    template="surveys/new.html",
    make=lambda slug, title: Survey(slug, title, ()),
    check=check,
    name_of=name_of,
    address=f"{KIND.home}/{{slug}}",
    lacks="Jetzt fehlen noch Fragen.",
)


async def show(request: web.Request) -> web.Response:
    """The form."""
    return await creating.show(request, NEW)


async def create(request: web.Request) -> web.Response:
    """Makes a survey that has a draft and no questions yet."""
    return await creating.create(request, NEW)
