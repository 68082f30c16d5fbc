"""How long staff wait for their pages in a city of a hundred thousand: processor time of the server."""

import asyncio
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from tests.admin_web.browser import Browser
from tests.fakes.telegram.fake import TOKEN

from .contestants import CITIES, command, run
from .guideline import SLUG
from .processes import BotProcess, running

PASSWORD = "grüne Bänke am Fackelbrunnen"  # noqa: S105 (of an account that lives for a minute)
PAGES = ("/moderation", "", "/guidelines", f"/guidelines/{SLUG}", f"/guidelines/{SLUG}/comments")
VIEWS = 10
PATIENCE_SECONDS = 30.0


async def measure_pages() -> dict[str, tuple[float, float]]:
    """Seconds of processor time by page: of its first view, and of a further one at the average."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        grown = CITIES[-1]
        grown.prepare(folder)
        environment = grown.environment(folder, "http://127.0.0.1:9", TOKEN)
        base = f"http://127.0.0.1:{environment['STADTDIALOG_PORT']}/"
        async with running(command("admin"), environment, folder) as office:
            await _until_open(base)
            browser = Browser(base)
            await browser.open(urlsplit(run(folder, "user", "add", "Bench").decode().strip()).path)
            await browser.send("Passwort speichern", password=PASSWORD, again=PASSWORD)
            await browser.send("Anmelden", name="Bench", password=PASSWORD)
            measured = {page: await _measure(browser, office, f"/admin{page}") for page in PAGES}
            await browser.close()
    return measured


async def _measure(browser: Browser, office: BotProcess, page: str) -> tuple[float, float]:
    before = office.processor_seconds()
    opened = await browser.open(page)
    if opened.status != 200:
        raise RuntimeError(f"{page}: status {opened.status}")
    first = office.processor_seconds()
    for _ in range(VIEWS):
        await browser.open(page)
    return first - before, (office.processor_seconds() - first) / VIEWS


async def _until_open(base: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS), aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(f"{base}healthz"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)
