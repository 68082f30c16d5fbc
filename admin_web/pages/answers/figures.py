"""Results as they are shown: per question how often each answer was given, over all versions; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from admin_web.pages.answers.numbers import Numbers, bins, sum_up
from admin_web.speech import say
from dialogs.city.answer import FREE_TEXT
from dialogs.city.questions import TYPES
from dialogs.city.survey import Question, Survey
from dialogs.text import Content
from storage.results import Tally

SKIPPED, DECLINED = "(skipped)", "(declined)"


@dataclass(frozen=True, slots=True)
class Bar:
    """How often one answer was given; `note` says how it was called before, or that it is gone."""

    label: str
    count: int
    share: float
    """Of those who gave an answer, from 0 to 1; with several answers allowed the shares add up to more."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """The result of one question; `place` is its number today, 0 if it is not asked any more."""

    key: str
    place: int
    text: str
    type: str
    given: int
    skipped: int
    declined: int
    not_asked: int
    bars: Sequence[Bar] = ()
    numbers: Numbers | None = None
    texts: int = 0

    @property
    def several(self) -> bool:
        """Whether one person could give several answers."""
        return self.type == "multiple"


def make_figures(versions: Mapping[int, Survey], counts: Mapping[str, Tally], complete: int) -> list[Figure]:
    """One figure per question that is or was asked: today's in today's order, then the former ones."""
    newest = versions[max(versions)]
    order = [question.key for question in newest.questions]
    former = [question.key for number in sorted(versions) for question in versions[number].questions]
    return [
        _figure(list(_told_in(versions, key)), order, counts.get(key, {}), complete)
        for key in dict.fromkeys((*order, *former))
    ]


def _told_in(versions: Mapping[int, Survey], key: str) -> Iterable[Question]:
    """The question as it was in each version that had it, the newest first."""
    for number in sorted(versions, reverse=True):
        if question := versions[number].question(key):
            yield question


def _figure(told: Sequence[Question], order: Sequence[str], tally: Tally, complete: int) -> Figure:
    question = told[0]
    skipped, declined = tally.get(SKIPPED, 0), tally.get(DECLINED, 0)
    answers = {category: n for category, n in tally.items() if category not in (SKIPPED, DECLINED)}
    given = sum(answers.values())
    numbers = sum_up(answers) if question.type == "number" and answers else None
    return Figure(
        key=question.key,
        place=order.index(question.key) + 1 if question.key in order else 0,
        text=say(Content(question.text)),
        type=question.type,
        given=given,
        skipped=skipped,
        declined=declined,
        not_asked=max(0, complete - given - skipped - declined),
        bars=_bars(told, answers, given),
        numbers=numbers,
        texts=answers.get(FREE_TEXT, 0),
    )


def _bars(told: Sequence[Question], answers: Tally, given: int) -> list[Bar]:
    question = told[0]
    if question.type == "number":
        counted = bins({Decimal(category): n for category, n in answers.items()})
        return [Bar(label, n, n / given) for label, n in counted]
    labels = _labels(told)
    if not labels:
        return []
    chosen: Counter[str] = Counter()
    for category, n in answers.items():
        for key in category.split() or [""]:
            chosen[key] += n
    if chosen[""]:
        labels[""] = ["nichts davon"]
    present = {key for key, _label in TYPES[question.type].options(question)} | {""}
    return [
        Bar(names[0], chosen[key], chosen[key] / given if given else 0, _note(names, key in present))
        for key, names in labels.items()
        if key in present or chosen[key]
    ]


def _labels(told: Sequence[Question]) -> dict[str, list[str]]:
    """Every answer there ever was, with its names, the newest first."""
    labels: dict[str, list[str]] = {}
    for question in told:
        for key, words in TYPES[question.type].options(question):
            names = labels.setdefault(key, [])
            if say(words) not in names:
                names.append(say(words))
    return labels


def _note(names: Sequence[str], is_present: bool) -> str:
    if not is_present:
        return "steht nicht mehr zur Wahl"
    return "früher: " + ", ".join(f"„{name}“" for name in names[1:]) if len(names) > 1 else ""
