"""All texts of a survey with their places: how long each may be, which languages are missing."""

from collections.abc import Iterator

from dialogs.city.passages import LONGEST_TITLE, Missing, Passage, find_missing
from dialogs.city.questions.kind import LONGEST_LABEL
from dialogs.city.survey import Question, Survey


def walk(survey: Survey) -> Iterator[Passage]:
    """Every text of a survey, in the order in which people meet them."""
    yield Passage(("title",), survey.title, LONGEST_TITLE, required=True, named=True)
    for name in ("about", "seen_by", "thanks", "next_steps"):
        yield Passage((name,), getattr(survey, name))
    for i, question in enumerate(survey.questions):
        for passage in _of_question(question):
            yield Passage(
                ("questions", i, *passage.where), passage.texts, passage.most, passage.required, passage.named
            )


def _of_question(question: Question) -> Iterator[Passage]:
    yield Passage(("text",), question.text, required=True, named=True)
    yield Passage(("hint",), question.hint)
    for name in ("unit", "low", "high"):
        yield Passage((name,), getattr(question, name), LONGEST_LABEL)
    for i, option in enumerate(question.options):
        yield Passage(("options", i, "label"), option.label, None)


def missing_translations(survey: Survey) -> list[Missing]:
    """Its texts that some people will read in another language than theirs."""
    return find_missing(walk(survey))
