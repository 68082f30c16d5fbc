"""Takes the pictures of the documentation from the real demo: `make screens`.

City and people are always the same, so a picture changes only when the program does. What differs between
two starts, dates and receipts, is left out of the pictures or written over.
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from playwright.async_api import Page

from tests.packaging.checkout import ROOT
from tests.porch.program import Program
from tests.porch.test_demo import READY, find_link
from tests.webchat.chromium import window
from tests.webchat.device import Device, words

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 150_000
"""Bytes a picture may have: a page of documentation should not be a burden on a phone."""

PHONE, DESKTOP = 390, 1120
SURVEY = "beteiligung"
RECEIPT = "K7M3Q-X9TW4"
PASSWORD = "drei Birken am Fluss"
SEND = {"de": "Senden", "en": "Send"}
GUIDELINE = "leitlinien"
EVENT = "werkstatt"
DAYS = {
    "Beginn:": "21. März 2024, 18:00 Uhr",
    "Ende:": "21. März 2024, 20:00 Uhr",
    "Erinnerung:": "20. März 2024, 18:00 Uhr",
}
"""What an event says of its days, wherever the demo has moved it to."""
COMMENTS = (
    (2, "Gut so. Bitte laden Sie auch die Vereine in den Ortsteilen ein, nicht nur die in der Innenstadt."),
    (2, "Rufen Sie mich an: 0631 1234567. Ich kenne viele, die noch nie gefragt wurden."),
    (2, "Was hilft Menschen ohne Internet? Ein Brief an alle Haushalte wäre ein Anfang."),
    (7, "Acht Wochen sind lang. Sagen Sie wenigstens nach vier Wochen, wie weit Sie sind."),
)
"""What people write on which section."""

THEMES = ("Radwege", "Grünflächen", "Schulhöfe", "Busse am Abend", "Innenstadt", "Spielplätze", "")
WISHES = (
    "Dass man erfährt, was daraus geworden ist.",
    "Einfache Sprache und kurze Texte.",
    "Termine am Abend, damit auch Berufstätige kommen können.",
    "Früh fragen, nicht erst, wenn alles entschieden ist.",
    "",
    "",
)
"""What people type; nothing means that they skip the question."""


async def main() -> None:
    """Takes all pictures. Ends with an error if one is too large."""
    with _demo() as (address, link):
        for number in range(1, 41):
            await _take_part(address, number)
        for section, words in COMMENTS:
            await _comment(address, section, words)
        async with _opened(PHONE, 1.35) as page:
            await _show_chat(page, address)
        async with _opened(PHONE, 1.1) as page:
            await _show_section(page, address)
        async with _opened(PHONE, 1.1) as page:
            await _show_event(page, address)
        async with _opened(DESKTOP, 1) as page:
            await _show_office(page, address, link)
            await _show_moderation(page, address)
    too_large = [file.name for file in FOLDER.glob("*.png") if file.stat().st_size > LARGEST]
    if too_large:
        sys.exit(f"More than {LARGEST} bytes: {', '.join(too_large)}")


@contextmanager
def _demo() -> Iterator[tuple[str, str]]:
    """The demo in a folder that is gone afterwards: its address, and the one-time link to its admin page."""
    with tempfile.TemporaryDirectory(prefix="stadtdialog-") as folder:
        program = Program(Path(folder), ["demo"], {})
        try:
            told = program.until_it_says(READY)
            yield f"http://127.0.0.1:{program.port}", find_link(told)
        finally:
            program.kill()


@asynccontextmanager
async def _opened(width: int, scale: float) -> AsyncIterator[Page]:
    async with window(
        width, device_scale_factor=scale, color_scheme="light", reduced_motion="reduce"
    ) as opened:
        yield opened.page


async def _take_picture(page: Page, name: str, height: int) -> None:
    """The upper part of a page, as somebody sees it who has just come there."""
    width = page.viewport_size["width"] if page.viewport_size else PHONE
    await page.set_viewport_size({"width": width, "height": height})
    await page.screenshot(path=FOLDER / f"{name}.png")
    sys.stdout.write(f"{FOLDER / name}.png\n")


# Everybody who takes part


def _way_of(number: int) -> list[str]:
    """What one person presses, by the ends of the codes, and types, after a > each."""
    chance = random.Random(number)  # noqa: S311  the same people every time
    often = chance.choices(["nie", "einmal", "mehrmals", "oft", "unklar"], [12, 8, 6, 2, 3])[0]
    reasons = chance.sample(["unbekannt", "zeit", "termin", "sprache", "wirkung"], chance.randint(1, 2))
    ways = chance.sample(["chat", "chat", "internet", "treffen", "infostand", "post"], 2)
    part = chance.choice(["innenstadt", "innenstadt", "kernstadt", "kernstadt", "erfenbach", "morlautern"])
    way = ["understood", "start", f"a.{chance.choice(['yes', 'yes', 'no'])}", f"a.{often}"]
    if often == "nie":
        way += [*(f"+{reason}" for reason in reasons), "done"]
    way += [*(f"+{each}" for each in dict.fromkeys(ways)), "done", f"a.{chance.choice('1223334445')}"]
    way.append(f">{chance.choice(['3', '5', '5', '5', '8', '10', '10', '15'])}")
    theme, wish = chance.choice(THEMES), chance.choice(WISHES)
    way += [f">{theme}"] if theme else ["skip"]
    way += [f">{wish}", "done"] if wish else ["skip"]
    way += [f"a.{part}", "hand_in"]
    # Every eighth stops somewhere on the way, as people do.
    return way if number % 8 else way[: chance.randint(4, len(way) - 1)]


async def _take_part(address: str, number: int) -> None:
    language = "en" if number % 5 == 0 else "de"
    device = Device(address, language)
    try:
        await device.open(f"/?start=survey-{SURVEY}")
        for step in _way_of(number):
            if step.startswith(">"):
                typed = {**device.page.form_with(SEND[language]), "text": step[1:]}
                await device.post(typed)
            else:
                await device.press(_label(device, step))
    finally:
        await device.close()


async def _comment(address: str, section: int, words: str) -> None:
    device = Device(address, "de")
    try:
        await device.open(f"/?start=section-{GUIDELINE}-{section}")
        for label in ("Verstanden, weiter", "Ja", "Anregung schreiben"):
            await device.press(label)
        await device.post({**device.page.form_with(SEND["de"]), "text": words})
        await device.press("Fertig")
    finally:
        await device.close()


def _label(device: Device, step: str) -> str:
    for button in device.page.find("main").iter("button"):
        if button.get("value", "").endswith(f":{step}"):
            return words(button)
    raise LookupError(f"no button for {step}: {device.page.text}")


# What is shown


async def _press(page: Page, label: str) -> None:
    await page.get_by_role("button", name=label).first.click()


async def _type(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.locator("#text").locator("xpath=ancestor::form").get_by_role("button").click()


async def _show_chat(page: Page, address: str) -> None:
    """On a phone: the first page, a question, the same in Leichte Sprache, the receipt."""
    await page.goto(f"{address}/?start=survey-{SURVEY}")
    await _take_picture(page, "chat-first-page", 1000)
    for label in ("Verstanden, weiter", "Anfangen", "Ja", "Einmal", "Im Chat", "Bei einem Workshop"):
        await _press(page, label)
    await _take_picture(page, "chat-question", 900)
    await _press(page, "Sprache")
    await _press(page, "Leichte Sprache")
    await _take_picture(page, "chat-leichte-sprache", 900)
    await _press(page, "Sprache")
    await _press(page, "Deutsch")
    for label in ("Im Chat", "Fertig", "3"):
        await _press(page, label)
    await _type(page, "5")
    for label in ("Überspringen", "Überspringen", "Innenstadt", "Abgeben"):
        await _press(page, label)
    await page.locator("code").evaluate("(element, text) => { element.textContent = text }", RECEIPT)
    await _take_picture(page, "chat-receipt", 844)


async def _show_section(page: Page, address: str) -> None:
    """On a phone: a section of a guideline, with one's vote."""
    await page.goto(f"{address}/?start=section-{GUIDELINE}-2")
    # To the next and back again: what is said right after the vote names a date.
    for label in ("Verstanden, weiter", "Ja", "Weiter", "Zurück"):
        await _press(page, label)
    await _take_picture(page, "chat-section", 1180)


async def _show_event(page: Page, address: str) -> None:
    """On a phone: an event one is signed up for, with a reminder; its days written over."""
    await page.goto(f"{address}/?start=signup-{EVENT}")
    for label in ("Verstanden, weiter", "Anmelden", "Erinnern: einen Tag vorher", "Menü", "Termine"):
        await _press(page, label)
    await page.get_by_role("button", name="Workshop zu den Leitlinien").click()
    for begin, day in DAYS.items():
        line = page.locator("main p", has_text=begin).last
        await line.evaluate("(element, text) => { element.textContent = text }", f"{begin} {day}")
    for button in await page.get_by_role("button", name="eine Woche vorher").all():
        # Offered or not, as the day of the picture will have it.
        await button.evaluate("element => element.parentElement.remove()")
    await _take_picture(page, "chat-event", 1180)


async def _show_office(page: Page, address: str, link: str) -> None:
    """The admin page: a question in three languages, the answers."""
    await page.goto(link)
    await page.get_by_label("Ihr Name").fill("Frau Berger")
    for label in ("Neues Passwort", "Passwort wiederholen"):
        await page.get_by_label(label).fill(PASSWORD)
    await page.locator("main form button").click()
    await page.get_by_label("Name").fill("Frau Berger")
    await page.get_by_label("Passwort").fill(PASSWORD)
    await page.locator("main form button").click()
    survey = f"{address}/admin/surveys/{SURVEY}"
    await page.goto(f"{survey}/questions/wege")
    await _take_picture(page, "admin-question", 900)
    await page.goto(f"{survey}/answers")
    await _take_picture(page, "admin-answers", 1440)


async def _show_moderation(page: Page, address: str) -> None:
    """What waits for the moderation, the day written over."""
    await page.goto(f"{address}/admin/moderation")
    for hint in await page.locator(".case > .hint").all():
        await hint.evaluate("element => { element.lastChild.textContent = ' · 8. März 2024' }")
    await _take_picture(page, "admin-moderation", 900)


if __name__ == "__main__":
    asyncio.run(main())
