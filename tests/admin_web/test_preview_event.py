"""The preview of an event: what citizens get behind its link, in every language, with nothing stored."""

from sqlalchemy import func, select

from storage.tables import citizens, signups
from tests.admin_web.browser import Browser, Page
from tests.admin_web.conftest import House
from tests.admin_web.events import AT, put_draft


async def test_signing_up_and_being_reminded_leaves_nothing(house: House, editor: Browser) -> None:
    async def press(deed: str) -> Page:
        return await editor.send("Alle Termine", code=f"d:event:werkstatt.{deed}")

    await put_draft(house)
    page = await editor.open(f"{AT}/preview")
    assert "Beginn: Mittwoch, 20. März 2024, 18:00 Uhr" in page.text
    assert "Noch 30 von 30 Plätzen frei." in page.text
    assert "Zum Menü" in page.text
    page = await press("up")
    assert "Sie sind angemeldet." in page.text
    page = await press("day-on")
    assert "Erinnerung: 19. März 2024, 18:00 Uhr" in page.text
    page = await press("day-off")
    assert "Erinnerung:" not in page.text
    page = await press("off")
    assert "Noch 30 von 30 Plätzen frei." in page.text
    page = await editor.send("Englisch", language="en")
    assert "Workshop" in page.text
    async with house.database.read() as connection:
        for table in (citizens, signups):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 0
