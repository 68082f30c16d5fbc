"""The screens of a section: its text with the vote, a comment being written, its receipt."""

from dialogs.city.city import PublishedGuideline
from dialogs.city.comment import Vote
from dialogs.city.guideline import Guideline
from dialogs.city.window import Moment
from dialogs.engine import buttons
from dialogs.engine.screen import Asks, Button, Line, Screen, Style, door, hint, title
from dialogs.engine.talk import View
from dialogs.talks.guideline import section_item, tell_window
from dialogs.talks.section_comment import unfinished
from dialogs.text import Content, Quote, Text, Words, _, n_

VOTES: dict[str, Text] = {Vote.AGREE: _("Ja"), Vote.PARTLY: _("Teils"), Vote.DISAGREE: _("Nein")}
"""What stands on the buttons."""

MOST_RETOLD = 600
"""Characters of a comment that are said back: enough to go on writing on a phone."""

WHO_READS = _(
    "Das Projektteam liest Ihre Anregung. Veröffentlicht wird noch nichts. "
    "Wir merken uns, aus welchem Chat sie kommt, damit wir Ihnen antworten können."
)


def _step(view: View, label: Words, value: str, chosen: bool | None = None) -> Button:
    return Button(label, buttons.step(view.place.mark, value), chosen)


def _where(guideline: Guideline, number: int) -> Words:
    return _(
        "Abschnitt {number} von {total}",
        number=guideline.position(number),
        total=len(guideline.sections),
    )


def name_of(guideline: Guideline, number: int) -> Content:
    """The title of a section."""
    section = guideline.section(number)
    return Content(section.title if section else {})


def section(view: View, published: PublishedGuideline, number: int) -> Screen:
    """The text, the question whether one agrees, the ways on."""
    guideline = published.versions[view.place.run]
    present = guideline.section(number)
    lines = [hint(_where(guideline, number)), title(name_of(guideline, number))]
    if present:
        lines.append(Line(Content(present.text, rich=True)))
    rows: list[tuple[Button, ...]] = []
    mine = view.reading(published.slug).votes.get(number)
    begun = unfinished(view, published.slug, number, published.number)
    if published.at(view.now) is Moment.OPEN:
        lines.append(Line(_("Stimmen Sie diesem Abschnitt zu?")))
        rows.append(tuple(_step(view, label, value, mine == value) for value, label in VOTES.items()))
    else:
        if mine:
            lines.append(Line(_("Stimmen Sie zu? Ihre Antwort: {vote}", vote=VOTES[mine])))
        lines.append(hint(tell_window(view, published)))
    lines += _written(view, published.slug, number)
    if published.takes_comments(view.now, begun=begun is not None):
        label = _("Anregung weiterschreiben") if begun else _("Anregung schreiben")
        rows.append((_step(view, label, "comment"),))
    rows.append((_step(view, _("Zurück"), "back"), _step(view, _("Weiter"), "next")))
    rows.append((_step(view, _("Alle Abschnitte"), "list"), door(_("Zum Menü"), "menu")))
    return Screen(tuple(lines), tuple(rows))


def _written(view: View, slug: str, number: int) -> list[Line]:
    """How many comments of one's own there are on this section."""
    count = sum(
        not comment.is_unfinished and (comment.guideline, comment.section) == (slug, number)
        for comment in view.comments()
    )
    if not count:
        return []
    told = n_("{count} Anregung", "{count} Anregungen", count)
    return [hint(_("Von Ihnen zu diesem Abschnitt: {comments}", comments=told))]


def write(view: View, published: PublishedGuideline, number: int) -> Screen:
    """What stands there already, who reads it, and how to finish."""
    guideline = published.versions[view.place.run]
    begun = unfinished(view, published.slug, number, view.place.run)
    lines = [hint(_where(guideline, number)), title(_("Ihre Anregung"))]
    lines.append(Line(_("Zu: {title}", title=name_of(guideline, number))))
    if begun:
        lines.append(Line(_("Bisher: {words}", words=Quote(_end_of("\n".join(begun.parts))))))
        lines.append(hint(_("Möchten Sie etwas ergänzen? Schreiben Sie einfach weiter. Sonst: „Fertig“.")))
    else:
        lines.append(hint(_("Schreiben Sie so viel Sie möchten, auch in mehreren Nachrichten.")))
    lines.append(hint(WHO_READS))
    rows: list[tuple[Button, ...]] = []
    if begun:
        rows.append((_step(view, _("Fertig"), "done"), _step(view, _("Verwerfen"), "discard")))
    rows.append((_step(view, _("Zum Abschnitt"), "back"), _step(view, _("Pause"), "pause")))
    return Screen(tuple(lines), tuple(rows), Asks.LONG_TEXT)


def _end_of(words: str) -> str:
    """The last characters: there the writing goes on."""
    return words if len(words) <= MOST_RETOLD else f"… {words[-MOST_RETOLD:].lstrip()}"


def discard(view: View) -> Screen:
    """Asks once before words are thrown away."""
    lines = (title(_("Ihre Anregung verwerfen?")), Line(_("Dann ist sie gelöscht.")))
    return Screen(
        lines,
        (
            (_step(view, _("Ja, verwerfen"), "discard"),),
            (_step(view, _("Nein, behalten"), "back"),),
            (door(_("Zum Menü"), "menu"),),
        ),
    )


def receipt(view: View, published: PublishedGuideline, number: int) -> Screen:
    """That it arrived, the code, the ways on."""
    guideline = published.versions[view.place.run]
    about = (published.slug, number)
    code = next(
        (
            comment.receipt
            for comment in view.comments()
            if not comment.is_unfinished and (comment.guideline, comment.section) == about
        ),
        "",
    )
    lines = [
        title(_("Ihre Anregung ist angekommen. Vielen Dank!")),
        Line(_("Zu: {title}", title=name_of(guideline, number))),
    ]
    if code:  # what was erased on request has none any more
        lines.append(Line(_("Quittung:")))
        lines.append(Line(Quote(code), Style.CODE))
        lines.append(
            hint(_("Mit dieser Quittung finden wir Ihre Anregung wieder. Ihr Name steht nicht dabei."))
        )
    lines.append(hint(WHO_READS))
    rows: list[tuple[Button, ...]] = []
    following = published.newest.neighbour(number, 1)
    if following:
        label = _("Weiter mit Abschnitt {number}", number=published.newest.position(following.number))
        rows.append((door(label, "section", section_item(published.slug, following.number)),))
    rows.append((_step(view, _("Zum Abschnitt"), "back"), door(_("Meine Beiträge"), "mine")))
    rows.append((door(_("Zum Menü"), "menu"),))
    return Screen(tuple(lines), tuple(rows))
