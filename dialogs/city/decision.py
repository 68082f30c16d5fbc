"""What the city answers to a comment: how far it is with it, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dialogs.city.cleaning import clean, is_empty
from dialogs.city.refusal import Refusal
from dialogs.text import Text, _, staff

MOST_REASON = 2000
"""Characters of a reason: it fits into one message, beside what it answers."""


class Status(StrEnum):
    """How far the city is with a comment."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not_adopted"
    OUT_OF_SCOPE = "out_of_scope"

    @property
    def is_final(self) -> bool:
        """Whether the comment is answered with it."""
        return self not in WAITING

    @property
    def label(self) -> Text:
        """What it is called before citizens: stands behind a colon, or by itself."""
        return _LABELS[self]


WAITING = frozenset({Status.RECEIVED, Status.IN_REVIEW})
"""With these a comment still waits for its answer."""

SETTABLE = tuple(status for status in Status if status is not Status.RECEIVED)
"""What staff can decide: a comment is received when it comes in, and never again."""

_LABELS: Mapping[Status, Text] = {
    Status.RECEIVED: _("Eingegangen"),
    Status.IN_REVIEW: _("In Prüfung"),
    Status.ADOPTED: _("Übernommen"),
    Status.PARTLY: _("Teilweise übernommen"),
    Status.NOT_ADOPTED: _("Nicht übernommen"),
    Status.OUT_OF_SCOPE: _("Gehört nicht zum Thema"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A status that can be set, and why; the reason is cleaned and empty only while nothing is final."""

    status: Status
    reason: str = ""


def decide(status: str, reason: str) -> Decision | Refusal:
    """The decision that staff want to make, or why it cannot be made.

    `status` is the value of a `Status`, anything else is refused; `reason` is what was typed.
    """
    cleaned = clean(reason).strip()
    words = "" if is_empty(cleaned) else cleaned
    if status not in SETTABLE:
        return Refusal(staff("Bitte wählen Sie, was die Stadt antwortet."))
    chosen = Status(status)
    if chosen.is_final and not words:
        return Refusal(staff("Bitte nennen Sie den Grund. Die Menschen sollen verstehen, warum."))
    over = len(words) - MOST_REASON
    if over > 0:
        return Refusal(
            staff(
                "Das sind {over} Zeichen zu viel. Höchstens {most} passen hinein.",
                over=over,
                most=MOST_REASON,
            )
        )
    return Decision(chosen, words)
