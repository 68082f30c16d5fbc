"""The addresses that lead straight into something: for e-mails, posters and QR codes."""

from dataclasses import dataclass
from datetime import datetime

from yarl import URL

from dialogs.city.window import Moment, Window
from storage.items import Item


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, and its address."""

    name: str
    address: str


def links_to(public_url: URL, payload: str, bot: str) -> list[Link]:
    """The link to the web page and, if the name of the bot is known, the one to Telegram."""
    start = {"start": payload}
    links = [Link("Webseite", str(public_url.with_path("/").with_query(start)))]
    if bot:
        links.append(Link("Telegram", str(URL(f"https://t.me/{bot}").with_query(start))))
    return links


def tell_when(noun: str, item: Item, window: Window, now: datetime) -> str:
    """What to know about the links as long as nobody can take part; empty while it is open."""
    match Moment.AFTER if item.closed else window.at(now):
        case Moment.BEFORE:
            return f"Die Links gelten erst, wenn die {noun} offen ist."
        case Moment.AFTER:
            return f"Die {noun} ist zu Ende. Wer einem Link folgt, erfährt das dort."
        case _open:
            return ""
