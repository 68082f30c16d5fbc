"""Events as calendar files for phones and computers: what they are called and where they are fetched."""

from urllib.parse import urlencode

from dialogs.talks.language import CODES
from dialogs.text import LANGUAGES

TYPE = "text/calendar"


def name_of(slug: str) -> str:
    """Under which name it is kept; without a slug it holds all events."""
    return f"stadtdialog-{slug or 'termine'}.ics"


def address_of(slug: str, language: str) -> str:
    """Where the web page gives it out; German needs no mention."""
    path = f"/termine/{slug}.ics" if slug else "/termine.ics"
    named = [name for name, code in CODES.items() if code == language != LANGUAGES[0]]
    return f"{path}?{urlencode({'lang': named[0]})}" if named else path
