"""Finds every mistake in a guideline before it is published, each with its place and a sentence for staff."""

from dialogs.city.guideline import Guideline
from dialogs.city.guideline_texts import walk
from dialogs.city.item_check import check_keeping, check_slug, check_window
from dialogs.city.passages import check_text
from dialogs.city.questions.kind import Problem
from dialogs.text import staff

MOST_SECTIONS = 100
"""Sections of one guideline; the list of them has ten on a page."""

HIGHEST_NUMBER = 999
"""The highest number of a section: it stands in links and on buttons."""


def check(guideline: Guideline) -> list[Problem]:
    """All mistakes of a guideline; empty if it can be published."""
    found = [*check_slug(guideline.slug)]
    for passage in walk(guideline):
        found += check_text(passage)
    found += check_window(guideline.opens, guideline.closes)
    found += check_keeping(guideline.keep_days)
    if not guideline.sections:
        found.append(Problem(("sections",), staff("Die Leitlinie hat noch keinen Abschnitt.")))
    if len(guideline.sections) > MOST_SECTIONS:
        sentence = staff("Mehr als {most} Abschnitte sind zu viel.", most=MOST_SECTIONS)
        found.append(Problem(("sections",), sentence))
    return found + _check_numbers(guideline)


def _check_numbers(guideline: Guideline) -> list[Problem]:
    found: list[Problem] = []
    known: set[int] = set()
    for i, section in enumerate(guideline.sections):
        where = ("sections", i, "number")
        if not 1 <= section.number <= HIGHEST_NUMBER:
            found.append(Problem(where, staff("Abschnitte zählen von 1 bis {most}.", most=HIGHEST_NUMBER)))
        if section.number in known:
            sentence = staff("Den Abschnitt {number} gibt es schon.", number=section.number)
            found.append(Problem(where, sentence))
        known.add(section.number)
    return found
