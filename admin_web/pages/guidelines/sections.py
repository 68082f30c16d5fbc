"""One guideline: for each section what came in and where people stopped; how far the answers are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from admin_web import chart
from admin_web.desk import desk_of
from admin_web.editor.states import state_of
from admin_web.pages.guidelines.read import Read, read_guideline, tell_answered
from admin_web.render import moment_in, render
from admin_web.visit import VISIT
from dialogs.city.comment import Vote
from dialogs.city.guideline_changes import all_read_since
from storage.decisions import Answered, count_answered
from storage.exports_guidelines import in_order, last_section, title_of
from storage.opinions import Opinion, count_opinions


@dataclass(frozen=True, slots=True)
class Row:
    """One section: its place in today's order (0 if it is a former one), number, title, what came in.

    `share` is how many opened it, beside the section most people opened.
    """

    place: int
    number: int
    title: str
    opinion: Opinion
    share: float

    def votes(self, vote: str) -> int:
        """How many voted so."""
        return self.opinion.votes.get(Vote(vote), 0)

    @property
    def written(self) -> int:
        """How many comments and proposals came in."""
        return self.opinion.comments + self.opinion.proposals

    @property
    def label(self) -> str:
        """Its place and title, for the chart."""
        name = self.title or f"Abschnitt {self.number}"
        return f"{self.place}. {name}" if self.place else name

    @property
    def count(self) -> int:
        """How many people opened it, for the chart."""
        return self.opinion.readers

    @property
    def lost(self) -> float:
        """The share of those who came here and stopped, from 0 to 1."""
        return self.opinion.stopped / self.opinion.readers if self.opinion.readers else 0


async def show(request: web.Request) -> web.Response:
    """The page, with as many queries for one comment as for thousands."""
    desk, now = desk_of(request), request[VISIT].now
    guideline = await read_guideline(request)
    item = guideline.item
    async with desk.database.read() as connection:
        end, since = last_section(guideline.versions), all_read_since(guideline.versions)
        opinions = await count_opinions(connection, item.id, end, since)
        answered = (await count_answered(connection)).get(item.id, Answered())
    rows = _rows(guideline, opinions)
    return render(
        request,
        "guidelines/sections.html",
        guideline=guideline,
        badges=state_of(item, guideline.newest.window, now, moment_in(desk.zone)),
        rows=rows,
        written=sum(row.written for row in rows),
        answered=answered,
        told=tell_answered(answered),
        draw=chart.draw,
        width=chart.WIDTH,
        ways=_ways(rows),
    )


def _rows(guideline: Read, opinions: Mapping[int, Opinion]) -> list[Row]:
    """Today's sections in their order, then former ones on which something came in."""
    most = max((opinion.readers for opinion in opinions.values()), default=0) or 1
    rows = []
    for number in in_order(guideline.versions, opinions):
        opinion, title = opinions.get(number, Opinion()), title_of(number, guideline.versions)
        place = guideline.newest.position(number)
        rows.append(Row(place, number, title, opinion, opinion.readers / most))
    return rows


def _ways(rows: Sequence[Row]) -> list[Row]:
    """The way through today's sections; empty if nobody has gone it."""
    today = [row for row in rows if row.place]
    return today if any(row.opinion.readers for row in today) else []
