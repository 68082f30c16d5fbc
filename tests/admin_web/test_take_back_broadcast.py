"""What shall not go out is withdrawn or thrown away after a question; any announcement can be copied."""

from dataclasses import replace
from datetime import timedelta

from dialogs.city.broadcast import Audience, BroadcastState
from storage import attachments
from tests.admin_web.broadcasting import begun, buttons, draft, planned, stored
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import ADMIN, EDITOR, House
from tests.admin_web.test_attach_file import bring
from tests.broadcasts import ANNOUNCEMENT, meet
from tests.files import PNG


async def test_what_was_to_go_out_is_withdrawn(house: House, editor: Browser) -> None:
    await meet(house.database, "1")
    at = await planned(house, at=house.now + timedelta(days=1))
    page = await editor.open((await editor.open(at)).links()["Zurückziehen …"])
    assert page.heading == "Ankündigung zurückziehen?"
    assert "Der Markt zieht um" in page.text
    assert page.links()["Nein, behalten"] == at
    assert await house.told() == []
    form = page.form("Ja, zurückziehen")
    page = await editor.send("Ja, zurückziehen")
    assert (page.said, buttons(page)) == ("Sie ist zurückgezogen.", {"Kopieren"})
    assert (await editor.ask("GET", f"{at}/withdraw")).headers["Location"] == at
    for seen, said in (("2", "inzwischen eine andere"), ("3", "Dafür ist es zu spät")):
        assert (await editor.hand_in(form, seen=seen, form_key=seen * 22)).headers["Location"] == at
        assert said in (await editor.open(at)).said
    recall = form
    recall.action = f"{at}/recall"
    await editor.hand_in(recall, form_key="r" * 22)
    assert "Dafür ist es zu spät" in (await editor.open(at)).said
    assert (await stored(house, at)).state is BroadcastState.WITHDRAWN
    assert [line.split(" | ")[1] for line in await house.told()] == ["broadcast withdrawn"]


async def test_of_a_draft_nothing_remains(house: House, editor: Browser, admin: Browser) -> None:
    at = await draft(house)
    await bring(editor, at, PNG, "markt.png")
    file = (await stored(house, at)).broadcast.attachment
    asked = (await editor.open((await editor.open(at)).links()["Löschen …"])).form("Ja, löschen")
    assert "Das lässt sich nicht zurücknehmen." in editor.page.text
    await admin.open(f"{at}/edit")
    await admin.send("Speichern", **{"text-de": "Anders."})
    assert (await editor.hand_in(asked)).headers["Location"] == at
    assert "inzwischen eine andere" in (await editor.open(at)).said
    await editor.open(f"{at}/withdraw")
    page = await editor.send("Ja, löschen")
    assert page.said == "Der Entwurf ist gelöscht."
    assert (page.rows, (await editor.open(at)).status) == ([], 404)
    async with house.database.read() as connection:
        assert await attachments.find_attachment(connection, file) is None
    assert [line.split(" | ")[:2] for line in await house.told()] == [
        *([EDITOR, "file attached"], [ADMIN, "broadcast saved"], [EDITOR, "broadcast deleted"])
    ]


async def test_any_can_be_copied(house: House, editor: Browser) -> None:
    await meet(house.database, "1")
    told = replace(ANNOUNCEMENT, audience=Audience(languages=("de",)), spread_minutes=60)
    at = await draft(house, told, author=ADMIN)
    await bring(editor, at, PNG, "markt.png")
    told = (await stored(house, at)).broadcast
    for source in (at, await begun(house, told)):
        form = (await editor.open(source)).form("Kopieren")
        copy = (await editor.hand_in(form)).headers["Location"]
        page = await editor.open(copy)
        assert page.said == "Das ist die Kopie, ein neuer Entwurf. Gesendet ist noch nichts."
        found = await stored(house, copy)
        assert (found.broadcast, found.state, found.author) == (told, BroadcastState.DRAFT, EDITOR)
        assert copy not in (at, source)
        assert (await editor.hand_in(form)).headers["Location"] == copy
    # The file stays as long as one of them needs it.
    await editor.open(f"{at}/withdraw")
    await editor.send("Ja, löschen")
    assert (await editor.open(f"{copy}/file")).status == 200
    assert [line.split(" | ")[1] for line in await house.told()][1:3] == ["broadcast copied"] * 2
