"""What people wrote to one question, with search; directions that could deceive are made visible."""

from collections.abc import Iterable

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.forms import clean_text
from admin_web.pages.answers.asked import get_published, read_only
from admin_web.render import page_number, render
from admin_web.speech import CHANNEL_NAMES, LANGUAGE_NAMES, say, visible_in_list
from admin_web.visit import VISIT, member_of
from dialogs.city.survey import Question, Survey
from dialogs.text import Content
from storage import journal
from storage.results import LONGEST_SEARCH, list_texts

TEXT_TYPES = ("short_text", "long_text")


async def show(request: web.Request) -> web.Response:
    """One page of texts. That somebody reads them stands in the journal."""
    search = clean_text(request.query.get("search"))[:LONGEST_SEARCH]
    only = read_only(request)
    async with desk_of(request).database.read() as connection:
        published = await get_published(request, connection)
        question = _find(published.versions.values(), request.match_info["key"])
        texts = await list_texts(
            connection, published.item.id, question.key, search, page_number(request), only
        )
    await _note(request, published.item.slug, question.key)
    return render(
        request,
        "answers/texts.html",
        published=published,
        title=say(Content(published.newest.title)),
        question=say(Content(question.text)),
        key=question.key,
        texts=texts,
        search=search,
        only=only,
        channels=CHANNEL_NAMES,
        languages=LANGUAGE_NAMES,
        visible=visible_in_list,
    )


def _find(versions: Iterable[Survey], key: str) -> Question:
    """The question as it is in the newest version that has it. Raises 404 if none asks for words there."""
    for survey in versions:
        question = survey.question(key)
        if question and question.type in TEXT_TYPES:
            return question
    raise web.HTTPNotFound


async def _note(request: web.Request, slug: str, key: str) -> None:
    async with desk_of(request).database.write() as connection:
        name, now = member_of(request).name, request[VISIT].now
        await journal.write(connection, name, "read", f"Umfrage {slug}", f"Frage {key}", now)
