"""A new guideline: a title, and a short name for its link."""

from aiohttp import web

from admin_web.editor import creating
from admin_web.pages.guidelines.editing import KIND
from admin_web.pages.guidelines.wording import name_of
from dialogs.city.guideline import Guideline
from dialogs.city.guideline_check import check

NEW = creating.New(
    KIND,
    template="guidelines/new.html",
    make=lambda slug, title: Guideline(slug, title, ()),
    check=check,
    name_of=name_of,
    address=f"{KIND.home}/{{slug}}/edit",
    lacks="Jetzt fehlen noch Abschnitte.",
)


async def show(request: web.Request) -> web.Response:
    """The form."""
    return await creating.show(request, NEW)


async def create(request: web.Request) -> web.Response:
    """Makes a guideline that has a draft and no sections yet."""
    return await creating.create(request, NEW)
