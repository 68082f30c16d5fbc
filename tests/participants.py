"""People who fill in a survey, quicker than through the whole conversation: only what is recorded of it."""

import itertools
from collections.abc import Mapping
from datetime import datetime

from dialogs.city.answer import Answer, AnswerKind
from dialogs.city.facts import (
    CommentContinued,
    CommentHandedIn,
    Fact,
    QuestionAnswered,
    SurveyHandedIn,
    SurveyStarted,
)
from dialogs.city.survey import Question, Survey, relevant
from dialogs.talks.survey_question import category_of
from storage import citizens
from storage.city import Cities
from storage.database import Database
from storage.record import Happened, record
from tests import sample

SKIPPED = Answer(kind=AnswerKind.SKIPPED)
DECLINED = Answer(kind=AnswerKind.DECLINED)

Says = Mapping[str, str | Answer]
"""Question key → what is answered: option keys with blanks between them, a number, a text, or an `Answer`."""

_numbers = itertools.count(1)


async def take_part(
    database: Database,
    says: Says,
    *,
    survey: str = sample.SURVEY.slug,
    name: str = "",
    channel: str = "web",
    language: str = "de",
    hand_in: bool = True,
    receipt: str = "",
    now: datetime = sample.NOW,
) -> None:
    """Somebody (a new person unless named) answers the newest version, and hands in if told to."""
    async with database.write() as connection:
        shelf = await Cities().current(connection)
        known = shelf.city.surveys[survey]
        given = {key: _read(known.newest, key, said) for key, said in says.items()}
        facts: list[Fact] = [SurveyStarted(survey, known.number, language)]
        for key, answer in given.items():
            facts.append(
                QuestionAnswered(survey, key, answer, category_of(_question(known.newest, key), answer))
            )
        person = name or f"person {next(_numbers)}"
        [standing] = (await citizens.meet(connection, channel, {person: language}, now)).values()
        who = standing.citizen.id
        if hand_in:
            shown = (question.key for question in relevant(known.newest, given))
            counted = tuple((key, given[key].revision) for key in shown if key in given)
            facts.append(SurveyHandedIn(survey, known.number, receipt or f"code {survey} {who}", counted))
        await record(
            connection, shelf, sample.KEY, sample.ZONE, [Happened(who, channel, fact, now) for fact in facts]
        )


async def speak_up(
    database: Database,
    *facts: Fact,
    name: str = "",
    channel: str = "web",
    language: str = "de",
    now: datetime = sample.NOW,
) -> int:
    """Somebody (a new person unless named) does something with a guideline; returns the citizen's number."""
    async with database.write() as connection:
        shelf = await Cities().current(connection)
        person = name or f"person {next(_numbers)}"
        [standing] = (await citizens.meet(connection, channel, {person: language}, now)).values()
        who = standing.citizen.id
        await record(
            connection, shelf, sample.KEY, sample.ZONE, [Happened(who, channel, fact, now) for fact in facts]
        )
    return who


def a_comment(section: int, receipt: str, *parts: str, version: int = 1, language: str = "de") -> list[Fact]:
    """What is recorded of a comment on the sample guideline that was handed in."""
    slug = sample.GUIDELINE.slug
    written: list[Fact] = [
        CommentContinued(slug, section, version, number, words, language)
        for number, words in enumerate(parts, start=1)
    ]
    return [*written, CommentHandedIn(slug, section, version, receipt)]


def _question(form: Survey, key: str) -> Question:
    question = form.question(key)
    assert question is not None, key
    return question


def _read(form: Survey, key: str, said: str | Answer) -> Answer:
    if isinstance(said, Answer):
        return said
    several = _question(form, key).type == "multiple"
    return Answer(tuple(said.split()) if several else (said,), raw=said)
