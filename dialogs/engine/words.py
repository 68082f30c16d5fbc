"""Understands typed words: the label of a button on the screen, or a single word such as "zurück"."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from dialogs.city.cleaning import fold
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Heard, Said, Wish, Wished
from dialogs.engine.screen import Asks, Screen
from dialogs.text import Words

FIRM: dict[str, Called | Wish] = {
    "menü": Called("menu"),
    "menue": Called("menu"),
    "menu": Called("menu"),
    "hilfe": Called("help"),
    "help": Called("help"),
    "zurück": Wish.BACK,
    "zurueck": Wish.BACK,
    "back": Wish.BACK,
    "stop": Wish.PAUSE,
    "stopp": Wish.PAUSE,
    "pause": Wish.PAUSE,
    "abbrechen": Wish.PAUSE,
    "cancel": Wish.PAUSE,
    "überspringen": Wish.SKIP,
    "ueberspringen": Wish.SKIP,
    "skip": Wish.SKIP,
    "fertig": Wish.DONE,
    "done": Wish.DONE,
}
"""Words that count everywhere, in all languages at once: who reads German may still type "back"."""

LOOSE: dict[str, Called | Wish] = {
    **FIRM,
    "start": Called("menu"),
    "hauptmenü": Called("menu"),
    "anfang": Called("menu"),
    "sprache": Called("language"),
    "language": Called("language"),
    "deutsch": Called("language", "de"),
    "german": Called("language", "de"),
    "english": Called("language", "en"),
    "englisch": Called("language", "en"),
    "leichte sprache": Called("language", "simple"),
    "projekt": Called("project"),
    "vorhaben": Called("project"),
    "project": Called("project"),
    "kontakt": Called("project", "contact"),
    "contact": Called("project", "contact"),
    "termine": Called("project", "dates"),
    "dates": Called("project", "dates"),
    "abbruch": Wish.PAUSE,
    "ende": Wish.PAUSE,
    "aufhören": Wish.PAUSE,
    "quit": Wish.PAUSE,
    "weiter": Wish.DONE,
    "next": Wish.DONE,
}
"""Words that count where no free text is asked; spelling mistakes are forgiven there."""

LIKENESS = 0.8
"""How alike typed words must be (difflib's ratio): about one slip in a word of five letters."""

SHORTEST_SLIP = 4
LONGEST = 64
"""Characters beyond which a text is certainly neither a label nor one of our words."""


def understand(said: Said, screen: Screen, say: Callable[[Words], str]) -> Heard:
    """What typed words mean in front of a screen: a button of it, a word of ours, or just what they say.

    `say` speaks the citizen's language. Where free text is asked only exact labels and firm words count, so
    that nobody's answer is taken for a wish.
    """
    typed = fold(said.text.removeprefix("/")) if len(said.text) <= LONGEST else ""
    if not typed:
        return said
    free = screen.asks in (Asks.TEXT, Asks.LONG_TEXT)
    codes: dict[str, set[str]] = {}
    for row in screen.rows:
        for button in row:
            codes.setdefault(fold(say(button.label)), set()).add(button.code)
    near = _nearest(typed, codes, exact=free)
    if near and len(codes[near]) == 1:
        return buttons.read(next(iter(codes[near])))
    words = FIRM if free else LOOSE
    near = _nearest(typed, words, exact=free)
    if near is None:
        return said
    meaning = words[near]
    return meaning if isinstance(meaning, Called) else Wished(meaning, said.text)


def _nearest(typed: str, words: Iterable[str], *, exact: bool) -> str | None:
    if typed in words:
        return typed
    if exact or len(typed) < SHORTEST_SLIP:
        return None
    near = get_close_matches(typed, words, n=1, cutoff=LIKENESS)
    return near[0] if near else None
