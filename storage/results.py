"""What came of a survey: how many took part, how often each answer was given, what people wrote."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.answer import FREE_TEXT
from dialogs.city.cleaning import fold
from dialogs.engine.wants import RunState
from storage.runs import EVERYBODY, Only
from storage.tables import answers, runs

TEXTS_A_PAGE = 50
LONGEST_SEARCH = 100
"""Characters of a search that are looked at."""

Tally = Mapping[str, int]
"""Category (see `dialogs.talks.survey_question.category_of`) → how many answers that count."""


@dataclass(frozen=True, slots=True)
class Part:
    """How many runs are in one state, on one channel, in one language."""

    state: RunState
    channel: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """What somebody wrote, on which day, in which language of the interface."""

    words: str
    day: date
    language: str


@dataclass(frozen=True, slots=True)
class Texts:
    """One page of what people wrote: `total` texts fit the search, on `pages` pages (at least 1)."""

    entries: tuple[TextAnswer, ...]
    total: int
    page: int
    pages: int


async def count_runs(connection: AsyncConnection, item: int) -> list[Part]:
    """How many began and handed in, by channel and language."""
    query = (
        select(runs.c.state, runs.c.channel, runs.c.language, func.count())
        .where(runs.c.item == item)
        .group_by(runs.c.state, runs.c.channel, runs.c.language)
    )
    rows = (await connection.execute(query)).all()
    return sorted(
        (Part(RunState(state), channel, language, count) for state, channel, language, count in rows),
        key=lambda part: (part.state, part.channel, part.language),
    )


async def count_all_runs(connection: AsyncConnection) -> dict[int, dict[RunState, int]]:
    """How many began and handed in, for every survey at once, by the number of its item."""
    query = select(runs.c.item, runs.c.state, func.count()).group_by(runs.c.item, runs.c.state)
    found: defaultdict[int, dict[RunState, int]] = defaultdict(dict)
    for item, state, count in (await connection.execute(query)).all():
        found[item][RunState(state)] = count
    return dict(found)


async def count_answers(
    connection: AsyncConnection, item: int, only: Only = EVERYBODY
) -> dict[str, dict[str, int]]:
    """How often each category was answered, by question; only answers that were handed in."""
    query = _counted(select(answers.c.question, answers.c.category, func.count()), item, only).group_by(
        answers.c.question, answers.c.category
    )
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for question, category, count in (await connection.execute(query)).all():
        found[question][category] = count
    return dict(found)


async def list_texts(
    connection: AsyncConnection,
    item: int,
    question: str,
    search: str = "",
    page: int = 1,
    only: Only = EVERYBODY,
) -> Texts:
    """What people wrote to a question, the newest first; a page that does not exist becomes the nearest one.

    The search does not care about capital letters and finds parts of words; ä is not a.
    """
    texts = (answers.c.question == question, answers.c.category == FREE_TEXT, *_holding(search))
    counting = _counted(select(func.count()), item, only).where(*texts)
    total: int = (await connection.execute(counting)).scalar_one()
    pages = max(1, -(-total // TEXTS_A_PAGE))
    page = min(max(page, 1), pages)
    query = (
        _counted(select(answers.c.value, answers.c.day, runs.c.language), item, only, with_runs=True)
        .where(*texts)
        .order_by(answers.c.id.desc())
        .limit(TEXTS_A_PAGE)
        .offset((page - 1) * TEXTS_A_PAGE)
    )
    rows = (await connection.execute(query)).all()
    entries = tuple(TextAnswer(json.loads(value)[0], day, language) for value, day, language in rows)
    return Texts(entries, total, page, pages)


def _counted(query: Select[Any], item: int, only: Only, *, with_runs: bool = False) -> Select[Any]:
    """The query over the answers of a survey that count; the runs are looked at only where it must be."""
    if with_runs or only.conditions:
        same_run = and_(runs.c.item == answers.c.item, runs.c.pseudonym == answers.c.pseudonym)
        query = query.select_from(answers.join(runs, same_run)).where(*only.conditions)
    else:
        query = query.select_from(answers)
    return query.where(answers.c.item == item, answers.c.counted == true())


def _holding(search: str) -> tuple[ColumnElement[bool], ...]:
    """That a text holds what is searched for."""
    folded = fold(search[:LONGEST_SEARCH])
    return (answers.c.folded.contains(folded, autoescape=True),) if folded else ()
