"""The results of a survey: how many took part, every question with its counts, where people stopped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from admin_web import chart
from admin_web.desk import desk_of
from admin_web.pages.answers.asked import Published, get_published, read_only
from admin_web.pages.answers.figures import Figure, make_figures
from admin_web.render import render
from admin_web.speech import CHANNEL_NAMES, LANGUAGE_NAMES, say
from dialogs.engine.wants import RunState
from dialogs.text import Content
from storage.funnel import SUMMARY, Reach, count_reach
from storage.results import Part, count_answers, count_runs
from storage.runs import Only


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the way through the survey, and how many went no further."""

    text: str
    reach: Reach

    @property
    def lost(self) -> float:
        """The share of those who came here and stopped, from 0 to 1."""
        return self.reach.stopped / self.reach.reached if self.reach.reached else 0


async def show(request: web.Request) -> web.Response:
    """The page: as many queries for one answer as for thousands."""
    only = read_only(request)
    async with desk_of(request).database.read() as connection:
        published = await get_published(request, connection)
        parts = await count_runs(connection, published.item.id)
        counts = await count_answers(connection, published.item.id, only)
        reach = await count_reach(connection, published.item.id, published.versions, only)
    chosen = [part for part in parts if _fits(part, only)]
    complete = _count(chosen, RunState.COMPLETE)
    figures = make_figures(published.versions, counts, complete)
    return render(
        request,
        "answers/results.html",
        published=published,
        title=say(Content(published.newest.title)),
        only=only,
        channels=CHANNEL_NAMES,
        languages=LANGUAGE_NAMES,
        groups=_groups(parts),
        complete=complete,
        started=_count(chosen, RunState.STARTED),
        figures=figures,
        draw=chart.draw,
        width=chart.WIDTH,
        stops=_stops(published, figures, reach),
        unfinished=reach.get(SUMMARY, Reach()).stopped,
        query=_query(only),
    )


def _fits(part: Part, only: Only) -> bool:
    return (not only.channel or part.channel == only.channel) and (
        not only.language or part.language == only.language
    )


def _count(parts: Sequence[Part], state: RunState) -> int:
    return sum(part.count for part in parts if part.state is state)


def _groups(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Handed in and not finished, by channel and language."""
    keys = dict.fromkeys((part.channel, part.language) for part in parts)
    return [
        {
            "channel": CHANNEL_NAMES.get(channel, channel),
            "language": LANGUAGE_NAMES.get(language, language),
            "complete": _count(own, RunState.COMPLETE),
            "started": _count(own, RunState.STARTED),
        }
        for channel, language in sorted(keys)
        if (own := [part for part in parts if (part.channel, part.language) == (channel, language)])
    ]


def _stops(published: Published, figures: Sequence[Figure], reach: Mapping[str, Reach]) -> list[Stop]:
    """The way through the survey, in today's order; former questions at the end if anybody stopped there."""
    return [
        Stop(f"{figure.place}. {figure.text}" if figure.place else figure.text, reach[figure.key])
        for figure in figures
        if figure.key in reach and (figure.place or reach[figure.key].stopped)
    ]


def _query(only: Only) -> dict[str, str]:
    """The choice as it goes on in links."""
    return {name: value for name, value in (("channel", only.channel), ("language", only.language)) if value}
