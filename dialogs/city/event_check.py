"""Finds every mistake in an event before it is published, each with its place and a sentence for staff."""

from collections.abc import Iterator

from dialogs.city.event import Event
from dialogs.city.item_check import check_slug, check_years
from dialogs.city.passages import LONGEST_TITLE, Missing, Passage, check_text, find_missing
from dialogs.city.questions.kind import Problem
from dialogs.text import staff

LONGEST_ABOUT = 3_000
"""Characters of what it is about: with the rest of its screen it fits into one message."""

LONGEST_MINUTES = 20_000
"""Characters of minutes: on Telegram five messages."""

LONGEST_LINE = {"place": 100, "address": 200, "project": 60, "district": 60}
"""Characters of what stands on one line; names of projects and districts also stand on buttons."""

MOST_SEATS = 100_000


def walk(event: Event) -> Iterator[Passage]:
    """Every text of an event, in the order in which people meet them."""
    yield Passage(("title",), event.title, LONGEST_TITLE, required=True, named=True)
    yield Passage(("about",), event.about, LONGEST_ABOUT)
    yield Passage(("minutes",), event.minutes, LONGEST_MINUTES)


def missing_translations(event: Event) -> list[Missing]:
    """Its texts that some people will read in another language than theirs."""
    return find_missing(walk(event))


def check(event: Event) -> list[Problem]:
    """All mistakes of an event; empty if it can be published."""
    found = [*check_slug(event.slug)]
    for passage in walk(event):
        found += check_text(passage)
    found += check_years(starts=event.starts, ends=event.ends)
    if event.ends and event.ends <= event.starts:
        found.append(Problem(("ends",), staff("Das Ende liegt nicht nach dem Beginn.")))
    return found + _check_lines(event) + _check_spot(event) + _check_seats(event)


def _check_lines(event: Event) -> list[Problem]:
    found: list[Problem] = []
    for name, most in LONGEST_LINE.items():
        line: str = getattr(event, name)
        if len(line) > most:
            sentence = staff("{count} Zeichen. Hier passen {most}.", count=len(line), most=most)
            found.append(Problem((name,), sentence))
        if line and name in ("project", "district") and not any(char.isalnum() for char in line):
            found.append(Problem((name,), staff("Bitte auch Buchstaben oder Ziffern schreiben.")))
    return found


def _check_spot(event: Event) -> list[Problem]:
    found: list[Problem] = []
    if (event.lat is None) != (event.lon is None):
        found.append(Problem(("lat",), staff("Breite und Länge gehören zusammen.")))
    for name, degrees, most in (("lat", event.lat, 90), ("lon", event.lon, 180)):
        # Written so that "nan" fails too.
        if degrees is not None and not -most <= degrees <= most:
            found.append(Problem((name,), staff("Möglich ist {least} bis {most}.", least=-most, most=most)))
    return found


def _check_seats(event: Event) -> list[Problem]:
    if event.capacity is None:
        return []
    if not event.signup:
        sentence = staff("Plätze werden nur gezählt, wenn man sich anmelden kann.")
        return [Problem(("capacity",), sentence)]
    if not 1 <= event.capacity <= MOST_SEATS:
        return [Problem(("capacity",), staff("Möglich sind 1 bis {most} Plätze.", most=str(MOST_SEATS)))]
    return []
