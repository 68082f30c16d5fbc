"""Several pieces of news in one message, as a screen."""

from collections.abc import Sequence
from datetime import datetime

from dialogs.city.city import City
from dialogs.city.event import Stage
from dialogs.city.notification import EventNew, LastCall, News, WindowOpens
from dialogs.engine.screen import Button, Line, Screen, door, title
from dialogs.talks.event_words import tell_event
from dialogs.talks.told_window import find_open
from dialogs.text import Content, Words, _, n_

MOST_NEWS = 8
"""Pieces of news told at once: one screen of buttons on a small phone."""

Entry = tuple[Words, Words, str, str]
"""What is told, the label of the button, and where it leads."""


def tell_digest(city: City, news: Sequence[News], now: datetime) -> Screen | None:
    """Each in one line with a button; None if there is nothing left to tell."""
    entries = [entry for each in news if (entry := _entry(city, each, now))]
    if not entries:
        return None
    lines = [title(_("Neues für Sie"))]
    rows: list[tuple[Button, ...]] = []
    for number, (words, label, talk, to) in enumerate(entries[:MOST_NEWS], start=1):
        lines.append(Line(_("{number}. {words}", number=number, words=words)))
        rows.append((door(_("{number}. {title}", number=number, title=label), talk, to),))
    if len(entries) > MOST_NEWS:
        more = n_("Und noch {count} Neuigkeit.", "Und noch {count} Neuigkeiten.", len(entries) - MOST_NEWS)
        lines.append(Line(more))
        rows.append((door(_("Termine"), "events"), door(_("Zum Menü"), "menu")))
    return Screen(tuple(lines), (*rows, (door(_("Mitteilungen abschalten"), "notices"),)))


def _entry(city: City, news: News, now: datetime) -> Entry | None:
    match news:
        case EventNew(event=slug):
            event = city.events.get(slug)
            if event is None or event.cancelled or event.at(now) is not Stage.COMING:
                return None
            return _("Neuer Termin: {event}", event=tell_event(event)), Content(event.title), "event", slug
        case WindowOpens(slug=slug, of=of) | LastCall(slug=slug, of=of):
            published = find_open(city, of, slug, now)
            if published is None:
                return None
            body = published.newest
            name = Content(body.title)
            if isinstance(news, LastCall):
                words: Words = _("Bald zu Ende: {title}", title=name)
            else:
                words = _("Neu: {title}", title=name)
            if body.closes:
                words = _("{words}, bis {when}", words=words, when=body.closes)
            return words, name, of, slug
        case _other:
            return None
