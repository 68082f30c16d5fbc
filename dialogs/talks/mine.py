"""My contributions: surveys, votes, comments and proposals, each with its receipt and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialogs.city.comment import Comment, CommentState, Visibility
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.city.window import Moment
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose, Heard, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, door, hint, item, title
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import (
    MyComment,
    MyComments,
    MyGuidelines,
    MyReceipts,
    MySurveys,
    Receipts,
    RunState,
    TakingPart,
    Want,
)
from dialogs.engine.wants_events import MyEvents
from dialogs.talks import mine_comment, mine_events
from dialogs.talks.menu import MENU
from dialogs.talks.mine_comment import NO_SUCH_COMMENT, name_of, number_in
from dialogs.talks.section_desk import DISCARD, my_comment, place_of
from dialogs.talks.section_screens import VOTES
from dialogs.talks.section_words import WORDINGS
from dialogs.talks.survey_question import CHANGE_LOST, CHANGE_WAITS
from dialogs.text import Content, Quote, Text, Value, Words, _

ENTRIES_A_PAGE = 8
BUTTONS_A_ROW = 4
MOST_RETOLD = 80
"""Characters of a comment that are said back: enough to know it again."""

MINE = Place("mine")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One contribution: what is said of it, the ways on, and its number if it is a comment."""

    words: Words
    ways: tuple[Button, ...] = ()
    comment: int = 0


def wants(place: Place) -> tuple[Want, ...]:
    """Everything of mine; all about the one comment that is looked at."""
    if number := number_in(place.item):
        return (MyComments(), MyComment(number))
    return (MySurveys(), MyReceipts(), MyGuidelines(), MyComments(), MyEvents())


def hear(view: View, heard: Heard) -> Step:
    """Leads to a comment, or to another page."""
    if view.place.item and _looked_at(view) is None:
        return Step(MINE, notes=(NO_SUCH_COMMENT,))
    match heard:
        case Called(item=named):
            return Step(replace(MINE, item=named))
        case _other if view.place.item:
            return mine_comment.hear(view, heard)
        case Wished():
            return Step(MENU)
        case Chose(value=value) if value.isdecimal() and value.isascii():
            return Step(replace(MINE, step=value))
        case Chose(value=value):
            return _go_on_with(view, value)
        case _other:
            return Step(view.place, notes=(PRESS_PLEASE,))


def _go_on_with(view: View, value: str) -> Step:
    """To something unfinished, or to throwing it away."""
    way, _dot, number = value.partition(".")
    comment = my_comment(view, number_in(number))
    if comment is None or not comment.is_unfinished:
        return Step(view.place, notes=(PRESS_PLEASE,))
    return Step(place_of(comment, DISCARD) if way == "discard" else place_of(comment))


def gone(view: View) -> Words | None:
    """Whether the comment that is looked at is no longer there."""
    return NO_SUCH_COMMENT if view.place.item and _looked_at(view) is None else None


def _looked_at(view: View) -> Comment | None:
    """The comment a door leads to; what is unfinished is not looked at but gone on with."""
    comment = my_comment(view, number_in(view.place.item))
    return None if comment is None or comment.is_unfinished else comment


def show(view: View) -> Screen:
    """One comment, or everything page by page, what is unfinished first."""
    comment = _looked_at(view)
    return mine_comment.show(view, comment) if comment else _list(view)


def _list(view: View) -> Screen:
    events = (_Entry(*told) for told in mine_events.tell(view))
    entries = [*_comments(view), *events, *_surveys(view), *_votes(view)]
    pages = max(1, -(-len(entries) // ENTRIES_A_PAGE))
    page = min(max(int(view.place.step or 1), 1), pages)
    shown = entries[(page - 1) * ENTRIES_A_PAGE : page * ENTRIES_A_PAGE]
    lines = [title(_("Meine Beiträge"))]
    if not entries:
        lines.append(Line(_("Sie haben noch nichts beigetragen.")))
    if pages > 1:
        lines.append(hint(_("Seite {page} von {pages}", page=page, pages=pages)))
    before: list[tuple[Button, ...]] = []
    behind: list[tuple[Button, ...]] = []
    looks: list[Button] = []
    for entry in shown:
        words = entry.words
        if entry.comment:
            words = _("{number}. {contribution}", number=len(looks) + 1, contribution=words)
            label = _("{number} ansehen", number=len(looks) + 1)
            looks.append(door(label, "mine", str(entry.comment)))
        lines.append(item(words))
        (behind if looks else before).extend((way,) for way in entry.ways)
    numbered = [tuple(looks[i : i + BUTTONS_A_ROW]) for i in range(0, len(looks), BUTTONS_A_ROW)]
    turn = _turn(view, page, pages)
    return Screen(tuple(lines), (*before, *numbered, *behind, *turn, (door(_("Zum Menü"), "menu"),)))


def _turn(view: View, page: int, pages: int) -> list[tuple[Button, ...]]:
    turn = []
    if page > 1:
        turn.append(Button(_("Vorige Seite"), buttons.step(view.place.mark, str(page - 1))))
    if page < pages:
        turn.append(Button(_("Nächste Seite"), buttons.step(view.place.mark, str(page + 1))))
    return [tuple(turn)] if turn else []


def _comments(view: View) -> list[_Entry]:
    waiting = [_waiting(view, comment) for comment in view.comments() if comment.is_unfinished]
    return waiting + [_arrived(view, comment) for comment in view.comments() if not comment.is_unfinished]


def _waiting(view: View, comment: Comment) -> _Entry:
    """What is not handed in yet; after the end it can only be thrown away."""
    name = name_of(view, comment)
    about = {"what": WORDINGS[comment.kind].name, "title": name, "day": comment.day}
    words = _("{what} zu „{title}“, {day}: noch nicht abgegeben. {words}", **about, words=_beginning(comment))
    if comment.replaces:
        words = _(
            "{what} zu „{title}“, {day}: Änderung, noch nicht abgegeben. {words}",
            **about,
            words=_beginning(comment),
        )
    ways = [_step(view, _("Verwerfen: {title}", title=name), f"discard.{comment.id}")]
    published = view.city.guidelines.get(comment.guideline)
    if published and published.takes_comments(view.now, begun=True):
        ways.insert(0, _step(view, _("Weiter: {title}", title=name), f"write.{comment.id}"))
    return _Entry(words, tuple(ways))


def _step(view: View, label: Words, value: str) -> Button:
    return Button(label, buttons.step(view.place.mark, value))


def _arrived(view: View, comment: Comment) -> _Entry:
    words = _(
        "{what} zu „{title}“, {day}: {status}. Quittung {receipt}. {words}",
        what=WORDINGS[comment.kind].name,
        title=name_of(view, comment),
        day=comment.day,
        status=_status(comment),
        receipt=Quote(comment.receipt),
        words=_beginning(comment),
    )
    return _Entry(words, comment=comment.id)


def _status(comment: Comment) -> Text:
    """In a few words what has become of it."""
    if comment.state is CommentState.WITHDRAWN:
        return _("zurückgezogen")
    if comment.visibility is Visibility.HIDDEN:
        return _("{status}, ausgeblendet", status=comment.status.label)
    return comment.status.label


def _beginning(comment: Comment) -> Quote:
    words = " ".join("".join(comment.parts[:1]).split())
    return Quote(words if len(words) <= MOST_RETOLD else f"{words[:MOST_RETOLD].rstrip()} …")


def _votes(view: View) -> list[_Entry]:
    """What one thinks of each section; with the first of each guideline the way there."""
    found: list[_Entry] = []
    for published in view.city.guidelines.values():
        name = Content(published.newest.title)
        ways: tuple[Button, ...] = (door(_("Ansehen: {title}", title=name), "guideline", published.slug),)
        reading = view.reading(published.slug)
        votes = {**reading.votes, **reading.earlier}
        for number in sorted(votes, key=lambda number: (published.newest.position(number) or number, number)):
            section = published.newest.section(number)
            about = Content(section.title) if section else _("Abschnitt {number}", number=number)
            vote = {
                "section": about,
                "title": name,
                "day": reading.days[number],
                "vote": VOTES[votes[number]],
            }
            found.append(_Entry(_tell_vote(vote, present=number in reading.votes), ways))
            ways = ()
    return found


def _tell_vote(vote: Mapping[str, Value], *, present: bool) -> Words:
    """One vote, and whether it is about what the section says now."""
    if present:
        return _("Ihre Meinung zu „{section}“ in „{title}“, {day}: {vote}", **vote)
    return _("Ihre Meinung zum früheren Wortlaut von „{section}“ in „{title}“, {day}: {vote}", **vote)


def _surveys(view: View) -> list[_Entry]:
    """The surveys one takes part in."""
    found: list[_Entry] = []
    for part in view.surveys():
        published = view.city.surveys.get(part.survey)
        if published is None:
            continue
        name = Content(published.newest.title)
        onward: tuple[Button, ...] = ()
        if published.at(view.now) is Moment.OPEN:
            onward = (door(_("Weiter: {title}", title=name), "survey", part.survey),)
        if part.state is RunState.COMPLETE:
            found.append(_handed_in(view, part, name, onward))
        else:
            found.append(_Entry(_("Umfrage „{title}“: noch nicht abgegeben.", title=name), onward))
    return found


def _handed_in(view: View, part: TakingPart, name: Content, onward: tuple[Button, ...]) -> _Entry:
    """The way to the receipt; whose answers were erased has taken part, and has no receipt any more."""
    found, survey = view.found.get(MyReceipts()), part.survey
    if not isinstance(found, Receipts) or survey not in found.codes:
        return _Entry(_("Umfrage „{title}“: abgegeben. Die Antworten sind gelöscht.", title=name))
    words = _(
        "Umfrage „{title}“, {day}: abgegeben. Quittung {receipt}.",
        title=name,
        day=found.days[survey],
        receipt=Quote(found.codes[survey]),
    )
    look = door(_("Ansehen: {title}", title=name), "survey", survey)
    if not part.changed:
        return _Entry(words, (look,))
    told = CHANGE_WAITS if onward else CHANGE_LOST
    return _Entry(_("{contribution} {change}", contribution=words, change=told), onward or (look,))


TALK = Talk("mine", hear, show, wants, gone=gone)
