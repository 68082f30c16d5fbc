"""The sentences that tell a comment from a proposal: one set for each kind of what people write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dialogs.city.comment import CommentKind
from dialogs.city.guideline import Guideline
from dialogs.text import Text, Words, _, n_


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of comment is spoken of."""

    name: Text
    begin: Text
    go_on: Text
    title: Text
    change: Text
    please: Text
    waits: Text
    waits_on: Callable[[Words], Text]
    """What waits, by the title of its section."""
    lost: Text
    discarded: Text
    discard: Text
    deleted: Text
    arrived: Text
    receipt: Text
    read_later: Text
    """Who reads it, if a moderator reads it before others can."""
    read_at_once: Text
    counted: Callable[[int], Text]
    withdraw: Text
    withdrawn: Text


WORDINGS: Mapping[CommentKind, Wording] = {
    CommentKind.COMMENT: Wording(
        name=_("Anregung"),
        begin=_("Anregung schreiben"),
        go_on=_("Anregung weiterschreiben"),
        title=_("Ihre Anregung"),
        change=_("Ihre Anregung ändern"),
        please=_("Bitte schreiben Sie Ihre Anregung als Text."),
        waits=_(
            "Ihre Anregung ist gespeichert, aber noch nicht abgegeben. Sie wartet unter „Meine Beiträge“."
        ),
        waits_on=lambda title: _(
            "Ihre Anregung zu „{title}“ ist noch nicht abgegeben. Sie wartet unter „Meine Beiträge“.",
            title=title,
        ),
        lost=_("Ihre Anregung war noch nicht abgegeben. Darum zählt sie nicht mit."),
        discarded=_("Ihre Anregung ist verworfen."),
        discard=_("Ihre Anregung verwerfen?"),
        deleted=_("Dann ist sie gelöscht."),
        arrived=_("Ihre Anregung ist angekommen. Vielen Dank!"),
        receipt=_("Mit dieser Quittung finden wir Ihre Anregung wieder. Ihr Name steht nicht dabei."),
        read_later=_(
            "Das Projektteam liest Ihre Anregung. Nach einer Prüfung können andere Ihre Anregung lesen. "
            "Ihr Name steht nicht dabei. "
            "Wir merken uns, aus welchem Chat sie kommt, damit wir Ihnen antworten können."
        ),
        read_at_once=_(
            "Andere können Ihre Anregung sofort lesen. Ihr Name steht nicht dabei. "
            "Das Projektteam liest sie auch und kann sie ausblenden. "
            "Wir merken uns, aus welchem Chat sie kommt, damit wir Ihnen antworten können."
        ),
        counted=lambda count: n_("{count} Anregung", "{count} Anregungen", count),
        withdraw=_("Ihre Anregung zurückziehen?"),
        withdrawn=_("Ihre Anregung ist zurückgezogen."),
    ),
    CommentKind.PROPOSAL: Wording(
        name=_("Formulierungsvorschlag"),
        begin=_("Formulierung vorschlagen"),
        go_on=_("Vorschlag weiterschreiben"),
        title=_("Ihr Vorschlag"),
        change=_("Ihren Vorschlag ändern"),
        please=_("Bitte schreiben Sie Ihren Vorschlag als Text."),
        waits=_(
            "Ihr Vorschlag ist gespeichert, aber noch nicht abgegeben. Er wartet unter „Meine Beiträge“."
        ),
        waits_on=lambda title: _(
            "Ihr Vorschlag zu „{title}“ ist noch nicht abgegeben. Er wartet unter „Meine Beiträge“.",
            title=title,
        ),
        lost=_("Ihr Vorschlag war noch nicht abgegeben. Darum zählt er nicht mit."),
        discarded=_("Ihr Vorschlag ist verworfen."),
        discard=_("Ihren Vorschlag verwerfen?"),
        deleted=_("Dann ist er gelöscht."),
        arrived=_("Ihr Vorschlag ist angekommen. Vielen Dank!"),
        receipt=_("Mit dieser Quittung finden wir Ihren Vorschlag wieder. Ihr Name steht nicht dabei."),
        read_later=_(
            "Das Projektteam liest Ihren Vorschlag. Nach einer Prüfung können andere Ihren Vorschlag lesen. "
            "Ihr Name steht nicht dabei. "
            "Wir merken uns, aus welchem Chat er kommt, damit wir Ihnen antworten können."
        ),
        read_at_once=_(
            "Andere können Ihren Vorschlag sofort lesen. Ihr Name steht nicht dabei. "
            "Das Projektteam liest ihn auch und kann ihn ausblenden. "
            "Wir merken uns, aus welchem Chat er kommt, damit wir Ihnen antworten können."
        ),
        counted=lambda count: n_("{count} Vorschlag", "{count} Vorschläge", count),
        withdraw=_("Ihren Vorschlag zurückziehen?"),
        withdrawn=_("Ihr Vorschlag ist zurückgezogen."),
    ),
}


CHANGE_WAITS = _(
    "Ihre Änderung ist gespeichert, aber noch nicht abgegeben. Sie wartet unter „Meine Beiträge“. "
    "So lange gilt, was Sie schon abgegeben haben."
)
CHANGE_LOST = _("Ihre Änderung war noch nicht abgegeben. Es gilt, was Sie vorher abgegeben haben.")
CHANGE_DISCARD = _("Ihre Änderung verwerfen?")
CHANGE_DELETED = _("Dann ist sie gelöscht. Was Sie schon abgegeben haben, gilt weiter.")
CHANGE_DISCARDED = _("Ihre Änderung ist verworfen. Was Sie schon abgegeben haben, gilt weiter.")
CHANGE_ARRIVED = _("Ihre Änderung ist angekommen. Vielen Dank!")


def who_reads(guideline: Guideline, kind: CommentKind) -> Text:
    """Who reads what is handed in, and when others can."""
    wording = WORDINGS[kind]
    return wording.read_at_once if guideline.shows_at_once else wording.read_later
