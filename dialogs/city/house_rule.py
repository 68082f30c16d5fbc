"""A rule of the house: what contributions have to keep to, and what a moderator names who hides one."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.city.cleaning import clean, is_empty
from dialogs.city.refusal import Refusal
from dialogs.text import LANGUAGES, Localized, staff

MOST_RULE = 300
"""Characters of a rule in one language: it is said to people in the middle of a message."""

MOST_RULES = 20
"""Rules that hold at once: nobody reads more."""


@dataclass(frozen=True, slots=True)
class HouseRule:
    """One rule, in each language; one that is withdrawn can no longer be named, but is kept."""

    number: int
    texts: Localized
    withdrawn: bool = False


def word_rule(typed: Mapping[str, str]) -> Localized | Refusal:
    """The texts of a rule as they are kept, or why they cannot be: German is needed, the others help.

    `typed` is what was typed, by language; languages nobody reads here are left out.
    """
    cleaned = {language: clean(typed.get(language, "")).strip() for language in LANGUAGES}
    texts = {language: words for language, words in cleaned.items() if not is_empty(words)}
    if LANGUAGES[0] not in texts:
        return Refusal(staff("Bitte schreiben Sie die Regel auf Deutsch."))
    over = max(len(words) for words in texts.values()) - MOST_RULE
    if over > 0:
        sentence = "Das sind {over} Zeichen zu viel. Eine Regel hat in jeder Sprache höchstens {most}."
        return Refusal(staff(sentence, over=over, most=MOST_RULE))
    return texts
