"""What moderators read: how comments stand, what was decided, what a text may hold, signs that deceive."""

from collections.abc import Mapping
from typing import Any

from admin_web.speech import LANGUAGE_NAMES, say
from dialogs.city.comment import CommentKind
from dialogs.city.hints import Hint, hints
from dialogs.city.moderation import Standing, Verdict
from dialogs.city.visible import Kind, reveal
from dialogs.text import Quote

STANDINGS: Mapping[Standing, tuple[str, str]] = {
    Standing.WAITING: ("wartet", "busy"),
    Standing.UNSEEN: ("schon sichtbar, noch nicht geprüft", "busy"),
    Standing.RELEASED: ("freigegeben", "good"),
    Standing.HIDDEN: ("ausgeblendet", "bad"),
}
"""How a comment stands, in words and as a badge."""

VERDICTS: Mapping[Verdict, str] = {
    Verdict.RELEASED: "freigegeben",
    Verdict.HIDDEN: "ausgeblendet",
    Verdict.UNDONE: "zurückgenommen",
}
KINDS: Mapping[CommentKind, str] = {
    CommentKind.COMMENT: "Anregung",
    CommentKind.PROPOSAL: "Formulierungsvorschlag",
}
HINTS: Mapping[Hint, str] = {
    Hint.PHONE: "Telefonnummer?",
    Hint.EMAIL: "E-Mail-Adresse?",
    Hint.IBAN: "Kontonummer?",
    Hint.CRISIS: "Mensch in Not?",
}


def signs(words: str) -> list[tuple[str, str, str]]:
    """The words in pieces to be drawn: what is shown, the code of a sign that deceives, what it does."""
    return [
        (say(Quote(piece.text)), "", "")
        if piece.kind is Kind.PLAIN
        else (piece.text if piece.kind is Kind.ALIKE else "", piece.code, say(piece.kind.label))
        for piece in reveal(words)
    ]


def remarks(words: str) -> list[str]:
    """What a moderator should look at before anything is released; found by its form, so perhaps wrongly."""
    deceives = {piece.kind: say(piece.kind.label) for piece in reveal(words) if piece.kind is not Kind.PLAIN}
    return [HINTS[hint] for hint in hints(words)] + [f"Zeichen: {label}" for label in deceives.values()]


TOLD: Mapping[str, Any] = {
    "standings": STANDINGS,
    "verdicts": VERDICTS,
    "kinds": KINDS,
    "languages": LANGUAGE_NAMES,
    "signs": signs,
    "remarks": remarks,
}
"""What every template of these pages names."""
