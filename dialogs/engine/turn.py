"""A turn: what was heard at a place becomes facts and a new place; a place becomes a screen. Total, pure."""

from collections.abc import Callable
from dataclasses import replace

from dialogs.city.citizen import Citizen
from dialogs.city.facts import DataRequested, Fact, LanguageChosen, NoticeRead, PersonErased
from dialogs.engine.heard import Called, Chose, Corrected, Heard, Said, Unclear, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Asks, Button, Screen, door, note
from dialogs.engine.talk import Step, View
from dialogs.engine.wants import Want
from dialogs.engine.wants_announced import AnnouncedIn
from dialogs.engine.words import understand
from dialogs.talks import ASIDES, TALKS
from dialogs.talks.goodbye import GONE
from dialogs.talks.menu import MENU
from dialogs.talks.remarks import help_for
from dialogs.talks.reply import meant_by_reply
from dialogs.talks.unclear import sentence_for
from dialogs.text import Words, _

HERE = "here"
"""The door that leads nowhere else: it shows the present place once more."""

NOT_UNDERSTOOD = _(
    "Das verstehen wir hier leider nicht. Bitte tippen Sie auf einen Knopf, oder schreiben Sie „Menü“."
)


def wants_before(place: Place, heard: Heard) -> set[Want]:
    """What must be seen before hearing: the place's own wants, and those of where it may lead."""
    wanted = wants_of(place)
    if place.talk in TALKS:
        wanted |= set(TALKS[place.talk].looks_up(place, heard))
    if isinstance(heard, Said | Corrected) and heard.replies_to:
        wanted.add(AnnouncedIn(heard.replies_to))
    for called in (heard, place.then):
        if isinstance(called, Called) and called.talk in TALKS:
            wanted |= wants_of(Place(called.talk, called.item))
        elif isinstance(called, Called) and called.talk in ASIDES:
            wanted |= set(ASIDES[called.talk].wants(called.item))
    return wanted


def wants_of(place: Place) -> set[Want]:
    """What must be seen to show a place."""
    wanted = set(TALKS[place.talk].wants(place)) if place.talk in TALKS else set()
    if place.aside and place.aside.talk in ASIDES:
        wanted |= set(ASIDES[place.aside.talk].wants(place.aside.item))
    return wanted


def advance(view: View, heard: Heard, say: Callable[[Words], str]) -> Step:
    """What comes of an input: facts, the new place, notes. `say` puts words into the citizen's language.

    Never raises for anything a person may send; what is not understood leaves the place as it is.
    """
    view = _settled(view)
    step = _advance(view, heard, say)
    help = help_for(heard)
    if not help:
        return step
    # Whoever is in need is not told how to answer as well.
    return replace(step, notes=(*help, *step.notes) if _leads_on(view.place, step) else help)


def _leads_on(place: Place, step: Step) -> bool:
    """Whether anything came of an input; if not, its notes only say what to do instead."""
    there = step.place
    return bool(step.facts) or (there.talk, there.run, there.step) != (place.talk, place.run, place.step)


def _advance(view: View, heard: Heard, say: Callable[[Words], str]) -> Step:
    if isinstance(heard, Said | Corrected) and (told := view.announced(heard.replies_to)):
        heard = meant_by_reply(heard, told, say)
    gone = TALKS[view.place.talk].gone(view)
    if gone and (not isinstance(heard, Called) or heard.talk == HERE):
        return Step(MENU, notes=(gone,))
    if gone:
        view = replace(view, place=MENU)
    if isinstance(heard, Said):
        heard = understand(heard, show(view, Step(view.place)), say)
    if isinstance(heard, Unclear) and _may_stay(view):
        return Step(view.place, notes=(sentence_for(heard.kind),))
    if view.place.aside is not None:
        return _beside(view, heard)
    return _at_place(view, heard)


def _settled(view: View) -> View:
    """The view from the exact place, without what only another version of this program knows."""
    place = view.place
    if place.talk not in TALKS:
        place = MENU
    if place.aside and place.aside.talk not in ASIDES:
        place = replace(place, aside=None, before=None)
    if place is not view.place:
        view = replace(view, place=place)
    exact = TALKS[place.talk].settle(view)
    return view if exact is place else replace(view, place=exact)


def _may_stay(view: View) -> bool:
    """Whether nothing has to be read first."""
    return view.citizen.has_read_notice or view.place.talk == "welcome"


def _beside(view: View, heard: Heard) -> Step:
    """Heard while something else is told: nothing typed now may become an answer by mistake."""
    waiting = replace(view, place=replace(view.place, aside=None, before=None))
    match heard:
        case Wished(wish=Wish.BACK) if view.place.before:
            return Step(replace(view.place, aside=view.place.before, before=None))
        case Wished(wish=Wish.BACK | Wish.DONE | Wish.SKIP):
            return Step(waiting.place)
        case Said() if show(waiting, Step(waiting.place)).asks is not Asks.NOTHING:
            remark = _("Das haben wir nicht als Antwort gespeichert. Hier ist noch einmal Ihre Frage:")
            return Step(waiting.place, notes=(remark,))
        case Said() if _may_stay(view):
            return Step(view.place, notes=(NOT_UNDERSTOOD,))
        case _other:
            return _knowing_before(view.place, _at_place(waiting, heard))


def _knowing_before(place: Place, step: Step) -> Step:
    """The step with the way back to what was told before; who goes there by himself is back already."""
    if step.place.aside in (None, place.before):
        return step
    before = place.before if step.place.aside == place.aside else place.aside
    return replace(step, place=replace(step.place, before=before))


def _at_place(view: View, heard: Heard) -> Step:
    place = view.place
    if place == GONE and (isinstance(heard, Chose) or heard == Called("erase")):
        # Pressed twice: what it asked for is done, and nobody is greeted who has just been forgotten.
        return Step(place)
    if isinstance(heard, Called):
        return _through_door(view, heard)
    if not _may_stay(view):
        return Step(Place("welcome", then=Called(place.talk, place.item)))
    if isinstance(heard, Chose) and heard.mark != place.mark:
        return Step(place, notes=(_("Dieser Knopf gehört zu einem früheren Schritt. So ist es jetzt:"),))
    step = TALKS[place.talk].hear(view, heard)
    return _go_on(view, step) if any(isinstance(fact, NoticeRead) for fact in step.facts) else step


def _go_on(view: View, step: Step) -> Step:
    """After the notice: where the link led, else the menu."""
    knowing = replace(view, citizen=after(view.citizen, step.facts), place=MENU)
    onward = _through_door(knowing, view.place.then or Called("menu"))
    return replace(onward, facts=step.facts + onward.facts)


def _through_door(view: View, called: Called) -> Step:
    place = view.place
    if called.talk == HERE:
        return Step(place)
    if called.talk in ASIDES and (view.citizen.has_read_notice or not called.acts):
        return ASIDES[called.talk].hear(view, called)
    if not view.citizen.has_read_notice:
        return TALKS["welcome"].hear(view, called)
    if called.talk in TALKS and called.talk != "welcome":
        step = TALKS[called.talk].hear(replace(view, place=Place(called.talk, called.item)), called)
    else:
        step = Step(MENU, notes=(_("Diesen Link kennen wir nicht oder nicht mehr. Hier ist das Menü."),))
    if (place.talk, place.item) == (called.talk, called.item):
        return step
    return replace(step, notes=step.notes + TALKS[place.talk].on_leave(view))


def after(citizen: Citizen, facts: tuple[Fact, ...]) -> Citizen:
    """The citizen once these facts have happened."""
    for fact in facts:
        match fact:
            case NoticeRead(version=version):
                citizen = replace(citizen, notice=version)
            case LanguageChosen(language=language):
                citizen = replace(citizen, language=language)
            case PersonErased():
                citizen = Citizen(citizen.id, citizen.language)
            case DataRequested(day=day, number=number):
                citizen = replace(citizen, data_day=day, data_count=number)
            case _other:
                pass
    return citizen


def show(view: View, step: Step) -> Screen:
    """The screen a step leads to, its notes on top; `view` is as it stands after the step."""
    view = _settled(view)
    if aside := view.place.aside:
        screen = ASIDES[aside.talk].show(view, aside.item)
        screen = replace(screen, rows=(*screen.rows, (_way_back(view),)))
    else:
        screen = TALKS[view.place.talk].show(view)
    if not step.notes and not step.files:
        return screen
    notes = tuple(note(words) for words in step.notes)
    return replace(screen, lines=(*notes, *screen.lines), files=step.files)


def _way_back(view: View) -> Button:
    match view.place.talk:
        case "menu":
            return door(_("Zum Menü"), "menu")
        case "welcome":
            return door(_("Weiter"), HERE)
        case _other:
            return door(_("Weiter, wo Sie waren"), HERE)
