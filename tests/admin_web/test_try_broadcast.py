"""An editor links a chat of his own and sends himself a test; it goes nowhere else."""

import json

from sqlalchemy import text

from dialogs.city.facts import StaffChatLinked
from storage import citizens
from storage.city import Cities
from storage.record import Happened, record
from tests.admin_web.broadcasting import buttons, draft
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import EDITOR, House
from tests.broadcasts import meet
from tests.sample import KEY, ZONE

ACCOUNT = "/admin/account"


async def link(house: House, code: str, channel: str = "telegram", address: str = "77") -> int:
    """Somebody follows the link and says yes."""
    async with house.database.write() as connection:
        met = await citizens.meet(connection, channel, {address: "en"}, house.now)
        shelf = await Cities().current(connection)
        citizen = met[address].citizen.id
        await record(
            connection, shelf, KEY, ZONE, [Happened(citizen, channel, StaffChatLinked(code), house.now)]
        )
    return citizen


async def get_code(browser: Browser, button: str = "Chat verbinden") -> str:
    await browser.open(ACCOUNT)
    page = await browser.send(button)
    assert page.heading == "Chat verbinden"
    [address] = [href for href in page.links().values() if "start=staff-" in href]
    return address.partition("start=staff-")[2]


async def sent(house: House) -> list[tuple[int, str, str]]:
    async with house.database.read() as connection:
        rows = await connection.execute(text("SELECT citizen, address, body FROM outbox ORDER BY id"))
        return [(row.citizen, row.address, row.body) for row in rows]


async def test_a_test_goes_to_one_s_own_chat_alone(house: House, editor: Browser) -> None:
    await meet(house.database, "1", "2")
    at = await draft(house)
    page = await editor.open(at)
    assert "Zur Probe an mich" not in buttons(page)
    assert page.links()["Chat für Proben verbinden"] == "/admin/account#chat"
    citizen = await link(house, await get_code(editor))
    assert "verbunden Telegram" in (await editor.open(ACCOUNT)).text
    await editor.open(at)
    page = await editor.send("Zur Probe an mich")
    assert page.said == "Die Probe ist unterwegs in Ihren Chat. Sonst bekommt sie niemand."
    [(to, address, body)] = await sent(house)
    assert (to, address) == (citizen, "77")
    told = json.loads(body)["text"]
    assert told.startswith("Only a test: nobody but you has got this.\n\nThe market is moving")
    assert await house.told() == [
        f"{EDITOR} | chat code made |  | ",
        f"{EDITOR} | broadcast tried | Der Markt zieht um (Ankündigung 1) | ",
    ]


async def test_on_the_page_it_waits_for_the_next_visit(house: House, editor: Browser) -> None:
    at = await draft(house)
    await link(house, await get_code(editor), "web", "cookie")
    form = (await editor.open(at)).form("Zur Probe an mich")
    for _ in range(2):
        assert (await editor.hand_in(form)).headers["Location"] == at
    [(_to, _address, body)] = await sent(house)
    assert json.loads(body)["lines"][0]["style"] == "note"


async def test_the_link_works_once_and_not_for_long(house: House, editor: Browser) -> None:
    code = await get_code(editor)
    shown = editor.page.address
    await link(house, code)
    page = await editor.open(shown)
    assert (page.status, page.heading) == (410, "Dieser Link gilt nicht mehr")
    await link(house, code, address="88")
    await get_code(editor, "Anderen Chat verbinden")
    shown = editor.page.address
    house.wait(minutes=31)
    editor = await house.enter(EDITOR)
    assert (await editor.open(shown)).status == 410
    await editor.open(ACCOUNT)
    assert (await editor.send("Trennen")).said == "Der Chat ist getrennt."
    assert "Chat verbinden" in buttons(editor.page)


async def test_a_code_is_no_way_in(house: House, editor: Browser) -> None:
    code = await get_code(editor)
    page = await house.browser().open(f"/admin/link/{code}")
    assert page.status == 410


async def test_without_a_chat_or_with_one_that_is_gone_nothing_is_sent(house: House, editor: Browser) -> None:
    at = await draft(house)
    await link(house, await get_code(editor))
    form = (await editor.open(at)).form("Zur Probe an mich")
    async with house.database.write() as connection:
        await connection.execute(text("UPDATE citizens SET reachable = false"))
    assert (await editor.hand_in(form)).headers["Location"] == ACCOUNT
    page = await editor.open(ACCOUNT)
    assert page.said == "Verbinden Sie zuerst einen Chat mit Ihrem Konto."
    assert "nicht erreichbar" in page.text
    form = page.form("Trennen")
    for _ in range(2):
        await editor.hand_in(form)
    second = (await editor.open(ACCOUNT)).form("Chat verbinden")
    second.action = second.action.replace("/chat", "/chat/unlink")
    assert (await editor.hand_in(second)).headers["Location"] == ACCOUNT
    assert await sent(house) == []


async def test_the_viewer_has_no_such_thing(viewer: Browser) -> None:
    assert "Ihr Chat für Proben" not in (await viewer.open(ACCOUNT)).text
