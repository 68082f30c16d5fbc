"""What the city has announced stands on pages and in a feed for everybody; its files are given to who may."""

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from dialogs.city.broadcast import Broadcast
from dialogs.city.upload import examine
from storage import attachments, broadcasts, broadcasts_course
from tests.broadcasts import ANNOUNCEMENT, begin, change, plan
from tests.files import PDF, PNG, digest
from tests.webchat.conftest import Chat

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<b>Fest</b> & {{7*7}} \uffff ]]>"


async def announce(chat: Chat, broadcast: Broadcast = ANNOUNCEMENT, **details: Any) -> int:
    """Something goes out."""
    id = await plan(chat.database, broadcast, now=chat.now, **details)
    await begin(chat.database, id, chat.now)
    return id


async def keep(chat: Chat, content: bytes, name: str) -> str:
    upload = examine(content, name)
    assert not hasattr(upload, "sentence")
    async with chat.database.write() as connection:
        return await attachments.keep(connection, upload, content, chat.now)


def parse(feed: str) -> ElementTree.Element:
    return ElementTree.fromstring(feed)  # noqa: S314  # our own answer


async def test_from_any_page_to_the_list_and_on(chat: Chat) -> None:
    for device in (chat.device(), await chat.somebody()):
        page = await device.open("/impressum")
        page = await device.open(page.links()["Ankündigungen"])
        assert page.titles == ["Ankündigungen"]
        assert "Bisher gibt es keine Ankündigung." in page.text
    id = await announce(chat, leads_to="survey-beteiligung")
    page = await device.open("/mitteilungen")
    assert "Der Markt zieht um 15. März 2024, 13:00" in page.text
    page = await device.open(page.links()["Der Markt zieht um"])
    assert page.address.endswith(f"/mitteilungen/{id}")
    assert page.titles == ["Der Markt zieht um"]
    assert "Ab Montag." in page.text and "Korrigiert" not in page.text
    page = await device.open(page.links()["Zur Umfrage"])
    assert page.titles == ["Mitreden"]
    page = await device.open("/mitteilungen")
    page = await device.open(page.links()["Ankündigungen hier im Chat bekommen"])
    assert "Mitteilungen" in page.titles


async def test_in_the_language_of_who_reads(chat: Chat) -> None:
    id = await announce(chat)
    page = await chat.device("en").open(f"/mitteilungen/{id}")
    assert (page.language, page.titles) == ("en", ["The market is moving"])
    assert "[German] Ab Montag." in page.text
    page = await chat.device().open(f"/mitteilungen/{id}?lang=simple")
    assert page.language == "de-simple"
    assert page.links()["Alle Ankündigungen"] == "/mitteilungen"


async def test_what_was_corrected_says_so_with_the_day(chat: Chat) -> None:
    id = await announce(chat)
    chat.wait(days=1)
    async with chat.database.write() as connection:
        stored = await broadcasts.find(connection, id)
        assert stored
        other = replace(ANNOUNCEMENT, text={"de": "Ab Dienstag."})
        assert await broadcasts_course.correct(connection, id, other, stored.revision, "Bo", chat.now)
    page = await chat.device().open(f"/mitteilungen/{id}")
    assert "Ab Dienstag." in page.text and "Ab Montag." not in page.text
    assert "15. März 2024, 13:00 Uhr Korrigiert: 16. März 2024, 13:00 Uhr" in page.text
    feed = parse((await chat.device().ask("GET", "/mitteilungen.atom")).html)
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2024-03-16T12:00:00+00:00"
    assert feed.findtext(f"{ATOM}entry/{ATOM}published") == "2024-03-15T12:00:00+00:00"


async def test_what_is_not_for_everybody_stands_nowhere(chat: Chat) -> None:
    hidden = [
        await plan(chat.database),
        await announce(chat, service=True),
        await plan(chat.database, planned=chat.now),
    ]
    async with chat.database.write() as connection:
        await broadcasts.withdraw(connection, hidden[2], chat.now)
    shown = await announce(chat, title={"de": '"service":true'})
    device = chat.device()
    page = await device.open("/mitteilungen")
    assert [href for href in page.links().values() if href[-1].isdigit()] == [f"/mitteilungen/{shown}"]
    for id in (*hidden, 99, "9" * 15, "x"):
        assert (await device.ask("GET", f"/mitteilungen/{id}")).status == 404
    feed = parse((await device.ask("GET", "/mitteilungen.atom")).html)
    assert [each.text for each in feed.iterfind(f"{ATOM}entry/{ATOM}title")] == ['"service":true']
    for state, status in (("stopped", 200), ("done", 200), ("planned", 404)):
        await change(chat.database, f"UPDATE broadcasts SET state = '{state}' WHERE id = {shown}")
        assert (await device.ask("GET", f"/mitteilungen/{shown}")).status == status


async def test_many_stand_on_several_pages(chat: Chat) -> None:
    for number in range(22):
        await announce(chat, title={"de": f"Nummer {number}"})
        chat.wait(minutes=1)
    device = chat.device()
    page = await device.open("/mitteilungen")
    assert next(link for link in page.links() if link.startswith("Nummer")) == "Nummer 21"
    page = await device.open(page.links()["Ältere"])
    assert [link for link in page.links() if link.startswith("Nummer")] == ["Nummer 1", "Nummer 0"]
    assert page.links()["Neuere"] == "/mitteilungen?page=1"
    for nonsense in ("0", "-1", "x", "²", "99999", "9999"):
        assert (await device.open(f"/mitteilungen?page={nonsense}")).status == 200


async def test_the_feed_is_valid_and_holds_words_as_words(chat: Chat) -> None:
    id = await announce(chat, title={"de": HOSTILE}, text={"de": "**Fett** [Link](https://a.example)"})
    device = chat.device()
    page = await device.open("/")
    [link] = [each for each in page.all("link") if each.get("rel") == "alternate"]
    assert link.get("type") == "application/atom+xml"
    answer = await device.ask("GET", link.get("href", ""))
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = parse(answer.html)
    home = "https://stadtdialog.example/mitteilungen"
    assert (feed.tag, feed.findtext(f"{ATOM}id")) == (f"{ATOM}feed", home)
    assert feed.findtext(f"{ATOM}title") == "Lautrer Stadtdialog: Ankündigungen"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Lautrer Stadtdialog"
    assert feed.findtext(f"{ATOM}updated") == "2024-03-15T12:00:00+00:00"
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"{home}/{id}"
    assert entry.findtext(f"{ATOM}title") == HOSTILE.replace("\uffff", "")
    assert entry.findtext(f"{ATOM}content") == "Fett Link"
    assert {each.get("href") for each in entry.iterfind(f"{ATOM}link")} == {f"{home}/{id}?lang=de"}
    again = await device.ask("GET", "/mitteilungen.atom", headers={"If-None-Match": answer.headers["Etag"]})
    assert (again.status, again.html) == (304, "")
    english = parse((await device.ask("GET", "/mitteilungen.atom?lang=en")).html)
    assert english.findtext(f"{ATOM}title") == "Lautern City Dialogue: Announcements"
    assert device.cookie is None


async def test_a_picture_and_a_document_are_given_out(chat: Chat) -> None:
    await keep(chat, PNG, "markt.png")
    await keep(chat, PDF, "plan.pdf")
    device = chat.device()
    picture, plan_ = f"/dateien/{digest(PNG)}/markt.png", f"/dateien/{digest(PDF)}/plan.pdf"
    draft = await plan(chat.database, attachment=digest(PNG))
    assert (await device.ask("GET", picture)).status == 404
    await begin(chat.database, draft, chat.now)
    page = await device.open(f"/mitteilungen/{draft}")
    [shown] = [image for image in page.all("img") if image.get("class") == "picture"]
    async with device.session.get(f"{chat.base.rstrip('/')}{shown.get('src')}") as answer:
        assert await answer.read() == PNG
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Content-Disposition"] == 'inline; filename="markt.png"'
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    page = await device.open(f"/mitteilungen/{await announce(chat, attachment=digest(PDF))}")
    assert page.links()["plan.pdf"] == plan_
    answer_ = await device.ask("GET", plan_)
    assert answer_.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    for wrong in (
        f"/dateien/{digest(PNG)}/plan.png",
        f"/dateien/{'0' * 64}/markt.png",
        "/dateien/x/markt.png",
    ):
        assert (await device.ask("GET", wrong)).status == 404


async def test_what_only_some_got_only_they_fetch(chat: Chat) -> None:
    await keep(chat, PNG, "markt.png")
    address = f"/dateien/{digest(PNG)}/markt.png"
    mine = await chat.somebody()
    await announce(chat, service=True, attachment=digest(PNG))
    other = await chat.somebody()
    async with mine.session.get(chat.base.rstrip("/") + address) as answer:
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert await answer.read() == PNG
    assert (await other.ask("GET", address)).status == 404
    assert (await chat.device().ask("GET", address)).status == 404


async def test_typed_words_after_an_announcement_get_the_menu_or_the_question(chat: Chat) -> None:
    device = await chat.somebody()
    await announce(chat)
    page = await device.type("Danke!")
    assert page.titles == ["Was möchten Sie tun?"]
