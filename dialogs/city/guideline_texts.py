"""All texts of a guideline with their places: how long each may be, which languages are missing."""

from collections.abc import Iterator

from dialogs.city.guideline import Guideline
from dialogs.city.passages import LONGEST_TITLE, Missing, Passage, find_missing

LONGEST_ABOUT = 3_000
"""Characters of the introduction: with the rest of its screen it fits into one message."""

LONGEST_SECTION = 20_000
"""Characters of a section: on Telegram five messages."""


def walk(guideline: Guideline) -> Iterator[Passage]:
    """Every text of a guideline, in the order in which people meet them."""
    yield Passage(("title",), guideline.title, LONGEST_TITLE, required=True, named=True)
    yield Passage(("about",), guideline.about, LONGEST_ABOUT)
    for i, section in enumerate(guideline.sections):
        at = ("sections", i)
        yield Passage((*at, "title"), section.title, LONGEST_TITLE, required=True, named=True)
        yield Passage((*at, "text"), section.text, LONGEST_SECTION, required=True)


def missing_translations(guideline: Guideline) -> list[Missing]:
    """Its texts that some people will read in another language than theirs."""
    return find_missing(walk(guideline))
