"""The button under what was told by itself that stops its kind; what it leads to has "Alles aus"."""

from dialogs.engine.screen import Button, door
from dialogs.text import Text, _

_LABELS: dict[str, Text] = {
    "announcements": _("Keine Ankündigungen mehr"),
    "events": _("Keine neuen Termine mehr"),
    "windows": _("Nicht mehr melden"),
}


def stop_topic(family: str) -> Button:
    """Switches off a topic with all narrower ones."""
    return door(_LABELS[family], "notices", f"{family}.stop")


def stop_reminders(kind: str, slug: str) -> Button:
    """Ends all reminders of a guideline or survey."""
    return door(_("Nicht mehr erinnern"), "notices", f"{slug}.{kind}")
