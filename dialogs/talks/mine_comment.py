"""One comment of one's own: its words, what the city says, who may read it; changing it, taking it back."""

from dataclasses import replace

from dialogs.city.comment import Comment, CommentState, Visibility
from dialogs.city.facts import CommentWithdrawn
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.city.window import Moment
from dialogs.engine import buttons
from dialogs.engine.heard import Chose, Heard, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, Style, door, hint, title
from dialogs.engine.talk import Step, View
from dialogs.engine.wants import Hiding
from dialogs.talks.guideline import section_item, tell_window
from dialogs.talks.menu import MENU
from dialogs.talks.section_comment import WHOLE
from dialogs.talks.section_desk import Desk, place_of, unfinished
from dialogs.talks.section_words import WORDINGS
from dialogs.text import Content, Quote, Words, _, filled

NO_SUCH_COMMENT = _("Diesen Beitrag gibt es hier nicht oder nicht mehr.")

MOST_RETOLD = 1500
"""Characters of one's own words shown at once."""

LONGEST_NUMBER = 18
"""Digits of a comment's number: more would not fit into 64 bits."""

WITHDRAW = "withdraw"


def number_in(named: str) -> int:
    """The number of a comment as a door tells it; 0, which none has, for anything else."""
    known = named.isdecimal() and named.isascii() and len(named) <= LONGEST_NUMBER
    return int(named) if known else 0


def name_of(view: View, comment: Comment) -> Words:
    """The title of the section in the version the comment was made on."""
    published = view.city.guidelines.get(comment.guideline)
    guideline = published.versions.get(comment.version) if published else None
    section = guideline.section(comment.section) if guideline else None
    return Content(section.title) if section else _("Abschnitt {number}", number=comment.section)


def hear(view: View, heard: Heard) -> Step:
    """Changes it or takes it back, as long as the window is open; everything else leads elsewhere."""
    place = replace(view.place, picks=())
    comment = next(mine for mine in view.comments() if mine.id == number_in(place.item))
    match heard:
        case Chose(value="keep") | Wished(wish=Wish.BACK) if place.step:
            return Step(replace(place, step=""))
        case Wished(wish=Wish.BACK):
            return Step(Place("mine"))
        case Wished():
            return Step(MENU)
        case Chose(value="whole"):
            return Step(replace(place, picks=(WHOLE,)))
        case Chose(value="change" | "withdraw") if not _is_open(view, comment):
            return Step(replace(place, step=""), notes=_too_late(view, comment))
        case Chose(value="change") if comment.may_be_changed:
            return _change(view, comment)
        case Chose(value="withdraw") if comment.is_handed_in and place.step == WITHDRAW:
            gone = CommentWithdrawn(comment.guideline, comment.id)
            return Step(replace(place, step=""), (gone,), (WORDINGS[comment.kind].withdrawn,))
        case Chose(value="withdraw") if comment.is_handed_in:
            return Step(replace(place, step=WITHDRAW))
        case _other:
            return Step(place, notes=(PRESS_PLEASE,))


def _is_open(view: View, comment: Comment) -> bool:
    """Whether something can still be changed."""
    published = view.city.guidelines.get(comment.guideline)
    known = published and published.versions.get(comment.version)
    return bool(published and known and published.at(view.now) is Moment.OPEN)


def _too_late(view: View, comment: Comment) -> tuple[Words, ...]:
    published = view.city.guidelines.get(comment.guideline)
    return (tell_window(view, published) if published else NO_SUCH_COMMENT,)


def _draft(view: View, comment: Comment) -> Comment | None:
    """What is being written on the same section in the same version: there is room for one."""
    return unfinished(view, comment.guideline, comment.section, comment.version, comment.kind)


def _is_changing(view: View, comment: Comment) -> bool:
    """Whether other words for it are being written."""
    draft = _draft(view, comment)
    return draft is not None and draft.replaces == comment.id


def _change(view: View, comment: Comment) -> Step:
    """To the desk where other words for it are written; not while something else lies there."""
    draft = _draft(view, comment)
    if draft and draft.replaces != comment.id:
        first = _(
            "Zu diesem Abschnitt haben Sie etwas begonnen. "
            "Bitte geben Sie es zuerst ab, oder verwerfen Sie es."
        )
        return Step(Place("mine"), notes=(first,))
    if draft:
        return Step(place_of(draft))
    desk = Desk(comment.kind, comment.id)
    return Step(
        Place("section", section_item(comment.guideline, comment.section), comment.version, desk.step)
    )


def show(view: View, comment: Comment) -> Screen:
    """All there is to know about it, or the question whether to take it back."""
    if view.place.step == WITHDRAW and comment.is_handed_in:
        return _ask(view, comment)
    wording = WORDINGS[comment.kind]
    story = view.story(comment.id)
    lines = [title(wording.title), Line(_("Zu: {title}", title=name_of(view, comment)))]
    if _is_earlier(view, comment):
        lines.append(hint(_("Das war zu einer früheren Fassung.")))
    words = "\n".join(story.parts or comment.parts)
    is_cut = len(words) > MOST_RETOLD and WHOLE not in view.place.picks
    if words:
        lines.append(Line(Quote(f"{words[:MOST_RETOLD].rstrip()} …" if is_cut else words)))
    lines += _how_it_stands(view, comment)
    rows: list[tuple[Button, ...]] = [(_step(view, _("Alles lesen"), "whole"),)] if is_cut else []
    rows += _ways(view, comment)
    return Screen(tuple(lines), (*rows, (door(_("Meine Beiträge"), "mine"), door(_("Zum Menü"), "menu"))))


def _is_earlier(view: View, comment: Comment) -> bool:
    published = view.city.guidelines.get(comment.guideline)
    return published is not None and comment.version != published.number


def _how_it_stands(view: View, comment: Comment) -> list[Line]:
    """Since when, its receipt, what the city says, who may read it."""
    receipt = [Line(_("Quittung:")), Line(Quote(comment.receipt), Style.CODE)]
    if comment.state is CommentState.WITHDRAWN:
        gone = _("Am {day} von Ihnen zurückgezogen. Die Worte sind gelöscht.", day=comment.day)
        return [Line(gone), *receipt]
    story = view.story(comment.id)
    lines = [Line(_("Abgegeben am {day}.", day=comment.day)), *receipt]
    lines.append(Line(_("Stand: {status}", status=comment.status.label)))
    if story.reason:
        lines.append(Line(_("Begründung: {reason}", reason=Content({"de": story.reason}))))
    lines += _who_may_read(comment, story.hiding)
    if _is_changing(view, comment):
        lines.append(hint(_("Sie haben eine Änderung begonnen. Sie ist noch nicht abgegeben.")))
    return lines


def _who_may_read(comment: Comment, hiding: Hiding | None) -> list[Line]:
    match comment.visibility:
        case Visibility.WAITING:
            return [Line(_("Andere können es noch nicht lesen. Das Projektteam prüft es zuerst."))]
        case Visibility.RELEASED:
            return [Line(_("Andere können es lesen. Ihr Name steht nicht dabei."))]
        case Visibility.HIDDEN:
            lines = [Line(_("Andere können Ihren Beitrag jetzt nicht lesen."))]
            if hiding and filled(hiding.rule):
                lines.append(Line(_("Der Grund: {rule}", rule=Content(hiding.rule))))
            if hiding and hiding.note:
                note = Content({"de": hiding.note})
                lines.append(Line(_("Dazu schreibt die Moderation: {note}", note=note)))
            if hiding and hiding.objected:
                lines.append(Line(_("Sie haben widersprochen. Eine zweite Person prüft es.")))
            return lines


def _ways(view: View, comment: Comment) -> list[tuple[Button, ...]]:
    """What can be done about it."""
    rows: list[tuple[Button, ...]] = []
    hiding = view.story(comment.id).hiding
    if comment.is_handed_in and hiding and not hiding.objected:
        rows.append((door(_("Widersprechen"), "objection", str(hiding.ruling)),))
    if comment.is_handed_in and _is_open(view, comment):
        back = _step(view, _("Zurückziehen"), "withdraw")
        change = (_step(view, _("Ändern"), "change"),) if comment.may_be_changed else ()
        rows.append((*change, back))
    published = view.city.guidelines.get(comment.guideline)
    if published and published.newest.section(comment.section):
        there = section_item(comment.guideline, comment.section)
        rows.append((door(_("Zum Abschnitt"), "section", there),))
    return rows


def _step(view: View, label: Words, value: str) -> Button:
    return Button(label, buttons.step(view.place.mark, value))


def _ask(view: View, comment: Comment) -> Screen:
    """Asks once before words are gone for good."""
    lines = [
        title(WORDINGS[comment.kind].withdraw),
        Line(_("Dann löschen wir Ihre Worte. Niemand kann sie mehr lesen, und sie zählen nicht mehr mit.")),
        Line(_("Die Quittung bleibt. Das lässt sich nicht rückgängig machen.")),
    ]
    if _is_changing(view, comment):
        lines.append(Line(_("Auch die Änderung, die Sie begonnen haben, ist dann gelöscht.")))
    yes = _step(view, _("Ja, zurückziehen"), "withdraw")
    no = _step(view, _("Nein, behalten"), "keep")
    return Screen(tuple(lines), ((yes,), (no,), (door(_("Zum Menü"), "menu"),)))
