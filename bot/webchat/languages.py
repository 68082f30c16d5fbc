"""Which language a stranger's page speaks: what was chosen in its address, else what the browser asks for."""

from dialogs.talks.language import CODES
from dialogs.text import LANGUAGES

OURS = ("de", "en")
"""Languages a browser can ask for; Leichte Sprache has no code that browsers know."""

MOST_WISHES = 20


def asked_for(accept_language: str) -> str:
    """The first language of ours in an Accept-Language header, by weight; German if there is none."""
    wishes: list[tuple[float, str]] = []
    for wish in accept_language.split(",")[:MOST_WISHES]:
        code, _, weight = wish.partition(";q=")
        language = code.strip().lower().partition("-")[0]
        if language in OURS:
            wishes.append((_weight(weight), language))
    return max(wishes, key=lambda wish: wish[0], default=(0, LANGUAGES[0]))[1]


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


def chosen(name: str) -> str | None:
    """The language that a name in an address means: de, en or simple."""
    return CODES.get(name)


def name_of(language: str) -> str:
    """The name of a language in an address."""
    return next(name for name, code in CODES.items() if code == language)
