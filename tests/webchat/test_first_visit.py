"""A stranger comes: nothing is stored, no cookie is set, until "Verstanden, weiter"."""

from zoneinfo import ZoneInfo

from bot.webchat import languages
from dialogs.text import Text
from locales.translator import translator
from tests.webchat.conftest import NOTICE, Chat


def in_english(sentence: str) -> str:
    return translator("en", ZoneInfo("Europe/Berlin")).plain(Text(sentence))


TABLES = ("citizens", "inbox", "outbox", "throttles")


async def test_looking_around_leaves_no_trace(chat: Chat) -> None:
    device = chat.device()
    page = await device.open("/?start=survey-beteiligung")
    assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
    assert "Verantwortlich: Team Stadtdialog" in page.text
    for label in ("Sprache · Language", "✓Deutsch", "Hilfe", "Über das Vorhaben", "Wen kann ich fragen?"):
        await device.press(label)
    assert device.page.titles == ["Wen kann ich fragen?"]
    assert device.cookie is None
    assert [await chat.count(table) for table in TABLES] == [0, 0, 0, 0]


async def test_the_link_is_kept_on_every_detour(chat: Chat) -> None:
    device = chat.device()
    await device.open("/?start=survey-beteiligung")
    for label in ("Hilfe", "Weiter", "Über das Vorhaben", "Termine", "Sprache · Language", "English"):
        await device.press(label)
    assert device.page.language == "en"
    page = await device.press(in_english("Verstanden, weiter"))
    assert page.language == "en"
    assert page.find("title").text == "Having a say – Lautern City Dialogue"


async def test_from_the_link_to_the_first_stored_answer_in_four_steps(chat: Chat) -> None:
    device = chat.device()
    await device.open("/?start=survey-beteiligung")
    await device.press("Verstanden, weiter")
    await device.press("Anfangen")
    await device.press("Ja")
    assert await chat.count("answers") == 1


async def test_without_a_link_the_menu_follows(chat: Chat) -> None:
    device = await chat.somebody()
    assert device.page.titles == ["Was möchten Sie tun?"]
    assert "Umfrage: Mitreden" in device.page.buttons()


async def test_a_link_nobody_knows_leads_to_the_menu_with_a_word(chat: Chat) -> None:
    for start in ("survey-gibts-nicht", "🙂", "x" * 3000, "survey-" + "y" * 60):
        device = chat.device()
        await device.open("/?start=" + start)
        page = await device.press("Verstanden, weiter")
        assert page.titles == ["Was möchten Sie tun?"]
        assert len(page.notes) == 1


async def test_a_link_to_help_or_a_language_leads_only_there(chat: Chat) -> None:
    device = chat.device()
    page = await device.open("/?start=help")
    assert page.titles == ["Hilfe"]
    page = await device.press("Weiter")
    assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
    page = await device.open("/?start=language-en")
    assert page.language == "en"
    await device.press(in_english("Verstanden, weiter"))
    assert await chat.rows("SELECT language FROM citizens") == [("en",)]


async def test_what_a_stranger_types_into_addresses_harms_nobody(chat: Chat) -> None:
    device = chat.device()
    for query in ("lang=xx&show=nirgends&note=egal", "show=survey-beteiligung", "lang=&start=&show=&note="):
        page = await device.open("/?" + query)
        assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
        assert page.language == "de"


async def test_every_page_says_whose_it_is_and_is_not(chat: Chat) -> None:
    device = chat.device()
    for address in ("/", "/?show=help", "/datenschutz", "/vergessen", "/gibt-es-nicht"):
        page = await device.open(address)
        assert page.find("h1").text == "Lautrer Stadtdialog"
        assert NOTICE in page.html


async def test_the_language_is_the_browsers(chat: Chat) -> None:
    for asked, spoken in (("en-GB,en;q=0.9,de;q=0.5", "en"), ("xx", "de"), ("tr,de;q=0.3,en;q=0.7", "en")):
        page = await chat.device(asked).open()
        assert page.language == spoken


def test_wishes_nobody_can_read_are_passed_over() -> None:
    assert languages.asked_for("") == "de"
    assert languages.asked_for(";;;,,q=1,de;q=nan,en;q=x") == "de"
    assert languages.asked_for("fr," * 5000 + "en") == "de"


async def test_the_cookie_is_the_only_identity_and_stored_as_a_digest(chat: Chat) -> None:
    device = chat.device()
    await device.open()
    answer = await device.ask("POST", "/", data=device.page.form_with("Verstanden, weiter"))
    cookie = answer.cookies["stadtdialog"]
    assert len(cookie.value) == 64
    assert cookie["httponly"] is True
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert cookie["max-age"] == str(180 * 24 * 3600)
    [(address,)] = await chat.rows("SELECT DISTINCT who FROM inbox")
    dump = str(await chat.rows("SELECT * FROM inbox"))
    assert cookie.value not in dump
    assert address not in cookie.value


async def test_a_browser_that_refuses_cookies_is_told_so(chat: Chat) -> None:
    device = chat.device()
    await device.open("/?start=survey-beteiligung")
    answer = await device.ask("POST", "/", data=device.page.form_with("Verstanden, weiter"))
    device.session.cookie_jar.clear()
    page = await device.open(answer.headers["Location"])
    assert page.titles == ["Guten Tag! Hier ist der Stadtdialog."]
    [note] = page.notes
    assert note.startswith("Ihr Browser hat das Cookie nicht angenommen.")
    page = await device.press("Verstanden, weiter")
    assert page.titles == ["Mitreden"]
    assert page.address == device.base


async def test_the_privacy_notice_can_be_read_at_any_time(chat: Chat) -> None:
    device = chat.device()
    page = await device.open("/datenschutz")
    assert page.titles == ["Datenschutz"]
    assert "Verantwortlich: Team Stadtdialog" in page.text
    assert "Cookie" in page.text
    assert not page.buttons()
