"""What the city tells many people, as a screen: its words, its file, where it leads, how to switch it off."""

from collections.abc import Sequence
from dataclasses import replace

from dialogs.city.broadcast import Broadcast
from dialogs.city.subscription import ANNOUNCEMENTS
from dialogs.engine.attachment import Document, Picture, PublicPage
from dialogs.engine.screen import Button, Line, Screen, door, hint, note, title
from dialogs.text import Content, Text, _

LABELS: dict[str, Text] = {
    "survey": _("Zur Umfrage"),
    "guideline": _("Zur Leitlinie"),
    "section": _("Zum Abschnitt"),
    "event": _("Zum Termin"),
    "events": _("Alle Termine"),
    "project": _("Über das Vorhaben"),
}
"""What stands on the button, by the talk it leads to."""


def show(broadcast: Broadcast, file: Picture | Document | None = None, page: str = "") -> Screen:
    """The screen, the same for everybody; all its buttons are doors.

    `file` is what the broadcast brings along; `page` the address where everybody can read it, if any.
    """
    lines = (title(Content(broadcast.title)), Line(Content(broadcast.text, rich=True)), _why(broadcast))
    rows = [*onward(broadcast.leads_to), *_read_elsewhere(page)]
    if not broadcast.service:
        rows.append((door(_("Ankündigungen abschalten"), "notices", f"{ANNOUNCEMENTS}.stop"),))
    return Screen(lines, tuple(rows), files=(file,) if file else ())


def as_test(screen: Screen) -> Screen:
    """The same for somebody who looks at it before it goes out."""
    mark = note(_("Nur eine Probe: Außer Ihnen hat das niemand bekommen."))
    return replace(screen, lines=(mark, *screen.lines))


def _why(broadcast: Broadcast) -> Line:
    """Why somebody gets it."""
    if broadcast.service:
        return hint(_("Das bekommen Sie, weil Sie sich angemeldet haben."))
    return hint(_("Das bekommen Sie, weil Sie Ankündigungen eingeschaltet haben."))


def onward(leads_to: str) -> Sequence[tuple[Button, ...]]:
    """The button that leads where an announcement does, if it leads anywhere."""
    talk, _, item = leads_to.partition("-")
    label = LABELS.get(talk)
    return [(door(label, talk, item),)] if label else []


def _read_elsewhere(page: str) -> Sequence[tuple[Button, ...]]:
    """The public page; what cannot open it leads to the menu."""
    return [(door(_("Im Internet lesen"), "menu", brings=PublicPage(page)),)] if page else []
