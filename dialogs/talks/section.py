"""One section of a guideline: read it, vote on it, go on to the next, write something on it."""

from dataclasses import replace

from dialogs.city.city import PublishedGuideline
from dialogs.city.comment import CommentKind, Vote
from dialogs.city.facts import VoteCast
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.city.window import Moment
from dialogs.engine.heard import Called, Chose, Heard, Said, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Screen
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import MyComment, MyComments, MyGuidelines, Want
from dialogs.talks import section_comment as comment
from dialogs.talks import section_screens as screens
from dialogs.talks import section_writing as writing
from dialogs.talks.guideline import (
    NO_SUCH_GUIDELINE,
    NO_SUCH_SECTION,
    SECTIONS_A_PAGE,
    about_section,
    enter_section,
    tell_window,
)
from dialogs.talks.menu import MENU
from dialogs.talks.section_desk import DISCARD, RECEIPT, read_desk, unfinished
from dialogs.talks.section_words import CHANGE_WAITS, WORDINGS
from dialogs.text import Words, _


def wants(place: Place) -> tuple[Want, ...]:
    """What I have read, what I think of it, what I have written; all of what I am about to change."""
    desk = read_desk(place.step)
    changed = (MyComment(desk.replaces),) if desk and desk.replaces else ()
    return (MyGuidelines(), MyComments(), *changed)


def hear(view: View, heard: Heard) -> Step:
    """Reads, votes, writes; each within its window."""
    published, number = _find(view)
    if published is None:
        return Step(MENU, notes=(NO_SUCH_GUIDELINE,))
    if isinstance(heard, Called):
        return enter_section(view, published, number)
    if desk := read_desk(view.place.step):
        return comment.hear(view, published, number, desk, heard)
    if view.place.run != published.number:
        renewed = _("Es gibt eine neue Fassung. So lautet der Abschnitt jetzt:")
        step = enter_section(view, published, number)
        return replace(step, notes=step.notes or (renewed,))
    return _at_section(view, published, number, heard)


def gone(view: View) -> Words | None:
    """Whether the guideline, the section, or the version a comment is written on is no longer there."""
    published, number = _find(view)
    if published is None:
        return NO_SUCH_GUIDELINE
    guideline = published.versions.get(view.place.run)
    return None if guideline and guideline.section(number) else NO_SUCH_SECTION


def _find(view: View) -> tuple[PublishedGuideline | None, int]:
    """The guideline, if it is published, and the number of the section that a place is about."""
    slug, number = about_section(view.place.item)
    return view.city.guidelines.get(slug), number


def _at_section(view: View, published: PublishedGuideline, number: int, heard: Heard) -> Step:
    match heard:
        case Chose(value=value) if value in screens.VOTES:
            return _vote(view, published, number, Vote(value))
        case Chose(value=CommentKind.COMMENT | CommentKind.PROPOSAL as value):
            return comment.begin(view, published, number, CommentKind(value))
        case Chose(value="more" | "end" | "next" | "back") | Wished(wish=Wish.DONE | Wish.SKIP | Wish.BACK):
            return _turn(view, published, number, heard)
        case Chose(value="list"):
            page = -(-published.newest.position(number) // SECTIONS_A_PAGE)
            return Step(Place("guideline", published.slug, published.number, str(page)))
        case Wished(wish=Wish.PAUSE):
            return Step(MENU, notes=(_("Pause. Sie können jederzeit hier weiterlesen."),))
        case Said() if published.at(view.now) is Moment.OPEN:
            first = screens.first_to_write(view, published, number)
            how = _("Möchten Sie dazu etwas sagen? Wählen Sie zuerst „{button}“.", button=first)
            return Step(view.place, notes=(how,))
        case _other:
            return Step(view.place, notes=(PRESS_PLEASE,))


def _turn(view: View, published: PublishedGuideline, number: int, heard: Heard) -> Step:
    """To the portion of the text that follows or goes before; beyond its ends to another section."""
    part, texts = screens.portion(view, published.newest, number)
    match heard:
        case Chose(value="end"):
            there = len(texts)
        case Chose(value="back") | Wished(wish=Wish.BACK):
            there = part - 1
        case _onward:
            there = part + 1
    if 1 <= there <= len(texts):
        return Step(replace(view.place, step=str(there) if there > 1 else ""))
    return _go(view, published, number, 1 if there else -1)


def _go(view: View, published: PublishedGuideline, number: int, steps: int) -> Step:
    """To the next section or the one before; beyond the ends to the overview."""
    there = published.newest.neighbour(number, steps)
    if there:
        return enter_section(view, published, there.number)
    ended = (_("Das war der letzte Abschnitt."),) if steps > 0 else ()
    return Step(Place("guideline", published.slug, published.number), notes=ended)


def _vote(view: View, published: PublishedGuideline, number: int, vote: Vote) -> Step:
    """One vote for each person and section; the same again changes nothing."""
    if published.at(view.now) is not Moment.OPEN:
        return Step(view.place, notes=(tell_window(view, published),))
    if view.reading(published.slug).votes.get(number) is vote:
        return Step(view.place, notes=(_("Das ist schon gespeichert."),))
    saved = _("Gespeichert. Sie können es jederzeit ändern.")
    if published.newest.closes:
        saved = _("Gespeichert. Sie können es bis {when} ändern.", when=published.newest.closes)
    return Step(view.place, (VoteCast(published.slug, number, published.number, vote),), (saved,))


def show(view: View) -> Screen:
    """The section, or what is written on it."""
    slug, number = about_section(view.place.item)
    published = view.city.guidelines[slug]
    desk = read_desk(view.place.step)
    if desk is None:
        return screens.section(view, published, number)
    draw = {RECEIPT: writing.receipt, DISCARD: writing.discard}.get(desk.at, writing.write)
    return draw(view, published, number, desk)


def on_leave(view: View) -> tuple[Words, ...]:
    """Tells who leaves something half written where it waits."""
    slug, number = about_section(view.place.item)
    desk = read_desk(view.place.step)
    begun = unfinished(view, slug, number, view.place.run, desk.kind) if desk else None
    if begun is None:
        return ()
    if begun.replaces:
        return (CHANGE_WAITS,)
    guideline = view.city.guidelines[slug].versions[view.place.run]
    return (WORDINGS[begun.kind].waits_on(screens.name_of(guideline, number)),)


TALK = Talk("section", hear, show, wants, on_leave, gone=gone)
