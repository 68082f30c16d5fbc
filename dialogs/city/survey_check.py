"""Finds every mistake in a survey before it is published, each with its place and a sentence for staff."""

import re
from dataclasses import replace

from dialogs.city.item_check import check_keeping, check_slug, check_window
from dialogs.city.passages import Missing, check_text
from dialogs.city.questions import TYPES
from dialogs.city.questions.kind import Problem
from dialogs.city.survey import Question, Survey
from dialogs.city.survey_conditions import check_conditions
from dialogs.city.survey_texts import missing_translations, walk
from dialogs.text import staff

__all__ = ["Missing", "check", "missing_translations"]

MOST_QUESTIONS = 60
MOST_MINUTES = 60

RESERVED_KEYS = ("pseudonym", "version", "state", "channel", "language", "started", "handed_in")
"""Names of the columns that stand before the answers in an export."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")


def check(survey: Survey) -> list[Problem]:
    """All mistakes of a survey; empty if it can be published."""
    found = [*check_slug(survey.slug)]
    for passage in walk(survey):
        found += check_text(passage)
    found += check_window(survey.opens, survey.closes)
    found += check_keeping(survey.keep_days)
    if not 1 <= survey.minutes <= MOST_MINUTES:
        found.append(Problem(("minutes",), staff("Möglich sind 1 bis {most} Minuten.", most=MOST_MINUTES)))
    if not survey.questions:
        found.append(Problem(("questions",), staff("Die Umfrage hat noch keine Frage.")))
    if len(survey.questions) > MOST_QUESTIONS:
        found.append(
            Problem(("questions",), staff("Mehr als {most} Fragen sind zu viel.", most=MOST_QUESTIONS))
        )
    found += _check_keys(survey)
    for i, question in enumerate(survey.questions):
        found += [
            replace(problem, where=("questions", i, *problem.where)) for problem in _check_type(question)
        ]
    return found + check_conditions(survey)


def _check_keys(survey: Survey) -> list[Problem]:
    found: list[Problem] = []
    known: set[str] = set()
    for i, question in enumerate(survey.questions):
        where = ("questions", i, "key")
        if not _KEY.fullmatch(question.key):
            sentence = staff("Der Name braucht 1 bis 31 Zeichen aus a–z, 0–9 und _, vorn ein Buchstabe.")
            found.append(Problem(where, sentence))
        if question.key in RESERVED_KEYS:
            found.append(Problem(where, staff("So heißt schon eine andere Spalte im Export.")))
        if question.key in known:
            found.append(Problem(where, staff("Eine Spalte mit diesem Namen gibt es schon.")))
        known.add(question.key)
    return found


_COMMON = {"key", "type", "text", "hint", "optional", "no_answer", "show_if"}
_EMPTY = Question("", "", {})


def _check_type(question: Question) -> list[Problem]:
    """That the type is known, what the type itself finds, and fields it has no use for."""
    kind = TYPES.get(question.type)
    if kind is None:
        return [Problem(("type",), staff("Diese Art von Frage gibt es nicht: {type}.", type=question.type))]
    useless = [
        Problem((name,), staff("Das passt nicht zu dieser Art von Frage."))
        for name in Question.__dataclass_fields__
        if name not in _COMMON
        and name not in kind.fields
        and getattr(question, name) != getattr(_EMPTY, name)
    ]
    return kind.check(question) + useless
