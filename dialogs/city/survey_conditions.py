"""Conditions of a survey: that they refer to something, and that every question can be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogs.city.questions import TYPES
from dialogs.city.questions.kind import Problem
from dialogs.city.survey import Condition, Question, Survey
from dialogs.text import staff

RELATIONS = ("is", "is_not")


def answer_keys(question: Question) -> tuple[str, ...]:
    """The answers a condition may name: those of a question with a fixed set of answers, else none."""
    kind = TYPES.get(question.type)
    return tuple(key for key, _label in kind.options(question)) if kind else ()


@dataclass(slots=True)
class _Reach:
    """Which of the questions read so far may be shown, and which may be left out.

    Every question depends on at most one earlier one, so what can happen to it follows from that one alone.
    """

    questions: dict[str, Question] = field(default_factory=dict)
    may_show: dict[str, bool] = field(default_factory=dict)
    may_hide: dict[str, bool] = field(default_factory=dict)

    def add(self, question: Question, condition: Condition | None) -> None:
        """Takes a question in; a condition that means nothing is passed as None."""
        self.questions[question.key] = question
        self.may_show[question.key] = condition is None or self.may_hold(condition)
        self.may_hide[question.key] = condition is not None and self.may_fail(condition)

    def may_hold(self, condition: Condition) -> bool:
        """Whether some way through the survey meets the condition."""
        return self._named(condition) if condition.relation == "is" else self._avoided(condition)

    def may_fail(self, condition: Condition) -> bool:
        """Whether some way through the survey misses the condition."""
        return self._avoided(condition) if condition.relation == "is" else self._named(condition)

    def _named(self, condition: Condition) -> bool:
        return self.may_show[condition.question]

    def _avoided(self, condition: Condition) -> bool:
        question = self.questions[condition.question]
        if self.may_hide[question.key]:
            return True
        return self.may_show[question.key] and (
            question.optional or question.no_answer or _can_avoid(question, condition.answers)
        )


def _can_avoid(question: Question, answers: tuple[str, ...]) -> bool:
    """Whether the question can be answered with none of these."""
    left = [key for key in answer_keys(question) if key not in answers]
    if question.type != "multiple":
        return bool(left)
    fewest = int(question.min) if question.min is not None else 1
    alone = any(option.exclusive and option.key in left for option in question.options)
    return alone or len(left) >= fewest


def check_conditions(survey: Survey) -> list[Problem]:
    """Mistakes in the conditions, and questions nobody will ever see."""
    found: list[Problem] = []
    numbers = {question.key: number for number, question in enumerate(survey.questions, 1)}
    reach = _Reach()
    for i, question in enumerate(survey.questions):
        where: tuple[str | int, ...] = ("questions", i, "show_if")
        condition = question.show_if
        wrong = _check(where, condition, reach.questions, survey, numbers) if condition else []
        found += wrong
        meaningful = None if wrong else condition
        if meaningful and not reach.may_hold(meaningful):
            found.append(Problem(where, staff("So wird diese Frage nie gestellt.")))
        reach.add(question, meaningful)
    return found


def _check(
    where: tuple[str | int, ...],
    condition: Condition,
    earlier: Mapping[str, Question],
    survey: Survey,
    numbers: Mapping[str, int],
) -> list[Problem]:
    if condition.question not in earlier:
        other, key = survey.question(condition.question), condition.question
        sentence = (
            staff(
                "Die Bedingung nennt eine Frage, die erst später kommt: Frage {number} „{text}“.",
                number=numbers[key],
                text=other.text.get("de") or key,
            )
            if other
            else staff("Die Bedingung nennt eine Frage, die es nicht gibt: {key}.", key=key)
        )
        return [Problem((*where, "question"), sentence)]
    known = answer_keys(earlier[condition.question])
    if not known:
        sentence = staff("Diese Frage hat keine festen Antworten. Eine Bedingung braucht feste Antworten.")
        return [Problem((*where, "question"), sentence)]
    found: list[Problem] = []
    if condition.relation not in RELATIONS:
        found.append(Problem((*where, "relation"), staff("Möglich sind hier nur „is“ und „is_not“.")))
    if not condition.answers:
        found.append(Problem((*where, "answers"), staff("Bitte mindestens eine Antwort wählen.")))
    for answer in condition.answers:
        if answer not in known:
            found.append(
                Problem(
                    (*where, "answers"),
                    staff("Die Bedingung nennt eine Antwort, die es nicht gibt: {key}.", key=answer),
                )
            )
    return found
