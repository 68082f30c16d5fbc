"""Notices: what somebody wants to be told by itself, how often and when; everything off with one press."""

from collections.abc import Iterable

from dialogs.city.facts import Fact
from dialogs.city.facts_notices import (
    AllSwitchedOff,
    QuietHoursChosen,
    RemindersStopped,
    RhythmChosen,
    TopicChosen,
    TopicDropped,
)
from dialogs.city.quiet import NEVER, QuietHours, understand_hours
from dialogs.city.subscription import FAMILIES, Rhythm, family_of
from dialogs.engine.heard import Called, Chose, Heard, Said, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Screen
from dialogs.engine.talk import Step, Talk, View
from dialogs.engine.wants import MyNotices, Want
from dialogs.talks import notices_screens as screens
from dialogs.talks.menu import MENU
from dialogs.text import Text, _

NOTICES = Place("notices")

ALL_OFF = "all.off"
"""The door that switches everything off."""

STOP = "stop"
"""What a door does behind the name of a topic: it goes off with all narrower ones."""

REMINDED = ("guideline", "survey")
"""What a door does behind a slug: no reminders of this thing any more."""

QUIET: dict[str, QuietHours | None] = {"city": None, "late": QuietHours(22 * 60, 7 * 60), "never": NEVER}
"""Quiet hours that can be chosen: those of the city, from ten to seven, none."""

EVERYTHING_OFF = _(
    "Alles ist aus. Wir melden uns nur noch, wenn wir Ihnen antworten, "
    "und zu Terminen, zu denen Sie angemeldet sind oder bei denen Sie waren."
)
REMINDED_NO_MORE = _("Abgeschaltet. Daran erinnern wir Sie nicht mehr.")
_NOTHING_CHANGED = _(
    "Abgeschaltet haben wir nichts. Alles auf einmal schalten Sie ab mit den Worten „alles aus“."
)
_ON = _("Eingeschaltet. Sie können es hier jederzeit abschalten.")
_STOPPED: dict[str, Text] = {
    "announcements": _("Abgeschaltet. Ankündigungen der Stadt bekommen Sie nicht mehr."),
    "events": _("Abgeschaltet. Von neuen Terminen erfahren Sie hier nichts mehr."),
    "windows": _("Abgeschaltet. Anfang und Ende von Umfragen und Leitlinien melden wir nicht mehr."),
}


def wants(_place: Place) -> tuple[Want, ...]:
    """What is switched on."""
    return (MyNotices(),)


def hear(view: View, heard: Heard) -> Step:
    """A switch, a way to more switches, or a door that switches something off at once."""
    match heard:
        case Called(item=item):
            return _through_door(view, item)
        case Chose(value=value):
            return _press(view, value)
        case Wished(wish=Wish.BACK | Wish.DONE) if view.place.step:
            return Step(NOTICES)
        case Wished(wish=Wish.PAUSE):
            return Step(MENU, notes=(_NOTHING_CHANGED,))
        case Wished():
            return Step(MENU)
        case Said(text=text) if view.place.step == "times":
            return _own_hours(view, text)
        case _other:
            return Step(view.place, notes=(_("Bitte tippen Sie auf einen Knopf."),))


def _through_door(view: View, item: str) -> Step:
    name, _dot, deed = item.partition(".")
    match deed:
        case "off":
            return Step(NOTICES, (AllSwitchedOff(),), (EVERYTHING_OFF,))
        case "stop" if name in FAMILIES:
            return _stop(view, name)
        case kind if kind in REMINDED:
            return Step(NOTICES, (RemindersStopped(kind, name),), (REMINDED_NO_MORE,))
        case _only_looks:
            return Step(NOTICES)


def _stop(view: View, family: str) -> Step:
    """Off with a topic and all narrower ones, even if it is so already."""
    chosen = sorted(topic for topic in view.notices().topics if family_of(topic) == family)
    return Step(NOTICES, _dropped(chosen), (_STOPPED[family],))


def _dropped(topics: Iterable[str]) -> tuple[Fact, ...]:
    return tuple(TopicDropped(topic) for topic in topics)


def _press(view: View, value: str) -> Step:
    place, mine = view.place, view.notices()
    match value.partition("."):
        case ("off", _, _):
            return Step(place, (AllSwitchedOff(),), (EVERYTHING_OFF,))
        case ("go", _, step):
            return Step(Place("notices", step=step))
        case ("on" | "out", _, topic):
            return _switch(view, topic, on=value.startswith("on"))
        case ("rhythm", _, rhythm) if rhythm in list(Rhythm) and rhythm != mine.rhythm:
            return Step(place, (RhythmChosen(Rhythm(rhythm)),))
        case ("quiet", _, name) if name in QUIET and QUIET[name] != mine.quiet:
            return Step(place, (QuietHoursChosen(QUIET[name]),))
        case _same:
            return Step(place)


def _own_hours(view: View, text: str) -> Step:
    """Quiet hours that were typed: not everybody sleeps at night."""
    hours = understand_hours(text)
    if hours is None:
        sorry = _("Diese Zeiten haben wir nicht verstanden. Bitte schreiben Sie zum Beispiel „22-6“.")
        return Step(view.place, notes=(sorry,))
    facts = () if hours == view.notices().quiet else (QuietHoursChosen(hours),)
    return Step(view.place, facts, (_("Von jetzt an gilt: {hours}.", hours=screens.name_hours(hours)),))


def _switch(view: View, name: str, *, on: bool) -> Step:
    """On or off, as the button says: one pressed twice does not undo what it did."""
    topic = screens.topic_of(view, name)
    if topic is None:
        return Step(view.place)
    chosen = topic in view.notices().topics
    if on:
        return Step(view.place, () if chosen else (TopicChosen(topic),), (_ON,))
    note = _STOPPED[topic] if topic in _STOPPED else _("Abgeschaltet.")
    return Step(view.place, (TopicDropped(topic),) if chosen else (), (note,))


def show(view: View) -> Screen:
    """All switches, or those of one kind."""
    step, _dot, page = view.place.step.partition(".")
    for kind, its in screens.STEPS.items():
        if step == its:
            return screens.narrower(view, kind, page)
    return screens.times(view, QUIET) if step == "times" else screens.switches(view)


TALK = Talk("notices", hear, show, wants)
