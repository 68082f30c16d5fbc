"""The screen of a section: its text, portion by portion, and at its end the vote and the ways on."""

from dialogs.city.city import PublishedGuideline
from dialogs.city.comment import Comment, CommentKind, Vote
from dialogs.city.guideline import Guideline
from dialogs.city.window import Moment
from dialogs.engine import buttons
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import View
from dialogs.talks.guideline import section_item, tell_window
from dialogs.talks.section_changed import ways_to_change
from dialogs.talks.section_desk import unfinished
from dialogs.talks.section_text import portions
from dialogs.talks.section_words import WORDINGS
from dialogs.text import Content, Text, Words, _

VOTES: dict[str, Text] = {Vote.AGREE: _("Ja"), Vote.PARTLY: _("Teils"), Vote.DISAGREE: _("Nein")}
"""What stands on the buttons."""

TO_THE_END = _("Zum Schluss")


def step_button(view: View, label: Words, value: str, chosen: bool | None = None) -> Button:
    """A button that works only here."""
    return Button(label, buttons.step(view.place.mark, value), chosen)


def others_button(slug: str, number: int) -> Button:
    """The way to what others say on a section."""
    return door(_("Was andere sagen"), "others", section_item(slug, number))


def where(guideline: Guideline, number: int) -> Words:
    """Which section of how many."""
    return _(
        "Abschnitt {number} von {total}",
        number=guideline.position(number),
        total=len(guideline.sections),
    )


def name_of(guideline: Guideline, number: int) -> Content:
    """The title of a section."""
    section = guideline.section(number)
    return Content(section.title if section else {})


def portion(view: View, guideline: Guideline, number: int) -> tuple[int, tuple[Content, ...]]:
    """Which portion of a section is read, from 1, and all of them."""
    present = guideline.section(number)
    texts = portions(present.text if present else {}, view.citizen.language)
    step = view.place.step
    return min(max(int(step) if step.isdecimal() else 1, 1), len(texts)), texts


def section(view: View, published: PublishedGuideline, number: int) -> Screen:
    """One portion of the text; with the last one the question whether one agrees, and the ways on."""
    guideline = published.versions[view.place.run]
    part, texts = portion(view, guideline, number)
    lines = [hint(_where_in(guideline, number, part, len(texts)))]
    lines += [title(name_of(guideline, number)), Line(texts[part - 1])]
    if part < len(texts):
        onward = (step_button(view, _("Weiterlesen"), "more"), step_button(view, TO_THE_END, "end"))
        return Screen(tuple(lines), (onward, *_around(view, onward=False)))
    rows: list[tuple[Button, ...]] = []
    reading = view.reading(published.slug)
    mine, earlier = reading.votes.get(number), reading.earlier.get(number)
    if earlier:
        lines.append(hint(_("Zum früheren Wortlaut war Ihre Antwort: {vote}", vote=VOTES[earlier])))
    if published.at(view.now) is Moment.OPEN:
        lines.append(Line(_("Stimmen Sie diesem Abschnitt zu?")))
        rows.append(tuple(step_button(view, label, value, mine == value) for value, label in VOTES.items()))
    else:
        if mine:
            lines.append(Line(_("Stimmen Sie zu? Ihre Antwort: {vote}", vote=VOTES[mine])))
        lines.append(hint(tell_window(view, published)))
    lines += _written(view, published.slug, number)
    rows += ways_to_change(view, published, number)
    rows += _to_write(view, published, number)
    rows.append((others_button(published.slug, number),))
    return Screen(tuple(lines), (*rows, *_around(view, onward=True)))


def _where_in(guideline: Guideline, number: int, part: int, parts: int) -> Words:
    if parts == 1:
        return where(guideline, number)
    return _("{where}, Teil {part} von {parts}", where=where(guideline, number), part=part, parts=parts)


def _around(view: View, *, onward: bool) -> tuple[tuple[Button, ...], ...]:
    back = step_button(view, _("Zurück"), "back")
    turn = (back, step_button(view, _("Weiter"), "next")) if onward else (back,)
    return turn, (step_button(view, _("Alle Abschnitte"), "list"), door(_("Zum Menü"), "menu"))


def first_to_write(view: View, published: PublishedGuideline, number: int) -> Text:
    """The label of the button that leads to writing a comment: of those that are on the screen now."""
    part, texts = portion(view, published.newest, number)
    begun = unfinished(view, published.slug, number, published.number)
    return _label(CommentKind.COMMENT, begun) if part == len(texts) else TO_THE_END


def _label(kind: CommentKind, begun: Comment | None) -> Text:
    return WORDINGS[kind].go_on if begun else WORDINGS[kind].begin


def _to_write(view: View, published: PublishedGuideline, number: int) -> list[tuple[Button, ...]]:
    """The ways to write something, as far as the window is open or something is begun."""
    rows: list[tuple[Button, ...]] = []
    for kind in WORDINGS:
        begun = unfinished(view, published.slug, number, published.number, kind)
        if published.takes_comments(view.now, begun=begun is not None):
            rows.append((step_button(view, _label(kind, begun), kind),))
    return rows


def _written(view: View, slug: str, number: int) -> list[Line]:
    """How much of one's own there is on this section."""
    kinds = [
        comment.kind
        for comment in view.comments()
        if comment.is_handed_in and (comment.guideline, comment.section) == (slug, number)
    ]
    told = [WORDINGS[kind].counted(kinds.count(kind)) for kind in CommentKind if kind in kinds]
    return [hint(_("Von Ihnen zu diesem Abschnitt: {comments}", comments=count)) for count in told]
