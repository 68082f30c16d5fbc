"""German words for a guideline's fields and places."""

from collections.abc import Iterator

from admin_web.editor import differences
from admin_web.editor.differences import Difference, Leaf, plainly
from admin_web.editor.states import Tell
from admin_web.editor.wording import tell_place
from dialogs.city.guideline import Guideline, Moderation, Section
from dialogs.city.passages import Where

FIELD_NAMES = {
    "slug": "Kurzname",
    "title": "Titel",
    "about": "Worum es geht",
    "opens": "Beginn",
    "closes": "Ende",
    "moderation": "Moderation",
    "keep_days": "Tage bis zur Anonymisierung",
    "sections": "Abschnitte",
    "number": "Nummer",
    "text": "Text",
}

MODERATION = {
    Moderation.BEFORE: "Beiträge werden erst geprüft",
    Moderation.AFTER: "Beiträge sind sofort zu lesen",
}


def name_of(where: Where) -> str:
    """A place in a guideline: "Abschnitt 3 › Text › Englisch"."""
    return tell_place(where, FIELD_NAMES, {"sections": "Abschnitt"})


def compare(mine: Guideline | Section, theirs: Guideline | Section, tell: Tell) -> list[Difference]:
    """The fields two editors have written differently, without the sections of a guideline."""

    def in_words(_where: Where, value: object) -> str:
        return MODERATION[value] if isinstance(value, Moderation) else plainly(value, tell)

    return differences.compare(_leaves(mine), _leaves(theirs), in_words, name_of)


def _leaves(value: Guideline | Section) -> Iterator[Leaf]:
    names = ("title", "text") if isinstance(value, Section) else TEXTS
    for name in names:
        yield from differences.leaves((name,), getattr(value, name))


TEXTS = ("title", "about", "opens", "closes", "moderation", "keep_days")
"""The fields of a guideline around its sections."""
