"""Writing a comment on a section: part by part, each kept at once; "Fertig" hands it in."""

from dataclasses import replace

from dialogs.city.city import PublishedGuideline
from dialogs.city.cleaning import clean, is_empty
from dialogs.city.comment import MOST_WORDS, Comment
from dialogs.city.facts import CommentContinued, CommentDiscarded, CommentHandedIn
from dialogs.city.questions.kind import PRESS_PLEASE
from dialogs.engine.heard import Chose, Corrected, Heard, Said, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.talk import Step, View
from dialogs.talks.guideline import enter_section, section_item, tell_window
from dialogs.talks.menu import MENU
from dialogs.talks.remarks import remark_on_comment
from dialogs.text import Words, _

WRITE, DISCARD, DONE = "comment", "discard", "receipt"
STEPS = (WRITE, DISCARD, DONE)

WRITE_PLEASE = _("Bitte schreiben Sie Ihre Anregung als Text.")


def unfinished(view: View, slug: str, number: int, version: int) -> Comment | None:
    """The comment that is being written on this section in this version, if any."""
    about = (slug, number, version)
    return next(
        (
            comment
            for comment in view.comments()
            if comment.is_unfinished and (comment.guideline, comment.section, comment.version) == about
        ),
        None,
    )


def begin(view: View, published: PublishedGuideline, number: int) -> Step:
    """To the comment of the newest version, new or begun before."""
    begun = unfinished(view, published.slug, number, published.number)
    if not published.takes_comments(view.now, begun=begun is not None):
        return Step(view.place, notes=(tell_window(view, published), *_lost(begun)))
    return Step(place_of(published.slug, number, published.number))


def place_of(slug: str, number: int, version: int) -> Place:
    """Where a comment on a section is written."""
    return Place("section", section_item(slug, number), version, WRITE)


def hear(view: View, published: PublishedGuideline, number: int, heard: Heard) -> Step:
    """At one of the three steps of a comment."""
    match view.place.step:
        case "receipt":
            return _at_receipt(view, published, number, heard)
        case "discard":
            return _at_discard(view, published, number, heard)
        case _write:
            return _write_on(view, published, number, heard)


def _back(published: PublishedGuideline, number: int) -> Place:
    """To the section itself, as it is now; to the overview if it is no longer there."""
    if published.newest.section(number) is None:
        return Place("guideline", published.slug, published.number)
    return Place("section", section_item(published.slug, number), published.number)


def _write_on(view: View, published: PublishedGuideline, number: int, heard: Heard) -> Step:
    place = view.place
    begun = unfinished(view, published.slug, number, place.run)
    match heard:
        case Chose(value="back") | Wished(wish=Wish.BACK):
            return Step(_back(published, number), notes=_waits(begun))
        case Chose(value="pause") | Wished(wish=Wish.PAUSE):
            paused = _("Pause. Sie können jederzeit hier weiterlesen.")
            return Step(MENU, notes=_waits(begun) or (paused,))
        case Chose(value="discard") if begun:
            return Step(replace(place, step=DISCARD))
        case Corrected():
            sorry = _(
                "Eine geänderte Nachricht können wir hier nicht übernehmen. "
                "Bitte schreiben Sie dazu, was gelten soll."
            )
            return Step(place, notes=(sorry,))
        case _other if not published.takes_comments(view.now, begun=begun is not None):
            return Step(_back(published, number), notes=(tell_window(view, published), *_lost(begun)))
        case Chose(value="done") | Wished(wish=Wish.DONE):
            return _hand_in(view, published, number, begun)
        case Said(text=text):
            return _add(view, published, number, begun, text)
        case _other:
            return Step(place, notes=(WRITE_PLEASE,))


def _waits(begun: Comment | None) -> tuple[Words, ...]:
    """What to say to somebody who stops in the middle."""
    if begun is None:
        return ()
    return (
        _("Ihre Anregung ist gespeichert, aber noch nicht abgegeben. Sie wartet unter „Meine Beiträge“."),
    )


def _lost(begun: Comment | None) -> tuple[Words, ...]:
    """What the end of the window means for somebody who had not handed in."""
    return (_("Ihre Anregung war noch nicht abgegeben. Darum zählt sie nicht mit."),) if begun else ()


def _add(view: View, published: PublishedGuideline, number: int, begun: Comment | None, text: str) -> Step:
    """One more part, kept at once."""
    words = clean(text).strip()
    if is_empty(words):
        return Step(view.place, notes=(WRITE_PLEASE,))
    parts = begun.parts if begun else ()
    length = len("\n".join((*parts, words)))
    if length > MOST_WORDS:
        too_much = _(
            "Zusammen sind das {count} Zeichen. Hier passen {most}. "
            "Das letzte Stück haben wir nicht gespeichert.",
            count=length,
            most=MOST_WORDS,
        )
        return Step(view.place, notes=(too_much,))
    continued = CommentContinued(
        published.slug, number, view.place.run, len(parts) + 1, words, view.citizen.language
    )
    if _came_late(view, published):
        return _hand_in_late(view, published, number, continued)
    saved = _("Gespeichert. Zum Abgeben wählen Sie „Fertig“.")
    return Step(view.place, (continued,), (saved, *remark_on_comment(words)))


def _came_late(view: View, published: PublishedGuideline) -> bool:
    """Whether something was written in time and reached us when it was too late to finish by hand."""
    late = view.arrived is not None and not published.takes_comments(view.arrived, begun=True)
    return late and published.takes_comments(view.now, begun=True)


def _hand_in_late(
    view: View, published: PublishedGuideline, number: int, continued: CommentContinued
) -> Step:
    """What was written in time counts, although "Fertig" could no longer be pressed."""
    handed_in = CommentHandedIn(published.slug, number, view.place.run, view.code)
    told = _(
        "Ihre Nachricht kam erst nach dem Ende bei uns an. Geschrieben haben Sie sie rechtzeitig. "
        "Darum haben wir sie für Sie abgegeben."
    )
    return Step(replace(view.place, step=DONE), (continued, handed_in), (told,))


def _hand_in(view: View, published: PublishedGuideline, number: int, begun: Comment | None) -> Step:
    if begun is None:
        return Step(view.place, notes=(WRITE_PLEASE,))
    handed_in = CommentHandedIn(published.slug, number, view.place.run, view.code)
    return Step(replace(view.place, step=DONE), (handed_in,))


def _at_discard(view: View, published: PublishedGuideline, number: int, heard: Heard) -> Step:
    begun = unfinished(view, published.slug, number, view.place.run)
    match heard:
        case Chose(value="discard") if begun:
            discarded = CommentDiscarded(published.slug, number, view.place.run)
            return Step(_back(published, number), (discarded,), (_("Ihre Anregung ist verworfen."),))
        case Chose(value="back") | Wished():
            return Step(replace(view.place, step=WRITE))
        case _other:
            return Step(view.place, notes=(PRESS_PLEASE,))


def _at_receipt(view: View, published: PublishedGuideline, number: int, heard: Heard) -> Step:
    match heard:
        case Chose(value="back") | Wished(wish=Wish.BACK):
            return Step(_back(published, number))
        case Wished(wish=Wish.PAUSE):
            return Step(MENU)
        case Wished():
            following = published.newest.neighbour(number, 1)
            if following:
                return enter_section(view, published, following.number)
            return Step(Place("guideline", published.slug, published.number))
        case Said(text=text) if _came_late(view, published):
            return _add(view, published, number, None, text)
        case _other:
            return Step(view.place, notes=(_("Hier ist alles erledigt. Bitte wählen Sie."),))
