"""What somebody wants to be told of whenever there is something new, and how often."""

from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

from dialogs.city.event import Event
from dialogs.city.quiet import QuietHours

ANNOUNCEMENTS = "announcements"
"""Announcements of the city: off until somebody switches them on."""

EVENTS = "events"
"""New events, whatever they are about."""

WINDOWS = "windows"
"""Surveys and guidelines that open, and those that are about to close."""

OF_PROJECT = "events/project/"
OF_DISTRICT = "events/district/"
"""New events of one project or district: followed by `key_of` its name."""

LONGEST_KEY = 32
"""Letters of such a key: with a page before it it must still fit into a door."""

FAMILIES = (ANNOUNCEMENTS, EVENTS, WINDOWS)
"""What one press on a message switches off: a topic with all that are only narrower."""


class Rhythm(StrEnum):
    """How often somebody is told what is new."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Notices:
    """What somebody wants to be told, how often, and when not (None: in the city's quiet hours)."""

    topics: frozenset[str] = frozenset()
    rhythm: Rhythm = Rhythm.AT_ONCE
    quiet: QuietHours | None = None
    reminders: tuple[tuple[str, str], ...] = ()
    """What there are wishes about: kind and slug of each."""


def family_of(topic: str) -> str:
    """The topic that a narrower one belongs to."""
    return topic.partition("/")[0]


def topics_of(event: Event) -> tuple[str, ...]:
    """The topics whose subscribers are told of a new event."""
    narrower = ((OF_PROJECT, key_of(event.project)), (OF_DISTRICT, key_of(event.district)))
    return (EVENTS, *(f"{kind}{key}" for kind, key in narrower if key))


def key_of(name: str) -> str:
    """The name of a project or district as it stands in topics, doors and links: of letters and digits only.

    Names that differ only in case, blanks or punctuation are the same. Those that are long or have letters of
    other alphabets are told apart by digits behind what is left of them.
    """
    folded = name.casefold().replace("ß", "ss")
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        folded = folded.replace(letter, plain)
    words = "-".join("".join(c if c.isalnum() else " " for c in folded).split())
    key = "-".join("".join(c if c.isascii() else " " for c in words).replace("-", " ").split())
    if key == words and len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 9].rstrip('-')}-{crc32(words.encode()):08x}".lstrip("-")
