"""What somebody wants to be told of whenever there is something new, and how often."""

from enum import StrEnum

ANNOUNCEMENTS = "announcements"
"""Announcements of the city: off until somebody switches them on."""

EVENTS = "events"
"""New events, whatever they are about."""

WINDOWS = "windows"
"""Surveys and guidelines that open, and those that are about to close."""

OF_PROJECT = "events/project/"
OF_DISTRICT = "events/district/"
"""New events of one project or district: followed by `key_of` its name."""


class Rhythm(StrEnum):
    """How often somebody is told what is new."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


def key_of(name: str) -> str:
    """The name of a project or district as it stands in topics, doors and links: of letters and digits only.

    Names that differ only in case, blanks or punctuation are the same.
    """
    folded = name.casefold().replace("ß", "ss")
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        folded = folded.replace(letter, plain)
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in folded).split())[:40]
