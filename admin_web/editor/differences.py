"""What two editors have written differently, side by side, so that the second one loses nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from admin_web.editor.states import Tell
from dialogs.city.passages import Where

Leaf = tuple[Where, object]
"""A field that holds no others, and its value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with what I wrote and what is saved now."""

    name: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back: mistakes without a field, and what somebody else has saved meanwhile."""

    homeless: Sequence[str] = ()
    stale: bool = False
    differences: Sequence[Difference] = ()


FRESH = Returned()
"""A form that is shown for the first time."""


def compare(
    mine: Iterable[Leaf],
    theirs: Iterable[Leaf],
    in_words: Callable[[Where, object], str],
    name_of: Callable[[Where], str],
) -> list[Difference]:
    """The fields that differ."""
    ours = {where: in_words(where, value) for where, value in mine}
    others = {where: in_words(where, value) for where, value in theirs}
    return [
        Difference(name_of(where), ours.get(where, ""), others.get(where, ""))
        for where in {**ours, **others}
        if ours.get(where, "") != others.get(where, "")
    ]


def leaves(where: Where, value: object) -> Iterator[Leaf]:
    """A field's value; of a text in several languages each."""
    if isinstance(value, Mapping):
        for language, text in value.items():
            yield (*where, language), text
    else:
        yield where, value


def plainly(value: object, tell: Tell) -> str:
    """A value as staff read it; moments in the city's time."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case tuple():
            return ", ".join(value)
        case float():
            return f"{value:.9g}".replace(".", ",")
        case datetime():
            return tell(value)
        case _other:
            return str(value)
