"""One guideline: for each section how many agree, and how many comments came in."""

from dataclasses import dataclass

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.pages.guidelines.read import Read, read_guideline, tell_window
from admin_web.render import moment_in, render
from admin_web.visit import VISIT
from dialogs.city.city import PublishedGuideline
from dialogs.city.comment import Vote
from storage.exports_guidelines import last_section, title_of
from storage.opinions import Opinion, count_opinions


@dataclass(frozen=True, slots=True)
class Row:
    """One section: its place in today's order (0 if it is a former one), number, title, what came in."""

    place: int
    number: int
    title: str
    opinion: Opinion

    def count(self, vote: str) -> int:
        """How many voted so."""
        return self.opinion.votes.get(Vote(vote), 0)


async def show(request: web.Request) -> web.Response:
    """The table, with as many queries for one comment as for thousands."""
    desk, now = desk_of(request), request[VISIT].now
    guideline = await read_guideline(request)
    async with desk.database.read() as connection:
        opinions = await count_opinions(connection, guideline.item.id, last_section(guideline.versions))
    item = guideline.item
    published = PublishedGuideline(item.slug, guideline.versions, item.closed)
    state, look = tell_window(published, now, moment_in(desk.zone))
    return render(
        request,
        "guidelines/sections.html",
        guideline=guideline,
        state=state,
        look=look,
        rows=_rows(guideline, opinions),
        comments=sum(opinion.comments for opinion in opinions.values()),
    )


def _rows(guideline: Read, opinions: dict[int, Opinion]) -> list[Row]:
    """Today's sections in their order, then former ones on which something came in."""
    newest = guideline.newest
    numbers = dict.fromkeys([*(section.number for section in newest.sections), *sorted(opinions)])
    return [
        Row(
            newest.position(number),
            number,
            title_of(number, guideline.versions),
            opinions.get(number, Opinion()),
        )
        for number in numbers
    ]
