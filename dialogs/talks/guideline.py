"""A guideline: what it is about, until when one can have a say, how far one is, all its sections."""

from dataclasses import replace

from dialogs.city.city import PublishedGuideline
from dialogs.city.facts import SectionRead
from dialogs.city.guideline import Guideline
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.city.window import Moment
from dialogs.city.wish import next_unread
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose, Heard, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import MyComments, MyGuidelines, MyWishes, Want
from dialogs.talks import guideline_wishes
from dialogs.talks.menu import MENU
from dialogs.text import Content, Words, _, filled, n_

NO_SUCH_GUIDELINE = _("Diesen Text gibt es nicht oder nicht mehr.")
NO_SUCH_SECTION = _("Diesen Abschnitt gibt es nicht oder nicht mehr.")
SECTIONS_A_PAGE = 10
LONGEST_NUMBER = 9
"""Digits of a section's number: more would not fit into a column."""


def wants(_place: Place) -> tuple[Want, ...]:
    """What I have read, what I think of it, what I have written, what I wish to be told."""
    return (MyGuidelines(), MyComments(), MyWishes())


def hear(view: View, heard: Heard) -> Step:
    """Leads to the list of sections or to the section where reading goes on."""
    published = view.city.guidelines.get(view.place.item)
    if published is None:
        return Step(MENU, notes=(NO_SUCH_GUIDELINE,))
    place = Place("guideline", published.slug, published.number)
    match heard:
        case Called():
            return Step(place)
        case Chose(value=value) if value.isdecimal() and value.isascii():
            return Step(replace(place, step=value))
        case Chose(value=value) if value in guideline_wishes.SWITCHES:
            return guideline_wishes.switch(view, published, value)
        case Wished(wish=Wish.BACK) if view.place.step:
            return Step(place)
        case Wished(wish=Wish.BACK | Wish.PAUSE):
            return Step(MENU)
        case Wished():
            onward = _where_to(view, published)
            return enter_section(view, published, onward) if onward else Step(place)
        case _other:
            return Step(view.place, notes=(PRESS_PLEASE,))


def gone(view: View) -> Words | None:
    """Whether the guideline is no longer published."""
    return None if view.place.item in view.city.guidelines else NO_SUCH_GUIDELINE


def show(view: View) -> Screen:
    """The overview, or one page of the list."""
    published = view.city.guidelines[view.place.item]
    if view.place.step:
        return _list(view, published.newest, int(view.place.step))
    return _overview(view, published)


def section_item(slug: str, number: int) -> str:
    """How a section is named in doors and links."""
    return f"{slug}-{number}"


def about_section(item: str) -> tuple[str, int]:
    """The guideline and the number of the section that such a name tells; 0 if it tells none."""
    slug, _dash, number = item.rpartition("-")
    known = number.isdecimal() and number.isascii() and len(number) <= LONGEST_NUMBER
    return slug, int(number) if known else 0


def enter_section(view: View, published: PublishedGuideline, number: int) -> Step:
    """To a section in its newest version; that it was opened is noted unless it was the last one anyway."""
    if published.newest.section(number) is None:
        return Step(Place("guideline", published.slug, published.number), notes=(NO_SUCH_SECTION,))
    there = Place("section", section_item(published.slug, number), published.number)
    if view.reading(published.slug).sections[-1:] == (number,):
        return Step(there)
    return Step(there, (SectionRead(published.slug, number, published.number),))


def tell_window(view: View, published: PublishedGuideline) -> Words:
    """Whether one can have a say now, and until when or from when on."""
    guideline = published.newest
    match published.at(view.now):
        case Moment.BEFORE if guideline.opens:
            return _(
                "Ab {when} können Sie dazu Ihre Meinung sagen. Lesen können Sie schon jetzt.",
                when=guideline.opens,
            )
        case Moment.AFTER if guideline.closes and not published.closed:
            return _(
                "Die Frist endete am {when}. Lesen können Sie weiterhin. Neues zählt nicht mehr mit.",
                when=guideline.closes,
            )
        case Moment.AFTER:
            return _("Die Beteiligung ist beendet. Lesen können Sie weiterhin. Neues zählt nicht mehr mit.")
        case _open if guideline.closes:
            return _("Bis {when} können Sie dazu Ihre Meinung sagen.", when=guideline.closes)
        case _open:
            return _("Sie können dazu jetzt Ihre Meinung sagen.")


def _overview(view: View, published: PublishedGuideline) -> Screen:
    guideline = published.newest
    lines = [title(Content(guideline.title))]
    if filled(guideline.about):
        lines.append(Line(Content(guideline.about, rich=True)))
    lines += [Line(tell_window(view, published)), Line(_progress(view, guideline))]
    onward, read = _where_to(view, published), view.reading(guideline.slug).sections
    lines.append(hint(_how_on(onward, all_read=next_unread(guideline, read) is None)))
    rows: list[tuple[Button, ...]] = []
    if onward:
        label = _("Anfangen")
        if any(guideline.section(number) for number in read):
            label = _("Weiter bei Abschnitt {number}", number=guideline.position(onward))
        rows.append((door(label, "section", section_item(guideline.slug, onward)),))
    rows.append((Button(_("Alle Abschnitte"), buttons.step(view.place.mark, "1")),))
    rows += guideline_wishes.rows(view, published)
    return Screen(tuple(lines), (*rows, (door(_("Zum Menü"), "menu"),)))


def _how_on(onward: int | None, *, all_read: bool) -> Words:
    """What there still is to do."""
    if not all_read:
        return _("Sie lesen Abschnitt für Abschnitt. Sie können jederzeit aufhören und weitermachen.")
    if onward:
        return _("Sie haben alles gelesen. Wo Ihre Meinung noch fehlt, können Sie sie jetzt sagen.")
    return _("Sie haben alles gelesen. Vielen Dank!")


def _progress(view: View, guideline: Guideline) -> Words:
    """How many sections were read, and on how many one has had a say."""
    reading = view.reading(guideline.slug)
    present = {section.number for section in guideline.sections}
    read = len(present & {*reading.sections})
    said = len(present & _said(view, guideline))
    total = n_("{count} Abschnitt", "{count} Abschnitten", len(present))
    if not said:
        return _("Gelesen: {read} von {total}.", read=read, total=total)
    return _(
        "Gelesen: {read} von {total}. Ihre Meinung haben Sie zu {said} gesagt.",
        read=read,
        total=total,
        said=said,
    )


def _said(view: View, guideline: Guideline) -> set[int]:
    """The numbers of the sections on which one has had a say."""
    written = {c.section for c in view.comments() if c.guideline == guideline.slug and not c.is_unfinished}
    return written | {*view.reading(guideline.slug).votes}


def _where_to(view: View, published: PublishedGuideline) -> int | None:
    """The number of the section to go on with: where reading stopped, behind the end the first one unread.

    Who has read them all may still have a say: on the first one without. None: there is nothing left to do.
    """
    guideline, read = published.newest, view.reading(published.slug).sections
    if unread := next_unread(guideline, read):
        last = next((number for number in reversed(read) if guideline.section(number)), None)
        return unread.number if last in (None, guideline.sections[-1].number) else last
    if published.at(view.now) is not Moment.OPEN:
        return None
    said = _said(view, guideline)
    return next((section.number for section in guideline.sections if section.number not in said), None)


def _list(view: View, guideline: Guideline, page: int) -> Screen:
    """Every section with a button; what was read is marked."""
    pages = -(-len(guideline.sections) // SECTIONS_A_PAGE)
    page = min(max(page, 1), pages)
    read = view.reading(guideline.slug).sections
    rows: list[tuple[Button, ...]] = []
    first = (page - 1) * SECTIONS_A_PAGE
    for place, section in enumerate(guideline.sections[first : first + SECTIONS_A_PAGE], start=first + 1):
        name = Content(section.title)
        label = _("{number}. {title}", number=place, title=name)
        if section.number in read:
            label = _("✓ {number}. {title}", number=place, title=name)
        rows.append((door(label, "section", section_item(guideline.slug, section.number)),))
    turn = []
    if page > 1:
        turn.append(Button(_("Frühere Abschnitte"), buttons.step(view.place.mark, str(page - 1))))
    if page < pages:
        turn.append(Button(_("Weitere Abschnitte"), buttons.step(view.place.mark, str(page + 1))))
    if turn:
        rows.append(tuple(turn))
    rows.append((door(_("Zur Übersicht"), "guideline", guideline.slug), door(_("Zum Menü"), "menu")))
    lines = [title(_("Alle Abschnitte")), Line(Content(guideline.title)), hint(_("✓ bedeutet: gelesen."))]
    return Screen(tuple(lines), tuple(rows))


TALK = Talk("guideline", hear, show, wants, gone=gone)
