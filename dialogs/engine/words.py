"""Understands typed words: the label of a button on the screen, or a single word such as "zurück"."""

import re
from collections.abc import Callable, Mapping

from dialogs.city.cleaning import fold
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Heard, Said, Wish, Wished
from dialogs.engine.screen import Asks, Screen
from dialogs.text import Text, Words

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
    "termine": Called("events"),
    "dates": Called("events"),
    "events": Called("events"),
    "mitteilungen": Called("notices"),
    "nachrichten": Called("notices"),
    "nachrichten von uns": Called("notices"),
    "abbestellen": Called("notices"),
    "alles aus": Called("notices", "all.off"),
    "notices": Called("notices"),
    "messages": Called("notices"),
    "unsubscribe": Called("notices"),
    "everything off": Called("notices", "all.off"),
    "meine daten": Called("my_data"),
    "my data": Called("my_data"),
    "löschen": Called("erase"),
    "loeschen": Called("erase"),
    "daten löschen": Called("erase"),
    "daten loeschen": Called("erase"),
    "meine daten löschen": Called("erase"),
    "meine daten loeschen": Called("erase"),
    "alles löschen": Called("erase"),
    "alles loeschen": Called("erase"),
    "erase": Called("erase"),
    "delete": Called("erase"),
    "delete my data": Called("erase"),
    "delete everything": Called("erase"),
    "impressum": Called("imprint"),
    "imprint": Called("imprint"),
    "datenschutz": Called("privacy"),
    "privacy": Called("privacy"),
    "barrierefreiheit": Called("accessibility"),
    "accessibility": Called("accessibility"),
    "meine": Called("mine"),
    "meine beiträge": Called("mine"),
    "beiträge": Called("mine"),
    "das habe ich gesagt": Called("mine"),
    "mine": Called("mine"),
    "my contributions": Called("mine"),
    "abbruch": Wish.PAUSE,
    "ende": Wish.PAUSE,
    "aufhören": Wish.PAUSE,
    "quit": Wish.PAUSE,
    "weiter": Wish.DONE,
    "next": Wish.DONE,
    "ok": Wish.DONE,
    "okay": Wish.DONE,
    "verstanden": Wish.DONE,
    "understood": Wish.DONE,
}
"""Words that count where no free text is asked; spelling mistakes are forgiven there."""

SHORTEST_SLIP = 4
"""Letters a word needs before a slip in it is forgiven: "ja" and "na" are too near."""

LONGEST = 64
"""Characters beyond which a text is certainly neither a label nor one of our words."""

_BEHIND_NUMBER = re.compile(r"(?:✓ )?\d+\. (.+)")
_BEHIND_COLON = re.compile(r".+?: (.+)")


def understand(said: Said, screen: Screen, say: Callable[[Words], str]) -> Heard:
    """What typed words mean in front of a screen: a button of it, a word of ours, or just what they say.

    `say` speaks the citizen's language. Where free text is asked only exact labels and firm words count, so
    that nobody's answer is taken for a wish. A slip is forgiven in our own words and in labels that only lead
    somewhere, never in an answer: "unwichtig" must not become "wichtig". Where nothing is asked the number
    we gave a button is enough, and a part of what leads somewhere.
    """
    typed = _key(said.text.removeprefix("/")) if len(said.text) <= LONGEST else ""
    if not typed:
        return said
    free = screen.asks in (Asks.TEXT, Asks.LONG_TEXT)
    codes = _codes(screen, say)
    if len(codes.get(typed, ())) == 1:
        return buttons.read(next(iter(codes[typed])))
    meaning = (FIRM if free else LOOSE).get(typed)
    if meaning is None and not free:
        doors = _doors(codes)
        parts = _parts(doors) if screen.asks is Asks.NOTHING else {}
        meaning = parts.get(typed) or _find_slip(typed, {**parts, **doors, **LOOSE})
    if meaning is None:
        return said
    return meaning if isinstance(meaning, Called) else Wished(meaning, said.text)


def _key(text: str) -> str:
    """A form for comparing; the dots that Leichte Sprache puts into long words are nothing people type."""
    return fold(text.replace("·", ""))


def _codes(screen: Screen, say: Callable[[Words], str]) -> dict[str, set[str]]:
    """The codes behind each label of a screen, and behind each number we gave; one may be on two buttons."""
    codes: dict[str, set[str]] = {}
    for button in (button for row in screen.rows for button in row):
        codes.setdefault(_key(say(button.label)), set()).add(button.code)
        if screen.asks is Asks.NOTHING and isinstance(button.label, Text) and "number" in button.label.values:
            codes.setdefault(str(button.label.values["number"]), set()).add(button.code)
    return codes


def _doors(codes: Mapping[str, set[str]]) -> dict[str, Called | Wish]:
    read = {label: buttons.read(next(iter(found))) for label, found in codes.items() if len(found) == 1}
    return {label: meaning for label, meaning in read.items() if isinstance(meaning, Called)}


def _parts(doors: Mapping[str, Called | Wish]) -> dict[str, Called | Wish]:
    """What is enough of a label, if nothing else has it: what stands behind its number or its colon."""
    meant: dict[str, set[Called | Wish]] = {}
    for label, meaning in doors.items():
        for part in (_BEHIND_NUMBER.fullmatch(label), _BEHIND_COLON.fullmatch(label)):
            if part:
                meant.setdefault(part[1], set()).add(meaning)
    return {part: found.pop() for part, found in meant.items() if len(found) == 1}


def _find_slip(typed: str, words: Mapping[str, Called | Wish]) -> Called | Wish | None:
    """What is meant if the typed word is one slip away from words that all mean the same."""
    if len(typed) < SHORTEST_SLIP:
        return None
    meant = {meaning for word, meaning in words.items() if is_slip(typed, word)}
    return meant.pop() if len(meant) == 1 else None


def is_slip(typed: str, word: str) -> bool:
    """Whether one letter is missing, too many, another one, or two neighbours have changed places."""
    same = 0
    while same < min(len(typed), len(word)) and typed[same] == word[same]:
        same += 1
    came, meant = typed[same:], word[same:]
    return (
        came[1:] == meant[1:]
        or came == meant[1:]
        or came[1:] == meant
        or (came[2:] == meant[2:] and came[:2] == meant[:2][::-1])
    )
