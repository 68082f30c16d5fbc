"""The overview: what is open, what waits, what is stuck."""

from datetime import timedelta

from sqlalchemy import Float

from dialogs.city.project import Project
from dialogs.city.survey import Survey
from storage import alarms, citizens, definitions, inbox, items, outbox, staff
from storage.inbox import SET_ASIDE, Arrival
from storage.outbox import Message, Result, State
from storage.tables import paces
from tests import sample
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.events import EVENT
from tests.admin_web.moderating import furnish
from tests.storage.moderating import let_hide, object_to


async def test_on_an_empty_page_everything_is_calm(admin: Browser) -> None:
    page = await admin.open("/admin")
    assert "Zurzeit ist keine Umfrage offen." in page.text
    assert "Kein Entwurf wartet. Alles ist veröffentlicht." in page.text
    assert "Nichts ist liegen geblieben." in page.text
    assert page.text.count("keine") >= 2


async def test_what_is_open_and_what_waits(house: House, admin: Browser, survey: Survey) -> None:
    async with house.database.write() as connection:
        item = await items.add_item(connection, "survey", survey.slug)
        assert item
        await items.publish(connection, item.id, definitions.dump(survey), 1, house.now)
        await items.save_draft(connection, item.id, definitions.dump(survey), 0, 1, house.now)
        await items.add_item(connection, "event", "werkstatt")
        for kind, written in (
            ("guideline", sample.GUIDELINE),
            ("event", EVENT),
            ("project", Project({"de": "Park"})),
        ):
            slug = "park" if kind == "project" else f"{kind}-2027"
            added = await items.add_item(connection, kind, slug)
            assert added
            await items.save_draft(connection, added.id, definitions.dump(written), 0, 1, house.now)
        await items.add_item(connection, "survey", "neu")
    page = await admin.open("/admin")
    assert "Mitreden bis 29. März 2024, 23:59 Uhr" in page.text
    assert "Umfrage Mitreden geändert, noch nicht veröffentlicht" in page.text
    assert "Termin werkstatt noch nie veröffentlicht" in page.text
    assert f"Termin {EVENT.title['de']} 20. März 2024, 18:00 Uhr noch nie veröffentlicht" in page.text
    assert page.links()[EVENT.title["de"]] == "/admin/events/event-2027"
    assert page.links()["Leitlinien"] == "/admin/guidelines/guideline-2027/edit"
    assert "Vorhaben Park noch nie veröffentlicht" in page.text
    assert page.links()["neu"] == "/admin/surveys/neu"
    house.wait(days=30)
    page = await (await house.enter("Frau Berger")).open("/admin")
    assert "Zurzeit ist keine Umfrage offen." in page.text


async def test_a_draft_nobody_can_read_keeps_the_rest_in_sight(house: House, admin: Browser) -> None:
    async with house.database.write() as connection:
        item = await items.add_item(connection, "event", "kaputt")
        assert item
        await items.save_draft(connection, item.id, "{}", 0, 1, house.now)
    page = await admin.open("/admin")
    assert (page.status, page.links()["kaputt"]) == (200, "/admin/events/kaputt")


async def test_what_waits_for_a_moderator(house: House, moderator: Browser, editor: Browser) -> None:
    assert "Gerade nichts." in (await moderator.open("/admin")).text
    one, two = await furnish(house, "Eins", "Zwei")
    page = await moderator.open("/admin")
    assert page.links()["2 Beiträge warten auf die Moderation"] == "/admin/moderation"
    assert "Moderation 2 neu" in page.text
    for number, receipt in ((one, "CODE-0"), (two, "CODE-1")):
        await let_hide(house.database, number, "Herr Albers")
        await object_to(house.database, number, receipt)
        page = await moderator.open("/admin")
    assert page.links()["2 Widersprüche warten auf Ihre Entscheidung"] == "/admin/moderation/objections"
    assert "Moderation" not in (await editor.open("/admin")).text


async def test_an_objection_is_named_only_to_those_who_can_do_something(
    house: House, moderator: Browser, admin: Browser
) -> None:
    [one] = await furnish(house, "Eins")
    await let_hide(house.database, one, "Frau Nowak")
    await object_to(house.database, one, "CODE-0")
    assert "Gerade nichts." in (await moderator.open("/admin")).text
    page = await admin.open("/admin")
    assert page.links()["Ein Widerspruch wartet auf Ihre Entscheidung"] == "/admin/moderation/objections"
    async with house.database.write() as connection:
        berger = await staff.find_by_name(connection, "Frau Berger")
        assert berger
        await staff.set_active(connection, berger.id, False)
    left = "Niemand sonst im Team darf entscheiden. Bitten Sie die Administration, jemanden einzuladen."
    page = await moderator.open("/admin")
    assert f"Ein Widerspruch wartet. {left}" in page.text
    assert left in (await moderator.open("/admin/moderation/objections")).rows[0][3]
    page = await moderator.open(f"/admin/moderation/{one}")
    assert f"Sie haben diesen Beitrag selbst ausgeblendet. {left}" in page.text


async def test_who_may_invite_finds_the_way_to_it(house: House, admin: Browser) -> None:
    [one] = await furnish(house, "Eins")
    await let_hide(house.database, one, "Frau Berger")
    await object_to(house.database, one, "CODE-0")
    for address in ("/admin", "/admin/moderation/objections", f"/admin/moderation/{one}"):
        page = await admin.open(address)
        assert page.links()["Laden Sie jemanden ein."] == "/admin/staff"


async def _set_aside(house: House) -> None:
    async with house.database.write() as connection:
        arrivals = [
            Arrival("telegram", "1", "a", '{"text": "geheim"}', house.now - timedelta(hours=2)),
            Arrival("web", "2", "b", '{"text": "geheim"}', house.now - timedelta(hours=1)),
        ]
        await inbox.put(connection, arrivals)
        await inbox.settle(connection, [1, 2], SET_ASIDE, house.now)


async def test_what_was_set_aside_is_tried_again_without_being_shown(house: House, admin: Browser) -> None:
    await _set_aside(house)
    page = await admin.open("/admin")
    assert [row[:3] for row in page.rows] == [
        ["2", "15. März 2024, 12:00 Uhr", "Web-Chat"],
        ["1", "15. März 2024, 11:00 Uhr", "Telegram"],
    ]
    assert "geheim" not in page.html
    page = await admin.send("Noch einmal versuchen")
    assert page.said == "Die Nachricht ist wieder in der Reihe."
    assert [row[0] for row in page.rows] == ["1"]
    assert "Älteste ungelesene Nachricht 15. März 2024, 12:00 Uhr" in page.text
    assert await house.told() == ["Frau Berger | heard again | Nachricht 2 | "]
    async with house.database.write() as connection:
        assert [row.who for row in await inbox.take(connection, 9)] == ["b"]


async def test_a_message_that_is_not_set_aside_cannot_be_tried_again(house: House, admin: Browser) -> None:
    await _set_aside(house)
    form = (await admin.open("/admin")).form("Noch einmal versuchen")
    form.action = form.action.replace("/2/", "/99/")
    assert (await admin.hand_in(form)).status == 404
    assert await house.told() == []


async def test_an_editor_sees_it_but_has_no_button(house: House, editor: Browser) -> None:
    await _set_aside(house)
    page = await editor.open("/admin")
    assert len(page.rows) == 2
    assert not any("Noch einmal versuchen" in form.buttons for form in page.forms())


async def test_what_could_not_be_delivered_is_counted(house: House, admin: Browser) -> None:
    async with house.database.write() as connection:
        met = await citizens.meet(connection, "telegram", {"1": "de", "2": "de", "3": "de"}, house.now)
        people = [standing.citizen.id for standing in met.values()]
        await outbox.put(
            connection, [Message(person, "telegram", str(person), "{}", house.now) for person in people]
        )
        claimed = await outbox.claim(connection, "telegram", "sender", 2, house.now)
        ends = (State.FAILED, State.UNKNOWN)
        results = [Result(c.id, c.citizen, end) for c, end in zip(claimed, ends, strict=False)]
        await outbox.finish(connection, results, house.now)
    page = await admin.open("/admin")
    assert "Nicht zugestellt 1 Zustellung ungewiss 1" in page.text
    assert "Älteste noch nicht gesendete Antwort 15. März 2024, 13:00 Uhr" in page.text


async def test_alarms_stand_above_everything_and_say_what_to_do(house: House, admin: Browser) -> None:
    async with house.database.write() as connection:
        await alarms.sign(connection, house.now - timedelta(days=4))
        await alarms.sign(connection, house.now - timedelta(hours=1))
        await inbox.put(connection, [Arrival("web", "1", "a", "{}", house.now - timedelta(minutes=2))])
    text = (await admin.open("/admin")).text
    assert "Bitte kümmern Aus Telegram kommt nichts an, seit 15. März 2024, 12:00 Uhr." in text
    assert "Jemand wartet auf eine Antwort, seit 15. März 2024, 12:58 Uhr." in text
    lost = (
        "Zwischen 11. März 2024, 13:00 Uhr und 14. März 2024, 12:00 Uhr konnten Nachrichten verloren gehen."
    )
    assert lost in text
    async with house.database.write() as connection:
        await alarms.refuse(connection, house.now)
        level = {column.name: 0 for column in paces.c if isinstance(column.type, Float)}
        silent_until = house.now + timedelta(hours=1)
        await connection.execute(
            paces.insert().values(bot="1", reckoned=house.now, silent_until=silent_until, **level)
        )
    house.database.was_full = True
    text = (await admin.open("/admin")).text
    assert "Telegram kennt das Token des Bots nicht mehr, seit 15. März 2024, 13:00 Uhr." in text
    assert "Telegram verlangt eine Pause beim Senden, bis 15. März 2024, 14:00 Uhr." in text
    assert "Die Datenbank hat keinen Platz mehr." in text
    assert "kommt nichts an, seit" not in text
    house.database.was_full = False
    async with house.database.write() as connection:
        for _day in range(8):
            house.wait(days=1)
            await alarms.sign(connection, house.now)
        await inbox.settle(connection, [1], inbox.HEARD, house.now)
    assert "Bitte kümmern" not in (await (await house.enter("Frau Berger")).open("/admin")).text
