"""My contributions: surveys, votes and comments, each with its receipt or with the way to go on."""

from dataclasses import dataclass, replace

from dialogs.city.comment import Comment
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.city.window import Moment
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose, Heard, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, door, hint, item, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import MyComments, MyGuidelines, MyReceipts, MySurveys, RunState, Want
from dialogs.talks.guideline import section_item
from dialogs.talks.menu import MENU
from dialogs.talks.section_comment import DISCARD, place_of
from dialogs.text import Content, Quote, Words, _, n_

ENTRIES_A_PAGE = 8
MOST_RETOLD = 80
"""Characters of a comment that are said back: enough to know it again."""

MINE = Place("mine")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One contribution: what is said of it, and the ways on."""

    words: Words
    ways: tuple[Button, ...] = ()


def wants(_place: Place) -> tuple[Want, ...]:
    """Everything of mine."""
    return (MySurveys(), MyReceipts(), MyGuidelines(), MyComments())


def hear(view: View, heard: Heard) -> Step:
    """Leads to a comment that waits, or to another page."""
    match heard:
        case Called():
            return Step(MINE)
        case Wished():
            return Step(MENU)
        case Chose(value=value) if value.isdecimal() and value.isascii():
            return Step(replace(MINE, step=value))
        case Chose(value=value):
            return _go_to_comment(view, value)
        case _other:
            return Step(view.place, notes=(PRESS_PLEASE,))


def _go_to_comment(view: View, value: str) -> Step:
    way, _dot, key = value.partition(".")
    for comment in view.comments():
        if comment.is_unfinished and _key(comment) == key:
            place = place_of(comment.guideline, comment.section, comment.version)
            return Step(replace(place, step=DISCARD) if way == "discard" else place)
    return Step(view.place, notes=(PRESS_PLEASE,))


def _key(comment: Comment) -> str:
    """The name of an unfinished comment on buttons: there is one for each section and version."""
    return f"{section_item(comment.guideline, comment.section)}.{comment.version}"


def show(view: View) -> Screen:
    """Unfinished comments first, then everything else, page by page."""
    entries = [*_comments(view), *_votes(view), *_surveys(view)]
    pages = max(1, -(-len(entries) // ENTRIES_A_PAGE))
    page = min(max(int(view.place.step or 1), 1), pages)
    shown = entries[(page - 1) * ENTRIES_A_PAGE : page * ENTRIES_A_PAGE]
    lines = [title(_("Meine Beiträge"))]
    if not entries:
        lines.append(Line(_("Sie haben noch nichts beigetragen.")))
    if pages > 1:
        lines.append(hint(_("Seite {page} von {pages}", page=page, pages=pages)))
    lines += [item(entry.words) for entry in shown]
    rows = [(way,) for entry in shown for way in entry.ways]
    turn = []
    if page > 1:
        turn.append(Button(_("Vorige Seite"), buttons.step(view.place.mark, str(page - 1))))
    if page < pages:
        turn.append(Button(_("Nächste Seite"), buttons.step(view.place.mark, str(page + 1))))
    tail = [tuple(turn)] if turn else []
    return Screen(tuple(lines), (*rows, *tail, (door(_("Zum Menü"), "menu"),)))


def _comments(view: View) -> list[_Entry]:
    waiting = [_waiting(view, comment) for comment in view.comments() if comment.is_unfinished]
    return waiting + [_arrived(view, comment) for comment in view.comments() if not comment.is_unfinished]


def _waiting(view: View, comment: Comment) -> _Entry:
    """A comment that is not handed in yet; after the end it can only be thrown away."""
    name = _name(view, comment)
    words = _(
        "Anregung zu „{title}“, {day}: noch nicht abgegeben. {words}",
        title=name,
        day=comment.day,
        words=_beginning(comment),
    )
    at = view.place.mark
    ways = [Button(_("Verwerfen: {title}", title=name), buttons.step(at, f"discard.{_key(comment)}"))]
    published = view.city.guidelines.get(comment.guideline)
    if published and published.takes_comments(view.now, begun=True):
        onward = Button(_("Weiter: {title}", title=name), buttons.step(at, f"write.{_key(comment)}"))
        ways.insert(0, onward)
    return _Entry(words, tuple(ways))


def _arrived(view: View, comment: Comment) -> _Entry:
    words = _(
        "Anregung zu „{title}“, {day}: eingegangen. Quittung {receipt}. {words}",
        title=_name(view, comment),
        day=comment.day,
        receipt=Quote(comment.receipt),
        words=_beginning(comment),
    )
    return _Entry(words)


def _name(view: View, comment: Comment) -> Words:
    """The title of the section in the version the comment was made on."""
    published = view.city.guidelines.get(comment.guideline)
    guideline = published.versions.get(comment.version) if published else None
    section = guideline.section(comment.section) if guideline else None
    return Content(section.title) if section else _("Abschnitt {number}", number=comment.section)


def _beginning(comment: Comment) -> Quote:
    words = " ".join(comment.parts[0].split())
    return Quote(words if len(words) <= MOST_RETOLD else f"{words[:MOST_RETOLD].rstrip()} …")


def _votes(view: View) -> list[_Entry]:
    """For each guideline on how many sections one has voted."""
    found: list[_Entry] = []
    for published in view.city.guidelines.values():
        votes = view.reading(published.slug).votes
        if votes:
            name = Content(published.newest.title)
            count = n_("{count} Abschnitt", "{count} Abschnitten", len(votes))
            words = _("„{title}“: Ihre Zustimmung oder Ablehnung zu {count}.", title=name, count=count)
            found.append(
                _Entry(words, (door(_("Ansehen: {title}", title=name), "guideline", published.slug),))
            )
    return found


def _surveys(view: View) -> list[_Entry]:
    """The surveys one takes part in."""
    found: list[_Entry] = []
    for part in view.surveys():
        published = view.city.surveys.get(part.survey)
        if published is None:
            continue
        name = Content(published.newest.title)
        if part.state is RunState.COMPLETE:
            found.append(_Entry(_handed_in(name, view.receipt(part.survey))))
            continue
        ways: tuple[Button, ...] = ()
        if published.at(view.now) is Moment.OPEN:
            ways = (door(_("Weiter: {title}", title=name), "survey", part.survey),)
        found.append(_Entry(_("Umfrage „{title}“: noch nicht abgegeben.", title=name), ways))
    return found


def _handed_in(name: Content, receipt: str) -> Words:
    """Whose answers were erased has taken part, and has no receipt any more."""
    if not receipt:
        return _("Umfrage „{title}“: abgegeben. Die Antworten sind gelöscht.", title=name)
    return _("Umfrage „{title}“: abgegeben. Quittung {receipt}.", title=name, receipt=Quote(receipt))


TALK = Talk("mine", hear, show, wants)
