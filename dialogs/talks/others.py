"""What others say on a section: a few comments at a time, and seeing it so too with one press."""

import re
from dataclasses import replace

from dialogs.city.city import PublishedGuideline
from dialogs.city.comment import CommentKind
from dialogs.city.facts import CommentSupported, SupportTakenBack
from dialogs.city.hints import mask
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.city.window import Moment
from dialogs.engine.heard import Called, Chose, Heard, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import MOST_COUNTED, OthersSay, Saying, Want
from dialogs.talks.guideline import (
    NO_SUCH_GUIDELINE,
    NO_SUCH_SECTION,
    about_section,
    enter_section,
    section_item,
    tell_window,
)
from dialogs.talks.menu import MENU
from dialogs.talks.mine_comment import number_in
from dialogs.talks.section_screens import step_button
from dialogs.text import Content, Quote, Text, Words, _, n_

MOST_RETOLD = 300
"""Characters of a comment in the list; "Mehr lesen" shows all of it."""

NOT_THERE = _(
    "Diesen Beitrag können wir nicht mehr zeigen. "
    "Vielleicht wurde er zurückgezogen oder geändert, oder wir haben ihn ausgeblendet."
)

REWORDED = _("Dieser Beitrag lautet jetzt anders. Bitte lesen Sie ihn noch einmal.")

_OLDER, _NEWER, _ONE, _SUPPORT, _TAKE_BACK = "older", "newer", "one", "support", "unsupport"
_EMPTY_LINES = re.compile(r"\n\s*\n")


def wants(place: Place) -> tuple[Want, ...]:
    """The comments of this page, or the one that is read in full."""
    return (_page(place),)


def looks_up(place: Place, heard: Heard) -> tuple[Want, ...]:
    """The very comment that a button names: by now it may stand on another page, or nowhere."""
    way, number, _words = _read(heard.value) if isinstance(heard, Chose) else ("", 0, 0)
    return (OthersSay(*about_section(place.item), only=number),) if way in (_SUPPORT, _TAKE_BACK) else ()


def _page(place: Place) -> OthersSay:
    """What a place shows: the newest comments, those behind or before one, or only one."""
    way, number, _words = _read(place.step)
    page = OthersSay(*about_section(place.item))
    match way:
        case "older":
            return replace(page, older=number)
        case "newer":
            return replace(page, newer=number)
        case "one":
            return replace(page, only=number)
        case _newest:
            return page


def _read(value: str) -> tuple[str, int, int]:
    """What a button or step says, which comment it names, and which words of it stood there."""
    way, number, words = (*value.split("."), "", "")[:3]
    return way, number_in(number), number_in(words)


def hear(view: View, heard: Heard) -> Step:
    """Turns pages, shows one in full, notes who sees it so too."""
    slug, number = about_section(view.place.item)
    published = view.city.guidelines.get(slug)
    if published is None:
        return Step(MENU, notes=(NO_SUCH_GUIDELINE,))
    match heard:
        case Called() if _title_of(published, number) is None:
            return Step(Place("guideline", slug, published.number), notes=(NO_SUCH_SECTION,))
        case Called():
            return Step(Place("others", view.place.item))
        case Chose(value=value) if value.startswith((f"{_SUPPORT}.", f"{_TAKE_BACK}.")):
            return _support(view, published, *_read(value))
        case Chose(value=value) if value.startswith((f"{_OLDER}.", f"{_NEWER}.", f"{_ONE}.")):
            return _go_to(view, value)
        case Chose(value="list") | Wished(wish=Wish.BACK) if view.place.picks:
            return Step(replace(view.place, step=view.place.picks[0], picks=()))
        case Chose(value="list"):
            return Step(replace(view.place, step=""))
        case Wished(wish=Wish.PAUSE):
            return Step(MENU)
        case Wished():
            return enter_section(view, published, number)
        case _other:
            return Step(view.place, notes=(PRESS_PLEASE,))


def _go_to(view: View, value: str) -> Step:
    """To another page; from one comment in full the way leads back to where it was found."""
    behind = (view.place.step,) if value.startswith(_ONE) else ()
    return Step(replace(view.place, step=value, picks=behind))


def gone(view: View) -> Words | None:
    """Whether the guideline or the section is no longer there in any version."""
    slug, number = about_section(view.place.item)
    published = view.city.guidelines.get(slug)
    if published is None:
        return NO_SUCH_GUIDELINE
    return NO_SUCH_SECTION if _title_of(published, number) is None else None


def _title_of(published: PublishedGuideline, number: int) -> Content | None:
    """What the section is called in the newest version that has it."""
    for version in sorted(published.versions, reverse=True):
        if section := published.versions[version].section(number):
            return Content(section.title)
    return None


def _support(view: View, published: PublishedGuideline, way: str, number: int, words: int) -> Step:
    """Once for each person, on what others said and everybody may read, while the window is open.

    Nobody agrees to words that took the place of those that stood beside the button.
    """
    if published.at(view.now) is not Moment.OPEN:
        return Step(view.place, notes=(tell_window(view, published),))
    found = view.sayings(replace(_page(view.place), older=0, newer=0, only=number)).shown
    shown = (saying for saying in (*found, *view.sayings(_page(view.place)).shown) if saying.id == number)
    saying = next(shown, None)
    match saying, way:
        case None, _:
            return Step(view.place, notes=() if _page(view.place).only else (NOT_THERE,))
        case Saying(mine=True), _:
            return Step(view.place, notes=(_("Das ist Ihr eigener Beitrag."),))
        case Saying(supported=False, arrived=arrived), "support" if arrived != words:
            return Step(view.place, notes=(REWORDED,))
        case Saying(supported=False), "support":
            supported = CommentSupported(published.slug, number, words)
            return Step(view.place, (supported,), (_("Gespeichert: Sie sehen es auch so."),))
        case Saying(supported=True), "unsupport":
            taken_back = SupportTakenBack(published.slug, number)
            return Step(view.place, (taken_back,), (_("Zurückgenommen."),))
        case _:
            return Step(view.place, notes=(_("Das ist schon gespeichert."),))


def show(view: View) -> Screen:
    """A few comments, each with what can be done about it; or one in full."""
    slug, number = about_section(view.place.item)
    published = view.city.guidelines[slug]
    found = view.sayings(_page(view.place))
    name = _title_of(published, number) or Content({})
    lines = [title(_("Was andere sagen")), Line(_("Zu: {title}", title=name))]
    if not found.shown:
        nothing = _("Hier hat noch niemand etwas gesagt, das andere lesen können.")
        lines.append(Line(NOT_THERE if view.place.step else nothing))
    is_one = _page(view.place).only > 0
    rows: list[tuple[Button, ...]] = []
    for position, saying in enumerate(found.shown, start=1):
        words = _tidy(saying.words)
        is_cut = len(words) > MOST_RETOLD and not is_one
        said = Quote(f"{words[:MOST_RETOLD].rstrip()} …" if is_cut else words)
        lines.append(Line(said if is_one else _("{number}. {words}", number=position, words=said)))
        lines.append(hint(_about(saying, published)))
        row = _ways(view, published, saying, 0 if is_one else position, is_cut=is_cut)
        rows += [row] if row else []
    rows += _turn(view, found.shown, older=found.has_older, newer=found.has_newer, is_one=is_one)
    if published.newest.section(number):
        there = door(_("Zum Abschnitt"), "section", section_item(slug, number))
    else:
        there = door(_("Zur Übersicht"), "guideline", slug)
    return Screen(tuple(lines), (*rows, (there, door(_("Zum Menü"), "menu"))))


def _tidy(words: str) -> str:
    """The words as others may read them: what leads to a person is covered, empty lines are few."""
    return _EMPTY_LINES.sub("\n\n", mask(words)).strip()


def _about(saying: Saying, published: PublishedGuideline) -> Words:
    """What it is, from when, of which version, how many see it so too."""
    kind = _("Formulierungsvorschlag") if saying.kind is CommentKind.PROPOSAL else _("Anregung")
    told: Text = _("{what} vom {day}.", what=kind, day=saying.day)
    if saying.version != published.number:
        told = _("{what} vom {day}, zu einer früheren Fassung.", what=kind, day=saying.day)
    if saying.mine:
        told = _("{told} Von Ihnen.", told=told)
    if saying.supports >= MOST_COUNTED:
        many = _("Mehr als {count} Menschen sehen es auch so.", count=MOST_COUNTED - 1)
        return _("{told} {supports}", told=told, supports=many)
    if saying.supports:
        some = n_("{count} Mensch sieht es auch so.", "{count} Menschen sehen es auch so.", saying.supports)
        return _("{told} {supports}", told=told, supports=some)
    return told


def _ways(
    view: View, published: PublishedGuideline, saying: Saying, position: int, *, is_cut: bool
) -> tuple[Button, ...]:
    """Seeing it so too, and reading all of it."""
    row: list[Button] = []
    if not saying.mine and published.at(view.now) is Moment.OPEN:
        label = _("Sehe ich auch so")
        if position:
            label = _("{number}. Sehe ich auch so", number=position)
        way = _TAKE_BACK if saying.supported else _SUPPORT
        row.append(step_button(view, label, f"{way}.{saying.id}.{saying.arrived}", saying.supported))
    if is_cut:
        row.append(step_button(view, _("{number}. Mehr lesen", number=position), f"{_ONE}.{saying.id}"))
    return tuple(row)


def _turn(
    view: View, shown: tuple[Saying, ...], *, older: bool, newer: bool, is_one: bool
) -> list[tuple[Button, ...]]:
    """To other pages; from one comment, or where nothing is left, back to the list."""
    if is_one or (view.place.step and not shown):
        return [(step_button(view, _("Zurück"), "list"),)]
    turn = []
    if newer and shown:
        turn.append(step_button(view, _("Neuere"), f"{_NEWER}.{shown[0].id}"))
    if older and shown:
        turn.append(step_button(view, _("Ältere"), f"{_OLDER}.{shown[-1].id}"))
    return [tuple(turn)] if turn else []


TALK = Talk("others", hear, show, wants, gone=gone, looks_up=looks_up)
