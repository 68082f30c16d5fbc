"""A browser without JavaScript: opens pages, reads their forms, presses their buttons."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import aiohttp
from yarl import URL

from tests.html import NO_PAGE, read_page

OWN = {"Sec-Fetch-Site": "same-origin"}
Element = ElementTree.Element


@dataclass
class Form:
    action: str
    method: str
    fields: list[tuple[str, str]]
    buttons: list[str]


@dataclass
class Page:
    address: str
    status: int
    headers: dict[str, str]
    html: str

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @cached_property
    def root(self) -> Element:
        """The page as a tree. Raises html5lib's ParseError if it is not clean."""
        return read_page(self.html) if self.is_page else NO_PAGE

    @property
    def text(self) -> str:
        """What a person reads, on one line."""
        return words(self.root)

    @property
    def heading(self) -> str:
        return words(self.find("h1"))

    @property
    def said(self) -> str:
        return " ".join(words(each) for each in self.all("p") if each.get("role") == "status")

    @property
    def mistakes(self) -> list[str]:
        return [words(each) for each in self.all("p") if "error" in each.get("class", "").split()]

    @property
    def rows(self) -> list[list[str]]:
        bodies = [row for body in self.all("tbody") for row in body.iter("tr")]
        return [[words(cell) for cell in row] for row in bodies]

    def all(self, tag: str) -> list[Element]:
        return list(self.root.iter(tag))

    def find(self, tag: str) -> Element:
        return next(self.root.iter(tag))

    def links(self) -> dict[str, str]:
        return {words(a): a.get("href", "") for a in self.all("a")}

    def value(self, name: str) -> str:
        return dict(pair for form in self.forms() for pair in form.fields)[name]

    def forms(self) -> list[Form]:
        return [_form(each, self.address) for each in self.all("form")]

    def form(self, button: str) -> Form:
        return next(form for form in self.forms() if button in form.buttons)


INLINE = {"a", "b", "bdi", "code", "em", "span", "strong", "time", "title"}


def words(element: Element) -> str:
    """What stands in an element, on one line."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield ("" if child.tag in INLINE else " ") + (child.tail or "")


def _form(element: Element, address: str) -> Form:
    fields = []
    for each in element.iter():
        name = each.get("name")
        if each.tag == "textarea" and name:
            fields.append((name, each.text or ""))
        elif each.tag == "select" and name:
            chosen = [option for option in each.iter("option") if option.get("selected") is not None]
            fields += [(name, option.get("value", "")) for option in chosen]
        elif each.tag == "input" and name:
            if each.get("type") in ("radio", "checkbox") and each.get("checked") is None:
                continue
            fields.append((name, each.get("value", "")))
    action = urljoin(address, element.get("action", ""))
    return Form(
        action, element.get("method", "get"), fields, [words(button) for button in element.iter("button")]
    )


class Browser:
    """One person's browser: its own cookies, its own page."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.page: Page

    async def ask(self, method: str, address: str | URL, **more: Any) -> Page:
        """One request, no redirect followed; a URL is sent as it is spelt."""
        url = address if isinstance(address, URL) else urljoin(self.base, address)
        headers = {**OWN, **more.pop("headers", {})}
        async with self.session.request(
            method, url, headers=headers, allow_redirects=False, **more
        ) as answer:
            # A file is no page, and nobody reads its bytes here.
            html = await answer.text(errors="replace")
            return Page(str(answer.url), answer.status, dict(answer.headers), html)

    async def open(self, address: str, **more: Any) -> Page:
        """Opens a page, going where it leads."""
        return await self._follow(await self.ask("GET", address, **more))

    async def send(self, button: str, **typed: str | list[str]) -> Page:
        """Fills in the form with this button and presses it."""
        return await self._follow(await self.press(button, **typed))

    async def press(self, button: str, **typed: str | list[str]) -> Page:
        """The same, but stays with the first answer."""
        return await self.hand_in(self.page.form(button), **typed)

    async def hand_in(self, form: Form, **typed: str | list[str]) -> Page:
        data = [pair for pair in form.fields if pair[0] not in typed]
        for name, value in typed.items():
            data += [(name, each) for each in (value if isinstance(value, list) else [value])]
        return await self.ask(form.method, form.action, data=aiohttp.FormData(data))

    async def _follow(self, page: Page) -> Page:
        while page.status in (302, 303):
            page = await self.ask("GET", page.headers["Location"])
        assert page.root.tag == "html"
        self.page = page
        return page

    async def close(self) -> None:
        await self.session.close()
