"""Writing at a section: part by part, each kept at once; "Fertig" hands it in or changes an earlier one."""

from dataclasses import dataclass, replace

from dialogs.city.city import PublishedGuideline
from dialogs.city.cleaning import clean, is_empty
from dialogs.city.comment import MOST_WORDS, Comment, CommentKind
from dialogs.city.facts import CommentChanged, CommentContinued, CommentDiscarded, CommentHandedIn
from dialogs.city.hints import is_in_crisis
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.engine.heard import Chose, Corrected, Heard, Said, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.talk import Step, View
from dialogs.talks.guideline import enter_section, section_item, tell_window
from dialogs.talks.menu import MENU
from dialogs.talks.remarks import remark_on_comment
from dialogs.talks.section_desk import DISCARD, RECEIPT, WRITE, Desk, my_comment, place_of, unfinished
from dialogs.talks.section_text import last_portion
from dialogs.talks.section_words import CHANGE_DISCARDED, CHANGE_LOST, CHANGE_WAITS, WORDINGS, Wording
from dialogs.text import Words, _

WHOLE = "whole"
"""Picked where the whole present wording is to be read."""


@dataclass(frozen=True, slots=True)
class _At:
    """Where somebody writes: the section, the desk there, and what lies on it already."""

    view: View
    published: PublishedGuideline
    number: int
    desk: Desk
    begun: Comment | None

    @property
    def place(self) -> Place:
        """The place, with nothing unfolded."""
        return replace(self.view.place, picks=())

    @property
    def wording(self) -> Wording:
        """How it is spoken of."""
        return WORDINGS[self.desk.kind]

    def to(self, at: str, replaces: int | None = None) -> Place:
        """Another step of the same desk."""
        number = self.desk.replaces if replaces is None else replaces
        return replace(self.place, step=Desk(self.desk.kind, number, at).step)


def begin(view: View, published: PublishedGuideline, number: int, kind: CommentKind) -> Step:
    """To what is written on the newest version, new or begun before."""
    begun = unfinished(view, published.slug, number, published.number, kind)
    if not published.takes_comments(view.now, begun=begun is not None):
        return Step(view.place, notes=(tell_window(view, published), *_lost(begun)))
    if begun:
        return Step(place_of(begun))
    return Step(Place("section", section_item(published.slug, number), published.number, Desk(kind).step))


def hear(view: View, published: PublishedGuideline, number: int, desk: Desk, heard: Heard) -> Step:
    """At one of the three steps of a desk."""
    begun = unfinished(view, published.slug, number, view.place.run, desk.kind)
    at = _At(view, published, number, desk, begun)
    match desk.at:
        case "receipt":
            return _at_receipt(at, heard)
        case "discard":
            return _at_discard(at, heard)
        case _write:
            return _write_on(at, heard)


def _back(at: _At) -> Place:
    """To the end of the section, as it is now; to the overview if it is no longer there."""
    section = at.published.newest.section(at.number)
    if section is None:
        return Place("guideline", at.published.slug, at.published.number)
    step = last_portion(section.text, at.view.citizen.language)
    return Place("section", section_item(at.published.slug, at.number), at.published.number, step)


def _write_on(at: _At, heard: Heard) -> Step:
    view, begun = at.view, at.begun
    match heard:
        case Chose(value="back") | Wished(wish=Wish.BACK):
            return Step(_back(at), notes=_waits(begun))
        case Chose(value="pause") | Wished(wish=Wish.PAUSE):
            paused = _("Pause. Sie können jederzeit hier weiterlesen.")
            return Step(MENU, notes=_waits(begun) or (paused,))
        case Chose(value="discard") if begun:
            return Step(at.to(DISCARD))
        case Chose(value="whole"):
            return Step(replace(at.place, picks=(WHOLE,)))
        case Corrected():
            sorry = _(
                "Eine geänderte Nachricht können wir hier nicht übernehmen. "
                "Bitte schreiben Sie dazu, was gelten soll."
            )
            return Step(at.place, notes=(sorry,))
        case _other if not at.published.takes_comments(view.now, begun=begun is not None):
            return Step(_back(at), notes=(tell_window(view, at.published), *_lost(begun)))
        case Chose(value="done") | Wished(wish=Wish.DONE):
            return _hand_in(at)
        case Chose(value="keep") if begun is None and view.story(at.desk.replaces).parts:
            return _keep(at)
        case Said(text=text):
            return _add(at, text)
        case _other:
            return Step(at.place, notes=(at.wording.please,))


def _waits(begun: Comment | None) -> tuple[Words, ...]:
    """What to say to somebody who stops in the middle."""
    if begun is None:
        return ()
    return (CHANGE_WAITS if begun.replaces else WORDINGS[begun.kind].waits,)


def _lost(begun: Comment | None) -> tuple[Words, ...]:
    """What the end of the window means for somebody who had not handed in."""
    if begun is None:
        return ()
    if begun.replaces:
        return (CHANGE_LOST,)
    return (WORDINGS[begun.kind].lost,)


def _keep(at: _At) -> Step:
    """The words of before become the first part of what is to replace them."""
    words = "\n".join(at.view.story(at.desk.replaces).parts)
    kept = _("Übernommen. Schreiben Sie jetzt dazu, was fehlt. Zum Abgeben wählen Sie „Fertig“.")
    return Step(at.place, (_continued(at, words),), (kept,))


def _add(at: _At, text: str) -> Step:
    """One more part, kept at once."""
    words = clean(text).strip()
    if is_empty(words):
        return Step(at.place, notes=(at.wording.please,))
    length = len("\n".join((*_parts(at), words)))
    if length > MOST_WORDS:
        too_much = _(
            "Zusammen sind das {count} Zeichen. Hier passen {most}. "
            "Das letzte Stück haben wir nicht gespeichert.",
            count=length,
            most=MOST_WORDS,
        )
        return Step(at.place, notes=(too_much,))
    continued = _continued(at, words)
    if _came_late(at.view, at.published):
        return _hand_in_late(at, continued)
    saved = _("Gespeichert. Zum Abgeben wählen Sie „Fertig“.")
    if is_in_crisis(words):
        saved = _("Gespeichert.")
    return Step(at.place, (continued,), (saved, *remark_on_comment(words)))


def _parts(at: _At) -> tuple[str, ...]:
    return at.begun.parts if at.begun else ()


def _continued(at: _At, words: str) -> CommentContinued:
    replaces = at.begun.replaces if at.begun else at.desk.replaces
    return CommentContinued(
        at.published.slug,
        at.number,
        at.place.run,
        len(_parts(at)) + 1,
        words,
        at.view.citizen.language,
        at.desk.kind,
        replaces,
    )


def _came_late(view: View, published: PublishedGuideline) -> bool:
    """Whether something was written in time and reached us when it was too late to finish by hand."""
    late = view.arrived is not None and not published.takes_comments(view.arrived, begun=True)
    return late and published.takes_comments(view.now, begun=True)


def _hand_in_late(at: _At, continued: CommentContinued) -> Step:
    """What was written in time counts, although "Fertig" could no longer be pressed."""
    told = _(
        "Ihre Nachricht kam erst nach dem Ende bei uns an. Geschrieben haben Sie sie rechtzeitig. "
        "Darum haben wir sie für Sie abgegeben."
    )
    step = _finished(at, continued.replaces)
    return replace(step, facts=(continued, *step.facts), notes=(told, *step.notes))


def _hand_in(at: _At) -> Step:
    if at.begun is None:
        return Step(at.place, notes=(at.wording.please,))
    return _finished(at, at.begun.replaces)


def _finished(at: _At, replaces: int) -> Step:
    """Hands in; what the city has answered already keeps its words, and these count as new ones."""
    slug, run, kind = at.published.slug, at.place.run, at.desk.kind
    at_once = at.published.newest.shows_at_once
    earlier = my_comment(at.view, replaces)
    if earlier and earlier.may_be_changed:
        changed = CommentChanged(slug, at.number, run, kind, replaces, at_once)
        return Step(at.to(RECEIPT, replaces), (changed,))
    handed_in = CommentHandedIn(slug, at.number, run, at.view.code, kind, at_once)
    as_new = _("Die Stadt hat inzwischen geantwortet. Darum zählt Ihr Text als neuer Beitrag.")
    return Step(at.to(RECEIPT, 0), (handed_in,), (as_new,) if replaces else ())


def _at_discard(at: _At, heard: Heard) -> Step:
    match heard:
        case Chose(value="discard") if at.begun:
            discarded = CommentDiscarded(at.published.slug, at.number, at.place.run, at.desk.kind)
            told = CHANGE_DISCARDED if at.begun.replaces else at.wording.discarded
            return Step(_back(at), (discarded,), (told,))
        case Chose(value="back") | Wished():
            return Step(at.to(WRITE))
        case _other:
            return Step(at.place, notes=(PRESS_PLEASE,))


def _at_receipt(at: _At, heard: Heard) -> Step:
    published = at.published
    match heard:
        case Chose(value="back") | Wished(wish=Wish.BACK):
            return Step(_back(at))
        case Wished(wish=Wish.PAUSE):
            return Step(MENU)
        case Wished():
            following = published.newest.neighbour(at.number, 1)
            if following:
                return enter_section(at.view, published, following.number)
            return Step(Place("guideline", published.slug, published.number))
        case Said(text=text) if _came_late(at.view, published):
            return _add(replace(at, desk=Desk(at.desk.kind)), text)
        case _other:
            return Step(at.place, notes=(_("Hier ist alles erledigt. Bitte wählen Sie."),))
