"""A real browser for the tests: the system's own, which is never downloaded."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    async_playwright,
    expect,
)

PATIENCE = 60_000
"""Milliseconds a page may take, and what is expected of it: a busy machine is no mistake of ours."""

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str:
    """The browser named by CHROMIUM, else the one on PATH. Raises LookupError if there is none."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        raise LookupError("No Chromium on this machine. On Debian: apt install chromium")
    return path


@dataclass
class Window:
    """A browser window, and everything it did that it should not do."""

    page: Page
    context: BrowserContext
    abroad: list[str] = field(default_factory=list)
    """Addresses outside this machine that were asked for."""
    complaints: list[str] = field(default_factory=list)
    """What stands in the console: errors of scripts, what the security policy refused."""


@asynccontextmanager
async def window(width: int = 390, *, scripts: bool = True, **more: Any) -> AsyncIterator[Window]:
    """An open window of a fresh browser; it has to have stayed at home and content."""
    arguments = ["--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        context = await browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="de-DE", **more
        )
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        opened = Window(await context.new_page(), context)
        _watch(opened)
        yield opened
        await browser.close()
    assert not opened.abroad, opened.abroad
    assert not opened.complaints, opened.complaints


def _watch(opened: Window) -> None:
    def note_request(request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            opened.abroad.append(request.url)

    def note_answer(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            opened.complaints.append(f"{response.status} {response.url}")

    def note_line(message: ConsoleMessage) -> None:
        # Chromium repeats here what answers have failed; pages may fail on purpose, their parts may not.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            opened.complaints.append(message.text)

    opened.context.on("request", note_request)
    opened.context.on("response", note_answer)
    opened.page.on("console", note_line)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
