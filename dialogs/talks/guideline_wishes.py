"""What somebody wishes to be told of a guideline by itself: switched on and off, and told."""

from datetime import datetime

from dialogs.city.city import City, PublishedGuideline
from dialogs.city.facts import WishChosen, WishTakenBack
from dialogs.city.notification import NextSection
from dialogs.city.window import Moment
from dialogs.city.wish import HOUR, WishKind, may_wish
from dialogs.engine import buttons
from dialogs.engine.place import Place
from dialogs.engine.screen import Button, Line, Screen, door, hint, title
from dialogs.engine.talk import Step, View
from dialogs.text import Content, Text, _

LABELS: dict[WishKind, Text] = {
    WishKind.DAILY: _("Jeden Tag ein Abschnitt"),
    WishKind.WEEK_BEFORE: _("Erinnern: eine Woche vor dem Ende"),
    WishKind.THREE_DAYS_BEFORE: _("Erinnern: drei Tage vor dem Ende"),
    WishKind.DAY_BEFORE: _("Erinnern: einen Tag vor dem Ende"),
}

_ON: dict[WishKind, Text] = {
    WishKind.DAILY: _(
        "Ab morgen bekommen Sie hier jeden Tag um {hour} Uhr den nächsten Abschnitt.", hour=HOUR
    ),
    WishKind.WEEK_BEFORE: _("Wir erinnern Sie eine Woche vor dem Ende."),
    WishKind.THREE_DAYS_BEFORE: _("Wir erinnern Sie drei Tage vor dem Ende."),
    WishKind.DAY_BEFORE: _("Wir erinnern Sie einen Tag vor dem Ende."),
}
WHERE = _(
    "Auf Telegram kommt dann eine Nachricht. "
    "Auf der Internetseite lesen Sie es, wenn Sie die Seite wieder öffnen."
)
_OFF: dict[WishKind, Text] = {
    WishKind.DAILY: _("Abgeschaltet. Sie bekommen keine Abschnitte mehr."),
    WishKind.WEEK_BEFORE: _("Abgeschaltet. Eine Woche vor dem Ende erinnern wir Sie nicht."),
    WishKind.THREE_DAYS_BEFORE: _("Abgeschaltet. Drei Tage vor dem Ende erinnern wir Sie nicht."),
    WishKind.DAY_BEFORE: _("Abgeschaltet. Einen Tag vor dem Ende erinnern wir Sie nicht."),
}

SWITCHES = {f"{kind}-{way}": (kind, way == "on") for kind in LABELS for way in ("on", "off")}
"""What a switch does is said in it, so that one pressed twice does not undo what it did."""


def rows(view: View, published: PublishedGuideline) -> list[tuple[Button, ...]]:
    """A switch for each wish that can still come true."""
    chosen = view.wishes(published.slug)
    read = view.reading(published.slug).sections
    return [
        (Button(label, buttons.step(view.place.mark, _deed(kind, on=kind not in chosen)), kind in chosen),)
        for kind, label in LABELS.items()
        if may_wish(kind, published, read, view.now, view.zone)
    ]


def _deed(kind: WishKind, *, on: bool) -> str:
    return f"{kind}-{'on' if on else 'off'}"


def switch(view: View, published: PublishedGuideline, deed: str) -> Step:
    """On or off, as the button says; what is so already stays so."""
    kind, on = SWITCHES[deed]
    if not on:
        return switch_off(view, published, view.place, kind)
    # What was typed in time and came late promises nothing that is past.
    now, read = view.arrived or view.now, view.reading(published.slug).sections
    if not may_wish(kind, published, read, now, view.zone):
        return Step(view.place, notes=(_("Das geht jetzt nicht mehr."),))
    if kind in view.wishes(published.slug):
        return Step(view.place, notes=(_ON[kind],))
    return Step(view.place, (WishChosen(published.slug, kind),), (_ON[kind], WHERE))


def switch_off(view: View, published: PublishedGuideline, there: Place, kind: WishKind) -> Step:
    """Off, even if it is so already, and to a place of this guideline."""
    chosen = kind in view.wishes(published.slug)
    facts = (WishTakenBack(published.slug, kind),) if chosen else ()
    return Step(there, facts, (_OFF[kind],))


def tell_next(city: City, news: NextSection, now: datetime) -> Screen | None:
    """Today's section, with the way to it and the switch; None if it is too late for it."""
    published = city.guidelines.get(news.guideline)
    section = published.newest.section(news.section) if published else None
    if published is None or section is None or published.at(now) is not Moment.OPEN:
        return None
    guideline = published.newest
    here = _(
        "Abschnitt {number} von {total}: {title}",
        number=guideline.position(section.number),
        total=len(guideline.sections),
        title=Content(section.title),
    )
    lines = (title(_("Ihr Abschnitt für heute")), Line(here), hint(Content(guideline.title)))
    return Screen(
        lines,
        (
            (door(_("Weiterlesen"), "section", f"{published.slug}-{section.number}"),),
            (door(_("Abschalten"), "daily", published.slug),),
        ),
    )
