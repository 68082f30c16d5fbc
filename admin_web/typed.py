"""What somebody had typed into a form that came too late: given back, so that no word is lost."""

import re
from dataclasses import dataclass

from aiohttp import web

from admin_web.editor.languages import CODES
from admin_web.fields import FIELDS
from admin_web.forms import clean_text
from admin_web.speech import LANGUAGE_NAMES

WITHHELD = frozenset(
    {
        *("password", "again", "present", "new"),
        *("form_token", "form_key", "username", "session", "seen", "ruling", "batch"),
        *("chosen", "plain", "which", "sure", "way", "do", "shown_type", "file", "from"),
    }
)
"""Passwords, which no page shows, and what no person has typed."""

CALLED = {
    "about": "Worum es geht",
    "address": "Adresse",
    "hint": "Erklärung",
    "key": "Name der Spalte",
    "label": "",
    "minutes": "Dauer oder Protokoll",
    "name": "Name",
    "next_steps": "Wie es weitergeht",
    "note": "Bemerkung",
    "options": "Antwort",
    "place": "Ort",
    "reason": "Begründung",
    "seen_by": "Wer die Antworten sieht",
    "slug": "Kurzname",
    "text": "Text",
    "thanks": "Dank",
    "title": "Titel",
    **{name: LANGUAGE_NAMES[code] for name, code in CODES.items()},
}
"""Parts of the names of fields, as people know them; another is shown as it is."""

_NUMBER = re.compile("[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as it was sent."""

    label: str
    text: str

    @property
    def rows(self) -> int:
        """How high a box has to be to show most of it."""
        return min(12, 1 + self.text.count("\n") + len(self.text) // 60)


def list_typed(request: web.Request) -> list[Typed]:
    """What was sent, in its order; nothing if it was never read."""
    sent = request[FIELDS].items() if FIELDS in request else ()
    cleaned = [(name, clean_text(text)) for name, text in sent if name not in WITHHELD]
    return [Typed(call(name), text) for name, text in cleaned if text]


def call(name: str) -> str:
    """A field's name as people read it: options-0-label-de is Antwort 1 Deutsch."""
    pieces = clean_text(name).split("-")
    known = [str(int(each) + 1) if _NUMBER.fullmatch(each) else CALLED.get(each, each) for each in pieces]
    return " ".join(word for word in known if word)
