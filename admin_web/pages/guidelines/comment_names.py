"""What staff read of comments: their kind, whether others may read them, how far the city is with them."""

from collections.abc import Mapping

from admin_web.speech import say
from dialogs.city.comment import CommentKind, Visibility
from dialogs.city.decision import SETTABLE, Status
from dialogs.city.moderation import Standing

KINDS: Mapping[str, str] = {CommentKind.COMMENT: "Anregung", CommentKind.PROPOSAL: "Vorschlag"}

VISIBILITIES: Mapping[str, str] = {
    Visibility.WAITING: "wartet auf die Moderation",
    Visibility.RELEASED: "freigegeben",
    Visibility.HIDDEN: "ausgeblendet",
}

STANDINGS: Mapping[str, str] = {
    Standing.WAITING: "wartet auf die Moderation",
    Standing.UNSEEN: "sichtbar, noch nicht geprüft",
    Standing.RELEASED: "freigegeben",
    Standing.HIDDEN: "ausgeblendet",
}

STATUSES: Mapping[str, str] = {status: say(status.label) for status in Status}

ANSWERS = tuple((status.value, STATUSES[status]) for status in SETTABLE)
"""What can be chosen as an answer, with its name."""

_LOOKS = {Status.RECEIVED: "busy", Status.IN_REVIEW: "busy", Status.ADOPTED: "good", Status.PARTLY: "good"}


def look_of(status: Status) -> str:
    """How the badge of a status looks."""
    return _LOOKS.get(status, "")


def count_comments(count: int) -> str:
    """How many contributions, in words."""
    return f"{count} Beitrag" if count == 1 else f"{count} Beiträge"


def count_people(count: int) -> str:
    """How many people, in words."""
    return f"{count} Person" if count == 1 else f"{count} Personen"
