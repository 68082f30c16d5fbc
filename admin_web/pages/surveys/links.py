"""The addresses that lead straight into a survey: for e-mails, posters and QR codes."""

from dataclasses import dataclass
from datetime import datetime

from yarl import URL

from dialogs.city.city import PublishedSurvey
from dialogs.city.survey import Survey
from dialogs.city.window import Moment
from storage.items import Item


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, and its address."""

    name: str
    address: str


def links_to(public_url: URL, slug: str, bot: str) -> list[Link]:
    """The link to the web page and, if the name of the bot is known, the one to Telegram."""
    start = {"start": f"survey-{slug}"}
    links = [Link("Webseite", str(public_url.with_path("/").with_query(start)))]
    if bot:
        links.append(Link("Telegram", str(URL(f"https://t.me/{bot}").with_query(start))))
    return links


def tell_when(item: Item, newest: Survey, now: datetime) -> str:
    """What to know about the links as long as nobody can take part; empty while the survey is open."""
    match PublishedSurvey(item.slug, {item.version: newest}, item.closed).at(now):
        case Moment.BEFORE:
            return "Die Links gelten erst, wenn die Umfrage offen ist."
        case Moment.AFTER:
            return "Die Umfrage ist zu Ende. Wer einem Link folgt, erfährt das dort."
        case _open:
            return ""
