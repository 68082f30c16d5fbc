"""An editor writes an announcement: in three languages, for whom, with what is wrong beside its field."""

from dataclasses import replace

from dialogs.city.broadcast import Audience, Broadcast, BroadcastState
from storage import broadcasts
from tests.admin_web import surveys
from tests.admin_web.broadcasting import AT, begun, draft, put_event, stored
from tests.admin_web.browser import Browser, words
from tests.admin_web.conftest import ADMIN, EDITOR, House
from tests.admin_web.surveys import save
from tests.admin_web.test_attach_file import bring
from tests.broadcasts import ANNOUNCEMENT, meet
from tests.files import PNG

HOSTILE = "<script>alert(1)</script> {{7*7}}"


async def test_without_any_there_is_a_word_on_how_to_begin(editor: Browser, viewer: Browser) -> None:
    page = await editor.open(AT)
    assert page.heading == "Ankündigungen"
    assert "Es gibt noch keine Ankündigung." in page.text
    assert page.links()["Neue Ankündigung"] == f"{AT}/_new"
    assert "Neue Ankündigung" not in (await viewer.open(AT)).links()


async def test_a_new_one_with_everything(house: House, editor: Browser) -> None:
    await surveys.publish(house)
    await editor.open(f"{AT}/_new")
    page = await save(
        editor,
        title__de=f" {HOSTILE} ",
        title__en="The market",
        text__de="**Ab Montag.**",
        leads_to="survey-beteiligung",
        shows__de="Der Markt",
        topic="windows",
        not_in="beteiligung",
        de="y",
        simple="y",
        spread_minutes="60",
        author="Frau Berger",
    )
    assert page.said == "Der Entwurf ist gespeichert. Gesendet ist noch nichts."
    assert page.heading == HOSTILE
    assert not page.all("script")
    found = await stored(house)
    assert found.broadcast == Broadcast(
        {"de": HOSTILE, "en": "The market"},
        {"de": "**Ab Montag.**"},
        leads_to="survey-beteiligung",
        shows={"de": "Der Markt"},
        audience=Audience("windows", ("de", "de@simple"), not_in="beteiligung"),
        spread_minutes=60,
    )
    assert (found.author, found.state) == (EDITOR, BroadcastState.DRAFT)
    assert [words.text for words in page.all("strong")] == ["Ab Montag."]
    assert "die noch nicht abgegeben haben: Mitreden" in page.text
    assert await house.told() == [f"{EDITOR} | broadcast created | {HOSTILE} (Ankündigung 1) | "]
    page = await editor.open(f"{AT}/1/edit")
    assert (page.value("title-de"), page.value("topic"), page.value("not_in")) == (
        HOSTILE,
        "windows",
        "beteiligung",
    )
    assert {"de", "simple"} <= {name for name, _ in page.form("Speichern").fields}


async def test_what_is_wrong_stands_beside_its_field(house: House, editor: Browser) -> None:
    await editor.open(f"{AT}/_new")
    page = await save(
        editor, text__en="Only English", spread_minutes="zehn", leads_to="survey-nix", service="y"
    )
    assert page.status == 422
    assert page.value("text-en") == "Only English"
    for sentence in (
        "Bitte schreiben Sie die Überschrift auf Deutsch.",
        "Das ist keine Zahl.",
        "Bitte wählen Sie etwas aus der Liste.",
    ):
        assert any(sentence in mistake for mistake in page.mistakes), sentence
    assert "geht nur, was einen Termin betrifft" in page.text
    assert await house.told() == []


async def test_what_is_not_translated_is_said_before_it_goes_out(house: House, editor: Browser) -> None:
    await meet(house.database, "1")
    at = await draft(house)
    for address in (at, f"{at}/send"):
        page = await editor.open(address)
        assert "Noch nicht übersetzt" in page.text
        assert [words(each) for each in page.all("details")] == [
            "Englisch: 1 Text fehlt Text",
            "Leichte Sprache: 2 Texte fehlen Überschrift Text",
        ]
    await bring(editor, at, PNG, "markt.png")
    await editor.open(f"{at}/edit")
    texts = {"title__simple": "Der Markt", "text__simple": "Ab Montag.", "text__en": "From Monday."}
    page = await save(editor, **texts, shows__de="Stände", shows__en="Stalls")
    assert [words(each) for each in page.all("details")] == [
        "Leichte Sprache: 1 Text fehlt Was auf dem Bild zu sehen ist"
    ]
    assert "Noch nicht übersetzt" not in (await editor.open(await begun(house))).text


async def test_to_those_who_signed_up(house: House, editor: Browser) -> None:
    await put_event(house)
    page = await editor.open(f"{AT}/_new?event=fest")
    assert (page.value("leads_to"), page.value("signed_up_for")) == ("event-fest", "fest")
    page = await save(editor, title__de="Wir fangen später an", text__de="Um 19 Uhr.")
    broadcast = (await stored(house)).broadcast
    assert (broadcast.service, broadcast.audience) == (True, Audience(signed_up_for="fest"))
    assert "alle, die etwas vom Termin wissen müssen" in page.text
    for address in (f"{AT}/_new?event=nix", f"{AT}/_new?event=%3Cb%3E", f"{AT}/_new"):
        assert (await editor.open(address)).value("signed_up_for") == ""


async def test_what_was_chosen_stays_offered_when_it_is_gone(house: House, editor: Browser) -> None:
    broadcast = replace(ANNOUNCEMENT, leads_to="survey-weg", audience=Audience(took_part_in="weg"))
    at = await draft(house, broadcast)
    page = await editor.open(f"{at}/edit")
    assert (page.value("leads_to"), page.value("took_part_in")) == ("survey-weg", "weg")
    page = await save(editor, title__de="Neu")
    assert (await stored(house)).broadcast == replace(broadcast, title={**ANNOUNCEMENT.title, "de": "Neu"})
    assert "Der Knopf führt zu nichts Veröffentlichtem." in page.text
    assert "Senden …" not in page.links()


async def test_the_second_of_two_editors_loses_nothing(house: House, editor: Browser, admin: Browser) -> None:
    at = await draft(house)
    await editor.open(f"{at}/edit")
    await admin.open(f"{at}/edit")
    await save(admin, title__de="Ihre")
    page = await save(editor, title__de="Meine")
    assert page.status == 409
    assert [row for row in page.rows if row[0].startswith("Überschrift")] == [
        ["Überschrift › Deutsch", "Meine", "Ihre"]
    ]
    page = await save(editor)
    found = await stored(house, at)
    assert (found.broadcast.title["de"], found.author) == ("Meine", EDITOR)
    assert [line.split(" | ")[0] for line in await house.told()] == [ADMIN, EDITOR]


async def test_what_is_no_draft_any_more_is_not_changed(house: House, editor: Browser) -> None:
    at = await draft(house)
    form = (await editor.open(f"{at}/edit")).form("Speichern")
    async with house.database.write() as connection:
        await broadcasts.plan(connection, 1, 1, None, 0, house.now)
    assert (await editor.hand_in(form)).headers["Location"] == at
    assert "kein Entwurf mehr" in (await editor.open(at)).said
    for page in ("edit", "attachment", "send"):
        assert (await editor.ask("GET", f"{at}/{page}")).headers["Location"] == at
    assert (await stored(house, at)).broadcast == ANNOUNCEMENT


async def test_pressed_twice_it_is_one(house: House, editor: Browser) -> None:
    form = (await editor.open(f"{AT}/_new")).form("Speichern")
    typed = {"title-de": "Einmal", "text-de": "Nur einmal."}
    pages = [await editor.hand_in(form, **typed) for _ in range(2)]
    assert [page.headers["Location"] for page in pages] == [f"{AT}/1"] * 2
    async with house.database.read() as connection:
        assert await broadcasts.count_broadcasts(connection, tuple(BroadcastState)) == 1
    assert len(await house.told()) == 1


async def test_there_is_none(editor: Browser) -> None:
    for address in (f"{AT}/7", f"{AT}/7/edit", f"{AT}/7/preview", f"{AT}/7/file", f"{AT}/7/correct"):
        assert (await editor.open(address)).status == 404
