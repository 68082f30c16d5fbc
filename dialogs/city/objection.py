"""Objecting to the hiding of a comment: its author may, once; a second person then decides."""

from dataclasses import dataclass, field

from dialogs.city.facts import ObjectionRaised
from dialogs.city.refusal import Refusal
from dialogs.text import Localized, _


@dataclass(frozen=True, slots=True)
class Contribution:
    """A comment as its author is told of it: where it belongs, and its first words."""

    guideline: str
    section: int
    version: int
    words: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a comment is hidden: the rule of the house it breaks, and what the moderator adds."""

    rule: Localized = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A moderator's ruling on a comment of one's own, and how things stand.

    `is_newest` says that no other ruling came after it; `is_last_word` that it answers an objection itself;
    `is_hidden` is about the comment, whatever ruling that comes from.
    """

    number: int
    about: Contribution
    is_hidden: bool = True
    is_newest: bool = True
    is_last_word: bool = False
    is_objected: bool = False
    is_decided: bool = False
    """Whether the objection is decided."""


def object_to(ruling: Ruling) -> ObjectionRaised | Refusal:
    """Objects to a ruling that hides a comment and holds; once, and not to the answer to an objection."""
    if ruling.is_objected:
        return Refusal(_("Sie haben hier schon widersprochen."))
    if not ruling.is_hidden:
        return Refusal(_("Ihr Beitrag ist nicht mehr ausgeblendet. Sie müssen nicht mehr widersprechen."))
    if not ruling.is_newest:
        return Refusal(_("Über Ihren Beitrag ist inzwischen neu entschieden."))
    if ruling.is_last_word:
        return Refusal(
            _("Darüber hat schon eine zweite Person entschieden. Noch einmal widersprechen geht nicht.")
        )
    return ObjectionRaised(ruling.number)
