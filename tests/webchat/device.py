"""Somebody's device with a browser without JavaScript: reads the page, presses, types, keeps its cookie."""

import asyncio
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import aiohttp

from tests.html import NO_PAGE, read_page

Element = ElementTree.Element
OWN = {"Sec-Fetch-Site": "same-origin"}
MOST_REFRESHES = 100


def words(element: Element) -> str:
    """What stands in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


@dataclass
class Page:
    address: str
    status: int
    headers: dict[str, str]
    cookies: dict[str, Any]
    html: str

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @cached_property
    def root(self) -> Element:
        """The page as a tree. Raises html5lib's ParseError if it is not clean."""
        return read_page(self.html) if self.is_page else NO_PAGE

    def all(self, tag: str) -> list[Element]:
        return list(self.root.iter(tag))

    def find(self, tag: str) -> Element:
        return next(self.root.iter(tag))

    @property
    def text(self) -> str:
        """What is said and can be done, without what stands on every page."""
        return words(self.find("main"))

    @property
    def titles(self) -> list[str]:
        return [words(title) for title in self.all("h2")]

    @property
    def notes(self) -> list[str]:
        return [words(line) for line in self.all("p") if "note" in line.get("class", "").split()]

    @property
    def language(self) -> str | None:
        return self.find("html").get("lang")

    def links(self) -> dict[str, str]:
        return {words(link): link.get("href", "") for link in self.all("a")}

    def buttons(self) -> list[str]:
        """What can be pressed in the conversation."""
        return [words(each) for each in self.find("main").iter() if each.tag == "button" and each.get("name")]

    def button(self, label: str) -> Element:
        return next(each for each in self.all("button") if words(each) == label)

    def form_with(self, label: str) -> dict[str, str]:
        """What a press of the button sends."""
        button = self.button(label)
        form = next(form for form in self.all("form") if button in list(form.iter()))
        sent = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
        if button.get("name"):
            sent[button.get("name", "")] = button.get("value", "")
        return sent

    @property
    def field(self) -> Element:
        """The field for typed words."""
        return next(
            each for tag in ("input", "textarea") for each in self.all(tag) if each.get("id") == "text"
        )


class Device:
    """One browser with its own cookies, looking at a page."""

    def __init__(self, base: str, language: str = "de-DE,de;q=0.9") -> None:
        self.base = base
        self.session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"Accept-Language": language}
        )
        self.page: Page

    @property
    def cookie(self) -> str | None:
        """The number this device was given."""
        return next((cookie.value for cookie in self.session.cookie_jar if cookie.key == "stadtdialog"), None)

    async def ask(self, method: str, address: str, **more: Any) -> Page:
        """One request, no redirect followed."""
        headers = {**OWN, **more.pop("headers", {})}
        async with self.session.request(
            method, urljoin(self.base, address), headers=headers, allow_redirects=False, **more
        ) as answer:
            text = await answer.text()
            return Page(str(answer.url), answer.status, dict(answer.headers), dict(answer.cookies), text)

    async def open(self, address: str = "/", **more: Any) -> Page:
        """Opens a page, going where it leads."""
        return await self._follow(await self.ask("GET", address, **more))

    async def press(self, label: str, to: str = "/") -> Page:
        """Presses a button, or follows a link that looks like one."""
        await self.have_patience()
        links = self.page.links()
        if label in links:
            return await self.open(links[label])
        return await self.post(self.page.form_with(label), to)

    async def have_patience(self) -> None:
        """Does what the page of a slow answer does by itself: loads anew until the answer is there."""
        for _ in range(MOST_REFRESHES):
            if "Refresh" not in self.page.headers:
                return
            await asyncio.sleep(0.2)
            await self.open(self.page.address)

    async def type(self, text: str) -> Page:
        """Types and sends."""
        await self.have_patience()
        return await self.post({**self.page.form_with("Senden"), "text": text})

    async def post(self, fields: dict[str, str], to: str = "/") -> Page:
        """Sends a form and goes where it leads."""
        return await self._follow(await self.ask("POST", to, data=fields))

    async def _follow(self, page: Page) -> Page:
        while page.status == 303:
            page = await self.ask("GET", page.headers["Location"])
        assert page.root.tag == "html"
        self.page = page
        return page

    async def close(self) -> None:
        await self.session.close()
