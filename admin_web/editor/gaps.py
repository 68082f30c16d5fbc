"""Which texts are missing in which language, for the list at the end of an editor's page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from admin_web.speech import LANGUAGE_NAMES
from dialogs.city.passages import Missing, Where
from dialogs.text import LANGUAGES


@dataclass(frozen=True, slots=True)
class Gap:
    """A language, and the places where a text in it is missing."""

    language: str
    places: Sequence[str]


def list_gaps(missing: Sequence[Missing], name_of: Callable[[Where], str]) -> list[Gap]:
    """What is missing, language by language."""
    gaps = [
        Gap(LANGUAGE_NAMES[language], [name_of(gap.where) for gap in missing if language in gap.languages])
        for language in LANGUAGES
    ]
    return [gap for gap in gaps if gap.places]
