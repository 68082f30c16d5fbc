"""What one person answered, found by the receipt they show, and erased when they ask for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.fields import FIELDS
from admin_web.pages.answers.asked import Published, get_published
from admin_web.render import render
from admin_web.speech import CHANNEL_NAMES, LANGUAGE_NAMES, say, visible
from admin_web.visit import VISIT, member_of
from admin_web.work import work_on
from dialogs.city.answer import AnswerKind
from dialogs.city.questions import TYPES
from dialogs.city.survey import Question
from dialogs.text import Content, Quote
from storage import journal
from storage.receipts import ReceiptRun, Revision, erase_run, find_run, normal_receipt

LONGEST_CODE = 40
"""Characters of a receipt that are looked at, with whatever stands between its letters."""

NOT_GIVEN = {AnswerKind.SKIPPED: "übersprungen", AnswerKind.DECLINED: "keine Angabe"}


@dataclass(frozen=True, slots=True)
class Told:
    """One question of the version that was answered: what counts, and what it was before or is since."""

    place: int
    text: str
    counts: str
    """Empty if no answer counts."""
    others: Sequence[tuple[Revision, str]]


async def show(request: web.Request) -> web.Response:
    """The run of a receipt, or a kind word that there is none."""
    published, receipt, run = await _look_up(request)
    return _page(request, "answers/receipt.html", published, receipt, run)


async def show_erasure(request: web.Request) -> web.Response:
    """Asks whether it shall all go, and says what that means."""
    published, receipt, run = await _look_up(request)
    return _page(request, "answers/erase.html" if run else "answers/receipt.html", published, receipt, run)


async def erase(request: web.Request) -> web.Response:
    """Deletes the run of a receipt with all its answers. The receipt stands in no address and no journal."""
    receipt = normal_receipt(request[FIELDS].get("code", "")[:LONGEST_CODE])
    async with work_on(request) as work:
        published = await get_published(request, work.connection)
        if await erase_run(work.connection, published.item.id, receipt):
            words = "Die Antworten zu dieser Quittung sind gelöscht."
            return work.done(published.address(), "erased", f"Umfrage {published.item.slug}", say=words)
    return _page(request, "answers/receipt.html", published, receipt, None, status=404)


async def _look_up(request: web.Request) -> tuple[Published, str, ReceiptRun | None]:
    """Published survey, receipt and run. That somebody looked stands in the journal, the receipt does not."""
    receipt = normal_receipt(request.query.get("code", "")[:LONGEST_CODE])
    async with desk_of(request).database.read() as connection:
        published = await get_published(request, connection)
        run = await find_run(connection, published.item.id, receipt) if receipt else None
    if receipt:
        details = "gefunden" if run else "nicht gefunden"
        async with desk_of(request).database.write() as connection:
            name, now = member_of(request).name, request[VISIT].now
            item = f"Umfrage {published.item.slug}"
            await journal.write(connection, name, "receipt looked up", item, details, now)
    return published, receipt, run


def _page(
    request: web.Request,
    template: str,
    published: Published,
    receipt: str,
    run: ReceiptRun | None,
    *,
    status: int = 200,
) -> web.Response:
    return render(
        request,
        template,
        status=status,
        published=published,
        title=say(Content(published.newest.title)),
        receipt=receipt,
        run=run,
        told=_tell_all(published, run) if run else [],
        channels=CHANNEL_NAMES,
        languages=LANGUAGE_NAMES,
    )


def _tell_all(published: Published, run: ReceiptRun) -> list[Told]:
    """All questions of the version that was answered, in its order."""
    return [
        _tell(number, question, run.answers.get(question.key, ()))
        for number, question in enumerate(published.versions[run.version].questions, 1)
    ]


def _tell(place: int, question: Question, revisions: Sequence[Revision]) -> Told:
    counts = [_in_words(question, revision) for revision in revisions if revision.counts]
    others = [(revision, _in_words(question, revision)) for revision in revisions if not revision.counts]
    return Told(place, say(Content(question.text)), counts[0] if counts else "", others)


def _in_words(question: Question, revision: Revision) -> str:
    """In full: whoever asks what is stored gets all of it, even if the conversation would cut it short."""
    if revision.answer.kind is not AnswerKind.GIVEN:
        return NOT_GIVEN[revision.answer.kind]
    words = TYPES[question.type].tell(question, revision.answer.value)
    return visible(words.words) if isinstance(words, Quote) else say(words)
