"""An announcement on its way: how far it is, stopped with one press, continued, sent again where in doubt."""

from storage import broadcasts_report
from storage.outbox_rows import State
from tests.admin_web.broadcasting import AT, begun, buttons, draft, planned, report, stored
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import EDITOR, House
from tests.admin_web.test_guideline_counts import count_queries
from tests.broadcasts import change, meet, settle

SIX = ("1", "2", "3", "4", "5", "6")


async def test_what_came_of_it_sums_up(house: House, editor: Browser) -> None:
    people = await meet(house.database, *SIX)
    [on_page] = await meet(house.database, "cookie", channel="web")
    at = await begun(house)
    page = await editor.open(at)
    assert page.headers["Refresh"] == "5"
    assert report(page) == {
        "auf Telegram gesendet": "0",
        "im Web-Chat, beim nächsten Besuch": "1",
        "wartet noch": "6",
        "zusammen": "7",
    }
    await settle(house.database, people[0], State.SENT)
    await settle(house.database, people[1], State.SKIPPED, reason="bot was blocked by the user")
    await settle(house.database, people[2], State.FAILED, reason="chat not found")
    await settle(house.database, people[3], State.UNKNOWN, reason="timeout")
    await settle(house.database, people[4], State.SENDING)
    await settle(house.database, on_page, State.SHOWN)
    await change(house.database, "DELETE FROM outbox WHERE citizen = 6")
    page = await editor.open(at)
    told = report(page)
    assert told == {
        "auf Telegram gesendet": "1",
        "im Web-Chat gesehen": "1",
        "wartet noch": "0",
        "wird gerade gesendet": "1",
        "nicht erreichbar oder blockiert": "1",
        "gelöscht, seit sie ausgewählt wurden": "1",
        "gescheitert: diesen Chat gibt es nicht mehr": "1",
        "unbekannt, ob angekommen": "1",
        "zusammen": "7",
    }
    assert sum(int(count) for label, count in told.items() if label != "zusammen") == 7
    [bar] = page.all("progress")
    assert (bar.get("max"), bar.get("value"), bar.text) == ("7", "6", "6 von 7")
    assert "Beim Beginn ausgewählt: 7 Personen." in page.text


async def test_stop_and_continue(house: House, editor: Browser) -> None:
    await meet(house.database, *SIX)
    at = await begun(house)
    form = (await editor.open(at)).form("Anhalten")
    for _ in range(2):
        assert (await editor.hand_in(form)).headers["Location"] == at
    page = await editor.open(at)
    assert page.said == "Angehalten. Es geht nichts mehr hinaus."
    assert "Refresh" not in page.headers
    assert {"Weiter senden", "Endgültig beenden"} <= buttons(page)
    again = (await editor.open(at)).form("Weiter senden")
    page = await editor.send("Weiter senden")
    assert (page.said, page.headers["Refresh"]) == ("Es geht weiter.", "5")
    assert (await editor.hand_in(again)).status == 303
    assert await house.told() == [
        f"{EDITOR} | broadcast stopped | Der Markt zieht um (Ankündigung 1) | gesendet: 0 von 6",
        f"{EDITOR} | broadcast continued | Der Markt zieht um (Ankündigung 1) | gesendet: 0 von 6",
    ]


async def test_what_is_ended_goes_to_nobody_else(house: House, editor: Browser) -> None:
    await meet(house.database, *SIX)
    at = await begun(house)
    await editor.open(at)
    await editor.send("Anhalten")
    page = await editor.send("Endgültig beenden")
    assert report(page)["nicht mehr gesendet"] == "6"
    assert buttons(page) == {"Kopieren"}
    assert page.links()["Korrigieren"] == f"{at}/correct"
    form = page.form("Abmelden")
    form.action = f"{form.action.replace('/sign-out', at.removeprefix('/admin'))}/stop"
    assert (await editor.hand_in(form)).status == 303
    assert "Das geht gerade nicht." in (await editor.open(at)).said


async def test_who_perhaps_has_not_got_it_gets_it_once_more(house: House, editor: Browser) -> None:
    people = await meet(house.database, *SIX)
    at = await begun(house)
    for citizen in people[:2]:
        await settle(house.database, citizen, State.UNKNOWN, reason="timeout")
    page = await editor.open(at)
    first, second = page.form("Noch einmal senden"), page.form("Anhalten")
    await editor.hand_in(first)
    page = await editor.open(at)
    assert page.said == "An 2 Personen geht sie noch einmal."
    assert report(page)["wartet noch"] == "6"
    second.action = second.action.replace("/stop", "/again")
    await editor.hand_in(second)
    assert "Hier ist nichts mehr ungewiss." in (await editor.open(at)).said
    assert await house.told() == [
        f"{EDITOR} | broadcast sent again | Der Markt zieht um (Ankündigung 1) | 2 Personen"
    ]


async def test_a_list_of_three_costs_as_much_as_one_of_one(house: House, editor: Browser) -> None:
    await meet(house.database, *SIX)
    await begun(house)
    assert await count_queries(house, editor, AT) == 5
    await begun(house)
    await begun(house)
    await draft(house)
    assert await count_queries(house, editor, AT) == 5
    page = editor.page
    assert [row[1] for row in page.rows] == ["Entwurf", *["wird gesendet"] * 3]
    assert [row[2] for row in page.rows] == ["", *["0 von 6 0 von 6"] * 3]


async def test_everybody_may_look_and_nobody_else_press(house: House, viewer: Browser) -> None:
    await meet(house.database, *SIX)
    for at in (await begun(house), await draft(house), await planned(house)):
        page = await viewer.open(at)
        assert (page.status, buttons(page)) == (200, set())
        assert not {"Senden …", "Ändern", "Korrigieren"} & {*page.links()}
        assert (await viewer.open(f"{at}/preview?channel=telegram&language=en")).status == 200


async def test_long_ago(house: House, editor: Browser) -> None:
    people = await meet(house.database, "1", "2")
    at = await begun(house)
    for citizen in people:
        await settle(house.database, citizen, State.SENT)
    await change(house.database, "UPDATE broadcasts SET state = 'done', ended = started")
    house.wait(days=400)
    async with house.database.write() as connection:
        await broadcasts_report.freeze(connection, house.now)
    await change(house.database, "DELETE FROM outbox")
    editor = await house.enter(EDITOR)
    assert report(await editor.open(at)) == {
        "auf Telegram gesendet": "2",
        "wartet noch": "0",
        "zusammen": "2",
    }
    assert (await stored(house, at)).recipients == 2
