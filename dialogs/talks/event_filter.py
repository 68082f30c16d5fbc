"""Which events are shown: coming or past, of one project or district, which page; as it stands in doors."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dialogs.city.event import Event
from dialogs.city.subscription import key_of
from dialogs.engine.screen import Button, Line, Screen, door, title
from dialogs.text import Quote, Text, _

CHOICES_A_PAGE = 16

_PAST, _CHOOSE = "past", "choose"
_ITEM = re.compile(r"(past|choose)?-?(\d{1,4})?(?:-?([pd])-([a-z0-9-]{1,32}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown, and `choosing` if it is the list of what can be chosen."""

    past: bool = False
    choosing: bool = False
    page: int = 1
    project: str = ""
    district: str = ""

    @property
    def item(self) -> str:
        """How it is named in doors and links."""
        first = _PAST if self.past else _CHOOSE if self.choosing else ""
        page = str(self.page) if self.page > 1 else ""
        chosen = f"p-{self.project}" if self.project else f"d-{self.district}" if self.district else ""
        return "-".join(part for part in (first, page, chosen) if part)

    @property
    def is_part(self) -> bool:
        """Whether only those of one project or district are shown."""
        return bool(self.project or self.district)

    def has(self, event: Event) -> bool:
        """Whether an event belongs to what was chosen."""
        of_project = not self.project or self.project == key_of(event.project)
        return of_project and (not self.district or self.district == key_of(event.district))


def read(item: str) -> Shown:
    """What such a name means; anything else is everything that is coming."""
    found = _ITEM.fullmatch(item)
    if found is None:
        return Shown()
    first, page, kind, key = found.groups()
    return Shown(
        past=first == _PAST,
        choosing=first == _CHOOSE,
        page=max(int(page or 1), 1),
        project=key if kind == "p" else "",
        district=key if kind == "d" else "",
    )


def _names(names: Iterable[str]) -> dict[str, str]:
    """Key → name, in the order of names; who writes one differently means the same."""
    found: dict[str, str] = {}
    for name in sorted(names, key=str.casefold):
        if key := key_of(name):
            found.setdefault(key, name)
    return found


def can_choose(events: Iterable[Event]) -> bool:
    """Whether there is anything by which they could be told apart."""
    return any(event.project or event.district for event in events)


def tell_chosen(shown: Shown, events: Iterable[Event]) -> Text | None:
    """Of what project or district they are."""
    for event in events:
        if shown.project and key_of(event.project) == shown.project:
            return _("Vorhaben: {project}", project=Quote(event.project))
        if shown.district and key_of(event.district) == shown.district:
            return _("Stadtteil: {district}", district=Quote(event.district))
    return None


def choose(shown: Shown, events: Iterable[Event]) -> Screen:
    """Every project and district there is."""
    there = list(events)
    rows = [
        (door(_("Vorhaben: {project}", project=Quote(name)), "events", Shown(project=key).item),)
        for key, name in _names(event.project for event in there).items()
    ]
    rows += [
        (door(_("Stadtteil: {district}", district=Quote(name)), "events", Shown(district=key).item),)
        for key, name in _names(event.district for event in there).items()
    ]
    last = max(-(-len(rows) // CHOICES_A_PAGE), 1)
    page = min(shown.page, last)
    lines = (title(_("Welche Termine möchten Sie sehen?")), Line(_("Bitte wählen Sie.")))
    part = rows[(page - 1) * CHOICES_A_PAGE : page * CHOICES_A_PAGE]
    turn = turning(replace(shown, page=page), last)
    return Screen(lines, (*part, *turn, (door(_("Alle Termine"), "events"),)))


def turning(shown: Shown, last: int) -> list[tuple[Button, ...]]:
    """The ways to the pages before and behind."""
    turn = []
    if shown.page > 1:
        turn.append(door(_("Vorherige Seite"), "events", replace(shown, page=shown.page - 1).item))
    if shown.page < last:
        turn.append(door(_("Nächste Seite"), "events", replace(shown, page=shown.page + 1).item))
    return [tuple(turn)] if turn else []
