"""A text of something staff publish, with its place: how long it may be, which languages are missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.city.cleaning import is_empty
from dialogs.city.questions.kind import Problem
from dialogs.text import LANGUAGES, Localized, staff

Where = tuple[str | int, ...]

LONGEST_TEXT = 900
"""Characters of one text: four of them fit into one message (4096 in the Telegram Bot API)."""

LONGEST_TITLE = 100
"""Characters of a title: it also stands on a button of the menu."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text: where it stands, the longest it may be, whether it must be there.

    `most` is None where somebody else checks the length. A `named` text is what people call the thing by,
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


def find_missing(passages: Iterable[Passage]) -> list[Missing]:
    """Texts that some people will read in another language than theirs; no mistake, but worth knowing."""
    found: list[Missing] = []
    for passage in passages:
        absent = tuple(language for language in LANGUAGES if is_empty(passage.texts.get(language, "")))
        if 0 < len(absent) < len(LANGUAGES):
            found.append(Missing(passage.where, absent))
    return found
