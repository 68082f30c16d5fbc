"""Where people stop in a survey: how many reached each question, answered it, and went no further."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.answer import Answer, AnswerKind
from dialogs.city.survey import Survey, find_open, relevant
from dialogs.engine.wants import RunState
from storage.results import EVERYBODY, Only, count_answers
from storage.tables import answers, runs

SUMMARY = ""
"""Stands for the summary, where those stop who answered everything and did not hand in."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people saw a question, answered it (or skipped or declined it), and stopped at it."""

    reached: int = 0
    answered: int = 0
    stopped: int = 0


async def count_reach(
    connection: AsyncConnection, item: int, versions: Mapping[int, Survey], only: Only = EVERYBODY
) -> dict[str, Reach]:
    """The way of everybody through the questions; `SUMMARY` holds who stopped before handing in.

    Who handed in has reached exactly the questions that count. Everybody else is led through the version he
    began with once more.
    """
    answered: Counter[str] = Counter()
    for question, categories in (await count_answers(connection, item, only)).items():
        answered[question] = sum(categories.values())
    stopped: Counter[str] = Counter()
    async for version, given in _unfinished(connection, item, only):
        survey = versions.get(version)
        if survey is None:
            continue
        waiting = find_open(survey, given)
        stopped[waiting.key if waiting else SUMMARY] += 1
        answered.update(question.key for question in relevant(survey, given) if question.key in given)
    return {
        key: Reach(answered[key] + stopped[key], answered[key], stopped[key]) for key in {*answered, *stopped}
    }


async def _unfinished(
    connection: AsyncConnection, item: int, only: Only
) -> AsyncIterator[tuple[int, dict[str, Answer]]]:
    """Version and present answers of each run that was not handed in, one run at a time."""
    same_run = and_(runs.c.item == answers.c.item, runs.c.pseudonym == answers.c.pseudonym)
    query = (
        select(runs.c.pseudonym, runs.c.version, answers.c.question, answers.c.kind, answers.c.value)
        .select_from(runs.outerjoin(answers, same_run))
        .where(runs.c.item == item, runs.c.state == RunState.STARTED, *only.conditions)
        .order_by(runs.c.pseudonym, answers.c.revision)
    )
    name, pinned, given = "", 0, dict[str, Answer]()
    async with connection.stream(query) as rows:
        async for pseudonym, version, question, kind, value in rows:
            if pseudonym != name:
                if name:
                    yield pinned, given
                name, pinned, given = pseudonym, version, {}
            if question is not None:
                given[question] = Answer(tuple(json.loads(value)), AnswerKind(kind))
    if name:
        yield pinned, given
