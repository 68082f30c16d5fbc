"""A survey: its questions, which of them can still come, and which one is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from dialogs.city.answer import Answer
from dialogs.city.periods import KEEP_DAYS
from dialogs.city.window import Window
from dialogs.text import Localized


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; an exclusive one ("nothing of this") rules out all others."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    key: str
    label: Localized
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Show a question only if an earlier one was (or was not) answered with one of these choices."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    question: str
    answers: tuple[str, ...]
    relation: str = "is"

    def holds(self, answers: Mapping[str, Answer]) -> bool:
        """Whether the condition is met; a question not answered was not answered with any choice."""
        given = answers.get(self.question, Answer()).value
        met = any(choice in given for choice in self.answers)
        return met if self.relation == "is" else not met


@dataclass(frozen=True, slots=True)
class Question:
    """One question; which fields count depends on its type (see `dialogs.city.questions`)."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    key: str
    type: str
    text: Localized
    hint: Localized = field(default_factory=dict)
    optional: bool = False
    no_answer: bool = False
    options: tuple[Option, ...] = ()
    min: float | None = None
    max: float | None = None
    decimals: bool = False
    unit: Localized = field(default_factory=dict)
    low: Localized = field(default_factory=dict)
    high: Localized = field(default_factory=dict)
    show_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """One version of a survey as staff published it; versions are never changed."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}
    slug: str
    title: Localized
    questions: tuple[Question, ...]
    about: Localized = field(default_factory=dict)
    seen_by: Localized = field(default_factory=dict)
    minutes: int = 5
    opens: datetime | None = None
    closes: datetime | None = None
    thanks: Localized = field(default_factory=dict)
    next_steps: Localized = field(default_factory=dict)
    keep_days: int = KEEP_DAYS
    """Days after its end for which it can still be told who said what."""

    @property
    def window(self) -> Window:
        """When it can be filled in."""
        return Window(self.opens, self.closes)

    def question(self, key: str) -> Question | None:
        """The question with this key, if there is one."""
        return next((question for question in self.questions if question.key == key), None)


def relevant(survey: Survey, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """The questions that are asked, as far as the answers tell, in order.

    An answer to a question that is not shown counts for no condition: answering differently earlier equals
    having answered that way from the start.
    """
    shown: list[Question] = []
    counting: dict[str, Answer] = {}
    for question in survey.questions:
        if question.show_if and not question.show_if.holds(counting):
            continue
        shown.append(question)
        if question.key in answers:
            counting[question.key] = answers[question.key]
    return tuple(shown)


def find_open(survey: Survey, answers: Mapping[str, Answer]) -> Question | None:
    """The first question that is shown and not answered, if any."""
    return next((question for question in relevant(survey, answers) if question.key not in answers), None)


def find_previous(survey: Survey, answers: Mapping[str, Answer], key: str) -> Question | None:
    """The question shown before the one with this key, if any."""
    before: Question | None = None
    for question in relevant(survey, answers):
        if question.key == key:
            return before
        before = question
    return None


def _count_possible(survey: Survey, answers: Mapping[str, Answer], keys: Sequence[str]) -> int:
    """How many questions are asked at the most: those that are (`keys`), and those that may still come."""
    asked = set(keys)
    unsure: set[str] = set()
    for question in survey.questions:
        depends = question.show_if.question if question.show_if else ""
        if depends in unsure or (depends in asked and depends not in answers):
            unsure.add(question.key)
    return len(asked | unsure)


def position(survey: Survey, answers: Mapping[str, Answer], key: str) -> tuple[int, int]:
    """Number of the question among those that are asked (from 1), and how many can come at the most."""
    keys = [question.key for question in relevant(survey, answers)]
    return (keys.index(key) + 1 if key in keys else len(keys)), _count_possible(survey, answers, keys)
