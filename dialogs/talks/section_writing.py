"""The screens of writing at a section: what stands there already, throwing it away, its receipt."""

from dialogs.city.city import PublishedGuideline
from dialogs.city.comment import Comment, CommentKind
from dialogs.city.guideline import Guideline
from dialogs.engine.screen import Asks, Button, Line, Screen, Style, door, hint, title
from dialogs.engine.talk import View
from dialogs.talks.guideline import section_item
from dialogs.talks.section_changed import tell_overtaken
from dialogs.talks.section_comment import WHOLE
from dialogs.talks.section_desk import Desk, my_comment, unfinished
from dialogs.talks.section_screens import name_of, others_button, step_button, where
from dialogs.talks.section_text import beginning
from dialogs.talks.section_words import CHANGE_ARRIVED, CHANGE_DELETED, CHANGE_DISCARD, WORDINGS, who_reads
from dialogs.text import Content, Quote, _

MOST_RETOLD = 600
"""Characters of a comment that are said back: enough to go on writing on a phone."""

MOST_REPLACED = 2000
"""Characters said back of what is to be changed, so that it can be copied."""


def write(view: View, published: PublishedGuideline, number: int, desk: Desk) -> Screen:
    """What stands there already, who reads it, and how to finish."""
    guideline = published.versions[view.place.run]
    begun = unfinished(view, published.slug, number, view.place.run, desk.kind)
    wording = WORDINGS[desk.kind]
    changes = begun.replaces if begun else desk.replaces
    lines = [hint(where(guideline, number)), title(wording.change if changes else wording.title)]
    lines.append(Line(_("Zu: {title}", title=name_of(guideline, number))))
    lines += tell_overtaken(view, published, number)
    rows: list[tuple[Button, ...]] = []
    if desk.kind is CommentKind.PROPOSAL:
        present, is_cut = _present_wording(view, guideline, number)
        lines += [Line(_("So steht es jetzt:")), Line(present)]
        if is_cut:
            rows.append((step_button(view, _("Ganzen Abschnitt lesen"), "whole"),))
    lines += _so_far(view, desk, begun)
    lines.append(hint(who_reads(published.newest, desk.kind)))
    if begun:
        rows.append((step_button(view, _("Fertig"), "done"), step_button(view, _("Verwerfen"), "discard")))
    elif view.story(desk.replaces).parts:
        rows.append((step_button(view, _("Behalten und ergänzen"), "keep"),))
    rows.append((step_button(view, _("Zum Abschnitt"), "back"), step_button(view, _("Pause"), "pause")))
    return Screen(tuple(lines), tuple(rows), Asks.LONG_TEXT)


def _present_wording(view: View, guideline: Guideline, number: int) -> tuple[Content, bool]:
    """How the section reads in the version that is written on, and whether there is more of it."""
    section = guideline.section(number)
    texts = section.text if section else {}
    if WHOLE in view.place.picks:
        return Content(texts, rich=True), False
    return beginning(texts, view.citizen.language)


def _so_far(view: View, desk: Desk, begun: Comment | None) -> list[Line]:
    """What was written so far, or what is to be changed, and what to do now."""
    if begun:
        return [
            Line(_("Bisher: {words}", words=Quote(_end_of("\n".join(begun.parts))))),
            hint(_("Möchten Sie etwas ergänzen? Schreiben Sie einfach weiter. Sonst: „Fertig“.")),
        ]
    if parts := view.story(desk.replaces).parts:
        return [
            Line(_("Abgegeben haben Sie: {words}", words=Quote(_beginning_of("\n".join(parts))))),
            hint(_("Schreiben Sie neu, was gelten soll. Bis zum „Fertig“ gilt, was Sie abgegeben haben.")),
            hint(_("Wer dem alten Text zugestimmt hat, zählt beim neuen nicht mit.")),
        ]
    if desk.kind is CommentKind.PROPOSAL:
        return [hint(_("Wie soll es heißen? Schreiben Sie den Wortlaut, auch in mehreren Nachrichten."))]
    return [hint(_("Schreiben Sie so viel Sie möchten, auch in mehreren Nachrichten."))]


def _end_of(words: str) -> str:
    """The last characters: there the writing goes on."""
    return words if len(words) <= MOST_RETOLD else f"… {words[-MOST_RETOLD:].lstrip()}"


def _beginning_of(words: str) -> str:
    return words if len(words) <= MOST_REPLACED else f"{words[:MOST_REPLACED].rstrip()} …"


def discard(view: View, published: PublishedGuideline, number: int, desk: Desk) -> Screen:
    """Asks once before words are thrown away."""
    begun = unfinished(view, published.slug, number, view.place.run, desk.kind)
    wording = WORDINGS[desk.kind]
    lines = (title(wording.discard), Line(wording.deleted))
    if begun and begun.replaces:
        lines = (title(CHANGE_DISCARD), Line(CHANGE_DELETED))
    return Screen(
        lines,
        (
            (step_button(view, _("Ja, verwerfen"), "discard"),),
            (step_button(view, _("Nein, behalten"), "back"),),
            (door(_("Zum Menü"), "menu"),),
        ),
    )


def receipt(view: View, published: PublishedGuideline, number: int, desk: Desk) -> Screen:
    """That it arrived, the code, what others say, the ways on."""
    guideline = published.versions[view.place.run]
    wording = WORDINGS[desk.kind]
    lines = [
        title(CHANGE_ARRIVED if desk.replaces else wording.arrived),
        Line(_("Zu: {title}", title=name_of(guideline, number))),
    ]
    handed_in = my_comment(view, desk.replaces) or _newest(view, published.slug, number, desk.kind)
    if handed_in and handed_in.receipt:  # what was erased on request has none any more
        lines += [Line(_("Quittung:")), Line(Quote(handed_in.receipt), Style.CODE), hint(wording.receipt)]
    lines.append(hint(who_reads(published.newest, desk.kind)))
    rows: list[tuple[Button, ...]] = []
    following = published.newest.neighbour(number, 1)
    if following:
        label = _("Weiter mit Abschnitt {number}", number=published.newest.position(following.number))
        rows.append((door(label, "section", section_item(published.slug, following.number)),))
    rows.append((others_button(published.slug, number),))
    rows.append((step_button(view, _("Zum Abschnitt"), "back"), door(_("Meine Beiträge"), "mine")))
    rows.append((door(_("Zum Menü"), "menu"),))
    return Screen(tuple(lines), tuple(rows))


def _newest(view: View, slug: str, number: int, kind: CommentKind) -> Comment | None:
    """What was handed in last on a section."""
    about = (slug, number, kind)
    return next(
        (
            comment
            for comment in view.comments()
            if comment.is_handed_in and (comment.guideline, comment.section, comment.kind) == about
        ),
        None,
    )
