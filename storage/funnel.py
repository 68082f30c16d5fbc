"""Where people stop in a survey: how many reached each question, answered it, and went no further."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.city.survey import Survey, find_open, relevant
from dialogs.engine.wants import RunState
from storage.results import count_answers
from storage.runs import EVERYBODY, Only, list_runs

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
    unfinished = replace(only, state=RunState.STARTED)
    last = ""
    while batch := await list_runs(connection, item, last, unfinished):
        for run in batch:
            if survey := versions.get(run.version):
                waiting = find_open(survey, run.answers)
                stopped[waiting.key if waiting else SUMMARY] += 1
                answered.update(q.key for q in relevant(survey, run.answers) if q.key in run.answers)
        last = batch[-1].pseudonym
    return {
        key: Reach(answered[key] + stopped[key], answered[key], stopped[key]) for key in {*answered, *stopped}
    }
