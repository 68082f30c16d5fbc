"""The short codes on buttons: steps, which work only where they belong, and doors, which always work."""

import re
from zlib import crc32

from dialogs.engine.heard import Called, Chose, Unclear

LONGEST = 64
"""Bytes a code may have: the limit of callback_data in the Telegram Bot API."""

# An item is a slug of up to 40 characters, for a section with its number behind it.
_STEP = re.compile(r"s([0-9a-f]{8}):([!-~]{1,54})")
# Behind a dot a door says what it does at once: nothing behind a link may, for links come from anywhere.
_DOOR = re.compile(r"d:([a-z_]{1,20}):([a-z0-9-]{0,44}(?:\.[a-z-]{1,12})?)")
# A slug, perhaps with the code shown at a door behind it.
_PAYLOAD = re.compile(r"([a-z_]{1,20})(?:-([a-z0-9-]{1,47}))?")


def mark(talk: str, item: str, run: int, step: str) -> str:
    """The eight hex digits that tie a step button to the one place where it works."""
    return f"{crc32(f'{talk}|{item}|{run}|{step}'.encode()):08x}"


def step(at: str, value: str) -> str:
    """The code of a step button: the mark of its place and what pressing it means."""
    return f"s{at}:{value}"


def door(talk: str, item: str = "") -> str:
    """The code of a door button, which leads to a talk and an item from anywhere, at any time."""
    return f"d:{talk}:{item}"


def read(code: str) -> Chose | Called | Unclear:
    """What a pressed code means; anything a client invents is unclear, never an error."""
    if found := _STEP.fullmatch(code):
        return Chose(found[1], found[2])
    if found := _DOOR.fullmatch(code):
        return Called(found[1], found[2])
    return Unclear("button")


def read_payload(payload: str) -> Called:
    """Where a deep link such as `survey-beteiligung` or `section-leitlinien-3` leads.

    An empty one leads to the menu. A malformed one becomes a call of a talk nobody knows, which is answered
    with the menu.
    """
    if not payload:
        return Called("menu")
    found = _PAYLOAD.fullmatch(payload)
    return Called(found[1], found[2] or "") if found else Called("unknown")
