"""All texts of a survey with their places: how long each may be, which languages are missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.city.cleaning import is_empty
from dialogs.city.questions.kind import LONGEST_LABEL, Problem
from dialogs.city.survey import Question, Survey
from dialogs.text import LANGUAGES, Localized, staff

Where = tuple[str | int, ...]

LONGEST_TEXT = 900
"""Characters of one text: four of them fit into one message (4096 in the Telegram Bot API)."""

LONGEST_TITLE = 100
"""Characters of a title: it also stands on a button of the menu."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a survey: where it stands, the longest it may be, whether it must be there.

    `most` is None where the type checks the length. A `named` text is what people call the thing by,
    so it needs a letter or a digit; elsewhere a sign may do.
    """

    where: Where
    texts: Localized
    most: int | None = LONGEST_TEXT
    required: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A text that is there in some languages but not in these."""

    where: Where
    languages: tuple[str, ...]


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


def check_text(passage: Passage) -> list[Problem]:
    """That a text is there where it must be, that people can read it, and that it is not too long."""
    found: list[Problem] = []
    written = {language: text for language, text in passage.texts.items() if not is_empty(text)}
    if passage.required and not written:
        found.append(Problem(passage.where, staff("Hier fehlt der Text.")))
    for language, text in passage.texts.items():
        here = (*passage.where, language)
        if language not in LANGUAGES:
            found.append(
                Problem(here, staff("Diese Sprache gibt es hier nicht: {language}.", language=language))
            )
        if passage.most is not None and len(text) > passage.most:
            found.append(
                Problem(
                    here, staff("{count} Zeichen. Hier passen {most}.", count=len(text), most=passage.most)
                )
            )
        if passage.named and language in written and not any(char.isalnum() for char in text):
            found.append(Problem(here, staff("Bitte auch Buchstaben oder Ziffern schreiben.")))
    return found


def missing_translations(survey: Survey) -> list[Missing]:
    """Texts that some people will read in another language than theirs; no mistake, but worth knowing."""
    found: list[Missing] = []
    for passage in walk(survey):
        absent = tuple(language for language in LANGUAGES if is_empty(passage.texts.get(language, "")))
        if 0 < len(absent) < len(LANGUAGES):
            found.append(Missing(passage.where, absent))
    return found
