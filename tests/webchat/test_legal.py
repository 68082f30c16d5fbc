"""Imprint, privacy and accessibility: linked from every page, with or without texts of the city."""

from dataclasses import replace

from dialogs.city.project import Legal
from storage import definitions, items
from storage.city import PROJECT
from tests.sample import NOW, both
from tests.webchat.conftest import CITY, Chat

PAGES = {"Impressum": "/impressum", "Datenschutz": "/datenschutz", "Barrierefreiheit": "/barrierefreiheit"}
OWN = Legal(
    imprint=both("**Stadt Neustadt**, Rathaus", "**Town of Neustadt**, town hall"),
    privacy=both("Alles *sicher*.", "All *safe*."),
    accessibility={"de": "Fast alles geht."},
    feedback="barrieren@neustadt.example",
)


async def publish(chat: Chat, legal: Legal) -> None:
    async with chat.database.write() as connection:
        item = await items.find_item(connection, "project", PROJECT)
        assert item
        body = definitions.dump(replace(CITY, legal=legal))
        await items.publish(connection, item.id, body, None, NOW)


async def test_every_page_leads_to_them_for_strangers_and_others(chat: Chat) -> None:
    for device in (chat.device(), await chat.somebody()):
        for address in ("/", "/vergessen", *PAGES.values(), "/gibt-es-nicht"):
            page = await device.open(address)
            assert page.links().items() >= PAGES.items(), address
        for title, address in PAGES.items():
            assert (await device.open(address)).titles == [title]
            assert device.page.find("title").text == f"{title} – Lautrer Stadtdialog"
            assert not device.page.buttons()
    assert chat.devices[0].cookie is None


async def test_every_page_in_leichte_sprache_says_that_nobody_has_checked_it(chat: Chat) -> None:
    unchecked = "Noch keine Prüf·gruppe hat unsere Texte in Leichter Sprache gelesen."
    for address in ("/", "/datenschutz"):
        for language, is_said in (("simple", True), ("en", False)):
            [footer] = (await chat.device().open(f"{address}?lang={language}")).all("footer")
            assert (unchecked in "".join(footer.itertext())) is is_said


async def test_without_texts_of_the_city_they_say_what_is_known(chat: Chat) -> None:
    device = chat.device()
    imprint = await device.open("/impressum")
    assert "Verantwortlich: Team Stadtdialog" in imprint.text
    assert "Frau Muster" in imprint.text
    privacy = await device.open("/datenschutz")
    for sentence in ("Wir möchten Ihre Meinung wissen.", "höchstens 7 Tage", "30 Tage lang", "Cookie"):
        assert sentence in privacy.text
    barriers = await device.open("/barrierefreiheit")
    assert "Eine unabhängige Stelle hat es noch nicht geprüft." in barriers.text
    assert "Telefon: 0631 000000" in barriers.text


async def test_the_whole_register_stands_below_the_privacy_notice(chat: Chat) -> None:
    page = await chat.device("en").open("/datenschutz")
    [details] = page.all("details")
    entries = ["".join(entry.itertext()) for entry in details.iter("li")]
    assert len(entries) > 40
    assert all("Grundlage: " in entry and "Dauer: " in entry for entry in entries)
    assert any("Schutz vor massenhaften Versuchen" in entry for entry in entries)
    assert not any("wer sich anmelden darf" in entry for entry in entries)
    assert "This list exists in German only." in page.text


async def test_the_city_says_it_in_its_own_words(chat: Chat) -> None:
    await publish(chat, OWN)
    device = chat.device("en")
    page = await device.open("/impressum")
    assert page.text == "Imprint Town of Neustadt, town hall"
    assert [strong.text for strong in page.all("strong")] == ["Town of Neustadt"]
    page = await device.open("/datenschutz")
    assert page.text.startswith("Privacy All safe.")
    page = await device.open("/barrierefreiheit?lang=simple")
    assert page.language == "de-simple"
    assert page.titles == ["Barriere·freiheit"]
    assert "[Nicht in Leichter Sprache] Fast alles geht." in page.text
    assert page.text.endswith("barrieren@neustadt.example")


async def test_they_are_told_in_the_chat_too_before_anything_is_stored(chat: Chat) -> None:
    device = chat.device()
    page = await device.open("/?start=imprint")
    assert page.titles == ["Impressum"]
    await device.press("Datenschutz")
    device = await chat.somebody()
    page = await device.type("/datenschutz")
    assert page.titles == ["Datenschutz"]
