"""What staff read in German: the dialogs' words, and names of channels and languages."""

from zoneinfo import ZoneInfo

from dialogs.text import Words
from locales.translator import Translator

CHANNEL_NAMES = {"telegram": "Telegram", "web": "Web-Chat"}
LANGUAGE_NAMES = {"de": "Deutsch", "en": "Englisch", "de@simple": "Leichte Sprache"}

_SPEAKER = Translator("de", ZoneInfo("UTC"))
"""For words without a time of day: those are said in the city's zone, by the page that knows it."""


def say(words: Words) -> str:
    """A sentence, a text of staff or a person's own words."""
    return _SPEAKER.plain(words)
