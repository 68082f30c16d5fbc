"""The screens on which somebody chooses what to be told by itself."""

from collections.abc import Mapping

from dialogs.city.quiet import NEVER, QuietHours
from dialogs.city.subscription import (
    ANNOUNCEMENTS,
    EVENTS,
    OF_DISTRICT,
    OF_PROJECT,
    WINDOWS,
    Rhythm,
    key_of,
)
from dialogs.engine import buttons
from dialogs.engine.screen import Button, Line, Screen, door, hint, item, title
from dialogs.engine.talk import View
from dialogs.talks.guideline_wishes import WHERE
from dialogs.text import Content, Text, Words, _

NAMES_A_PAGE = 40
"""Projects or districts shown at once: more buttons are refused by messengers."""

MOST_REMINDED = 8
"""Ways to events shown at once: those that come first."""

_TOPICS: tuple[tuple[str, Text], ...] = (
    (ANNOUNCEMENTS, _("Ankündigungen der Stadt")),
    (EVENTS, _("Alle neuen Termine")),
    (WINDOWS, _("Umfragen und Leitlinien: Anfang und Ende")),
)
_RHYTHMS: dict[Rhythm, Text] = {
    Rhythm.AT_ONCE: _("Neues sofort"),
    Rhythm.DAILY: _("Neues einmal am Tag, um 17 Uhr"),
    Rhythm.WEEKLY: _("Neues einmal in der Woche, montags um 17 Uhr"),
}
_HOURS: dict[str, Text] = {
    "city": _("Nachts Ruhe, zu den Zeiten der Stadt"),
    "late": _("Ruhe von 22 bis 7 Uhr"),
    "never": _("Keine Ruhezeit"),
}
_HEADS: dict[str, Text] = {
    OF_PROJECT: _("Neue Termine nach Vorhaben"),
    OF_DISTRICT: _("Neue Termine nach Stadtteil"),
}


def names(view: View, kind: str) -> dict[str, str]:
    """Projects or districts by their keys: those events name, and those that are switched on."""
    named = [event.project if kind == OF_PROJECT else event.district for event in view.city.events.values()]
    chosen = [topic.removeprefix(kind) for topic in view.notices().topics if topic.startswith(kind)]
    found = {key: key for key in sorted(chosen)} | {key_of(name): name for name in sorted(named)}
    found.pop("", None)
    return dict(sorted(found.items()))


_ONWARD = (door(_("Alle Mitteilungen"), "notices"), door(_("Zum Menü"), "menu"))

STEPS = {OF_PROJECT: "projects", OF_DISTRICT: "districts"}
"""Where they are switched; behind a dot follows the page."""

_SIGNS = {OF_PROJECT: "project", OF_DISTRICT: "district"}
"""How they are named in buttons, which are short."""


def topic_of(view: View, name: str) -> str | None:
    """The topic a button names; None if it is not among those there are."""
    sign, _dot, key = name.partition(".")
    if not key:
        return name if name in dict(_TOPICS) else None
    return next(
        (f"{kind}{key}" for kind, its in _SIGNS.items() if its == sign and key in names(view, kind)), None
    )


def switches(view: View) -> Screen:
    """The topics, the ways to more, what is reminded of, and everything off."""
    mine = view.notices()
    lines = [
        title(_("Mitteilungen")),
        Line(_("Wovon möchten Sie von uns hören? Tippen Sie es an. Noch einmal tippen schaltet es ab.")),
        hint(WHERE),
    ]
    reminders = [words for about in mine.reminders if (words := _name(view, *about))]
    if reminders:
        lines.append(Line(_("Außerdem erinnern wir Sie an:")))
        lines += [item(words) for words in reminders]
    rows: list[tuple[Button, ...]] = [
        (_switch(view, label, topic, on=topic in mine.topics),) for topic, label in _TOPICS
    ]
    for kind, step in STEPS.items():
        if names(view, kind):
            rows.append((_press(view, _HEADS[kind], f"go.{step}"),))
    rows.append((_press(view, _("Wie oft und wann"), "go.times"),))
    rows += _reminded(view)
    if mine.topics or mine.reminders:
        rows.append((_press(view, _("Alles aus"), "off"),))
    return Screen(tuple(lines), (*rows, (door(_("Zum Menü"), "menu"),)))


def _reminded(view: View) -> list[tuple[Button, ...]]:
    """The ways to the events somebody is reminded of, where that is switched off again."""
    slugs = {slug for kind, slug in view.notices().reminders if kind == "event"}
    events = [event for event in view.city.events.values() if event.slug in slugs]
    events.sort(key=lambda event: (event.starts, event.slug))
    return [
        (door(_("Zum Termin: {title}", title=Content(event.title)), "event", event.slug),)
        for event in events[:MOST_REMINDED]
    ]


def narrower(view: View, kind: str, page: str) -> Screen:
    """A switch for each project or district, on pages; a page that is not there becomes one that is."""
    topics, named = view.notices().topics, [*names(view, kind).items()]
    last = max(-(-len(named) // NAMES_A_PAGE), 1)
    number = min(max(int(page), 1), last) if page.isascii() and page.isdecimal() else 1
    rows: list[tuple[Button, ...]] = [
        (_switch(view, Content({"de": name}), f"{_SIGNS[kind]}.{key}", on=f"{kind}{key}" in topics),)
        for key, name in named[(number - 1) * NAMES_A_PAGE : number * NAMES_A_PAGE]
    ]
    turn = [
        _press(view, label, f"go.{STEPS[kind]}.{to}")
        for label, to in ((_("Vorherige Seite"), number - 1), (_("Nächste Seite"), number + 1))
        if 1 <= to <= last
    ]
    rows += [tuple(turn)] if turn else []
    lines = [title(_HEADS[kind])]
    if EVENTS in topics:
        lines.append(Line(_("Sie bekommen schon alle neuen Termine.")))
    return Screen(tuple(lines), (*rows, _ONWARD))


def times(view: View, quiet: Mapping[str, QuietHours | None]) -> Screen:
    """How often, and when not."""
    mine = view.notices()
    rows = [
        (_toggle(view, label, f"rhythm.{rhythm}", on=rhythm is mine.rhythm),)
        for rhythm, label in _RHYTHMS.items()
    ]
    rows += [
        (_toggle(view, label, f"quiet.{name}", on=quiet[name] == mine.quiet),)
        for name, label in _HOURS.items()
    ]
    if mine.quiet and mine.quiet not in quiet.values():
        rows.append((_toggle(view, name_hours(mine.quiet), "quiet.own", on=True),))
    lines = [
        title(_("Wie oft und wann")),
        Line(_("Neue Termine und Umfragen können wir sammeln und zusammen melden.")),
    ]
    quiet_means = (
        Line(_("In der Ruhezeit melden wir nichts, was warten kann.")),
        hint(
            _(
                "Erinnerungen, die Sie gewählt haben, und Änderungen kommen auch in der Ruhezeit, "
                "aber ohne Ton."
            )
        ),
    )
    lines += [] if mine.quiet == NEVER else quiet_means
    lines.append(
        Line(
            _("Eine andere Ruhezeit? Schreiben Sie sie einfach, zum Beispiel „22-6“ oder „von 9 bis 17 Uhr“.")
        )
    )
    return Screen(tuple(lines), (*rows, _ONWARD))


def name_hours(hours: QuietHours) -> Words:
    """Quiet hours of one's own, by the clock."""
    starts, ends = (f"{at // 60}:{at % 60:02}" for at in (hours.starts, hours.ends))
    return _("Ruhe von {starts} bis {ends} Uhr", starts=starts, ends=ends)


def _switch(view: View, label: Words, name: str, *, on: bool) -> Button:
    return _toggle(view, label, f"{'out' if on else 'on'}.{name}", on=on)


def _toggle(view: View, label: Words, value: str, *, on: bool) -> Button:
    return Button(label, buttons.step(view.place.mark, value), on)


def _press(view: View, label: Words, value: str) -> Button:
    return Button(label, buttons.step(view.place.mark, value))


def _name(view: View, kind: str, slug: str) -> Words | None:
    """What somebody is reminded of, as far as it is still there."""
    match kind:
        case "guideline" if slug in view.city.guidelines:
            return Content(view.city.guidelines[slug].newest.title)
        case "survey" if slug in view.city.surveys:
            return Content(view.city.surveys[slug].newest.title)
        case "event" if slug in view.city.events:
            return Content(view.city.events[slug].title)
        case _gone:
            return None
