"""Decides by a small table of rules what a virtual citizen does with a message, always the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from .wire import JsonObject

# Labels a citizen who wants to get through does not press.
NAVIGATION = re.compile(
    r"Zurück|Pause|Überspring|Menü|Abbrechen|Hilfe|Sprache|Ändern|Keine Angabe|So lassen|Später|Löschen"
    r"|Back|Skip|Menu|Cancel|Help|Language|Change|Prefer not|Later|Delete",
    re.IGNORECASE,
)
GO_ON = re.compile(r"Weiter|Fertig|Übernehmen|Absenden|Abgeben|Next|Done|Continue|Submit", re.IGNORECASE)
CHOSEN = re.compile(r"^\s*[☑✅✔✓●◉☒]")


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a citizen sees it, and what it tells the bot."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a citizen sees it."""

    message_id: int
    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """Press a button."""

    button: Button
    key: str = ""


@dataclass(frozen=True, slots=True)
class Type:
    """Write a text."""

    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Put the phone away: the citizen has got where they wanted."""


Action = Press | Type | Done


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do with a message whose text matches `when`.

    `press`: press a button by its label (several: one of them, by the citizen's nature); `type`: write a text
    (`{n}` is the citizen's number, `\\1` what the first group of `when` has found); `mark`: press all these
    one after the other, then the button `then`; `done`: that was all; `wait`: do nothing. A rule whose button
    is not there is passed over. `key` is the name the answer is recorded under.
    """

    when: re.Pattern[str]
    press: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    then: str = GO_ON.pattern
    done: bool = False
    wait: bool = False
    key: str = ""


def read_rules(table: Iterable[JsonObject]) -> tuple[Rule, ...]:
    """Read rules from plain values, as they stand in JSON; one string may stand for a list of one."""
    return tuple(_read_rule(row) for row in table)


def _read_rule(row: JsonObject) -> Rule:
    return Rule(
        when=re.compile(row["when"]),
        press=_listed(row.get("press", [])),
        type=_listed(row.get("type", [])),
        mark=_listed(row.get("mark", [])),
        then=row.get("then", GO_ON.pattern),
        done=row.get("done", False),
        wait=row.get("wait", False),
        key=str(row.get("key") or row["when"]),
    )


def _listed(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


# Our own bot: the receipt ends the way; where something is to be written, something fitting is.
DEFAULT_RULES = read_rules(
    [
        {"when": r"Quittung:", "done": True},
        {"when": r"Möchten Sie etwas ergänzen", "press": "Fertig"},
        {"when": r"schreiben Sie eine Zahl von (\S+) bis", "type": r"\1"},
        {"when": r"schreiben Sie eine Zahl", "type": "12"},
        {"when": r"schreiben Sie Ihre Antwort|Schreiben Sie so viel", "type": "Antwort von Nummer {n}."},
    ]
)


@dataclass(frozen=True, slots=True)
class Persona:
    """The nature of one citizen: the rules of all, and a number that decides between several answers."""

    rules: tuple[Rule, ...] = DEFAULT_RULES
    number: int = 0
    seed: int = 0

    def react(self, seen: Seen) -> Action | None:
        """Decide what to do with a message; None if there is nothing to do."""
        for rule in self.rules:
            if found := rule.when.search(seen.text):
                if rule.done:
                    return Done()
                if rule.wait:
                    return None
                if action := self._follow(rule, found, seen):
                    return action
        return _press_first(seen)

    def _follow(self, rule: Rule, found: re.Match[str], seen: Seen) -> Action | None:
        if rule.type:
            words = found.expand(self._choose(rule.type, rule))
            return Type(words.replace("{n}", str(self.number)), rule.key)
        if rule.mark:
            return _mark_next(seen, rule)
        return _press(seen, self._choose(rule.press, rule), rule.key)

    def _choose(self, options: tuple[str, ...], rule: Rule) -> str:
        if len(options) == 1:
            return options[0]
        return options[crc32(f"{self.seed} {self.number} {rule.key}".encode()) % len(options)]


def _press(seen: Seen, label: str, key: str) -> Press | None:
    found = next((button for button in seen.buttons if re.search(label, button.label)), None)
    return Press(found, key) if found else None


def _mark_next(seen: Seen, rule: Rule) -> Press | None:
    chosen = [button.label for button in seen.buttons if CHOSEN.search(button.label)]
    for label in rule.mark:
        if not any(re.search(label, already) for already in chosen):
            return _press(seen, label, rule.key)
    return _press(seen, rule.then, rule.key)


def _press_first(seen: Seen) -> Press | None:
    """Press the first button that leads on; where something is marked, the one that ends the marking."""
    if any(CHOSEN.search(button.label) for button in seen.buttons):
        for button in seen.buttons:
            if GO_ON.search(button.label):
                return Press(button)
    return next((Press(button) for button in seen.buttons if not NAVIGATION.search(button.label)), None)
