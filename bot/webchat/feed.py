"""What the city has announced as an Atom feed (RFC 4287), for programs that look for news by themselves."""

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement, tostring

from aiohttp import web

from bot.webchat import languages
from bot.webchat.event_files import FRESH
from bot.webchat.site import Site, site_of
from bot.webchat.words import ANNOUNCEMENTS
from dialogs.city.city import City
from dialogs.text import LANGUAGES, Content, Words
from locales.translator import HTML_CODES, translator
from storage import broadcasts
from storage.broadcasts import Stored

MOST = 50
"""Entries: older ones stand on the pages."""

NAMESPACE = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


async def send_feed(request: web.Request) -> web.Response:
    """The feed in the language its address names; who has it already is told so."""
    site = site_of(request)
    async with site.town.database.read() as connection:
        city = (await site.town.cities.current(connection)).city
        found = await broadcasts.list_public(connection, MOST)
    content = make(site, city, found, languages.chosen(request.query.get("lang", "")) or LANGUAGES[0])
    tag = sha256(content).hexdigest()
    if any(each.value == tag for each in request.if_none_match or ()):
        response = web.Response(status=304)
    else:
        response = web.Response(body=content, content_type=TYPE, charset="utf-8")
    response.etag = tag
    response.headers["Cache-Control"] = FRESH
    return response


def make(site: Site, city: City, found: Sequence[Stored], language: str) -> bytes:
    """The feed as XML; what staff wrote can only become text in it."""
    speaker = translator(language, site.town.zone)
    home = f"{site.public_url.rstrip('/')}/mitteilungen"
    lang = f"?lang={languages.name_of(language)}"

    def say(parent: Element, name: str, words: Words | str, **attributes: str) -> None:
        text = words if isinstance(words, str) else speaker.plain(words)
        SubElement(parent, name, attributes).text = _NO_XML.sub("", text)

    feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": HTML_CODES[language]})
    say(feed, "title", f"{speaker.plain(Content(city.project.name))}: {speaker.plain(ANNOUNCEMENTS)}")
    say(feed, "id", home)
    say(feed, "updated", _stamp(max(map(_updated, found), default=site.now())))
    SubElement(feed, "link", {"rel": "self", "type": TYPE, "href": f"{home}.atom{lang}"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{home}{lang}"})
    say(SubElement(feed, "author"), "name", Content(city.project.name))
    for stored in found:
        entry = SubElement(feed, "entry")
        say(entry, "title", Content(stored.broadcast.title))
        say(entry, "id", f"{home}/{stored.id}")
        say(entry, "published", _stamp(stored.goes_out))
        say(entry, "updated", _stamp(_updated(stored)))
        SubElement(
            entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{home}/{stored.id}{lang}"}
        )
        say(entry, "content", Content(stored.broadcast.text, rich=True), type="text")
    content: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _updated(stored: Stored) -> datetime:
    return stored.corrected or stored.goes_out


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
