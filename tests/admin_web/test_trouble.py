"""When something breaks: closed rather than open, a number for the log, no word about the inside."""

from pathlib import Path

from structlog.testing import capture_logs

from storage.database import Database
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House, run_house


async def test_without_a_database_nothing_is_open(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'missing' / 'x.sqlite'}")
    async for house in run_house(database):
        for address in ("/admin", "/admin/sign-in", "/admin/staff", "/admin/link/x"):
            with capture_logs() as logs:
                page = await house.browser().open(address)
            assert (page.status, page.heading) == (503, "Gerade nicht erreichbar")
            [entry] = logs
            assert entry["event"] == "database"
            assert entry["number"] in page.text
            assert "sqlite" not in page.html
        assert (await house.browser().open("/admin/nowhere")).status == 404
        assert (await house.browser().ask("GET", "/admin/static/admin.css")).status == 200
    await database.close()


async def test_while_nothing_can_be_written_one_can_still_read(house: House, admin: Browser) -> None:
    async with house.database.write() as connection:
        await connection.exec_driver_sql("PRAGMA query_only=ON")
    house.wait(minutes=2)
    with capture_logs() as logs:
        page = await admin.open("/admin/staff")
    assert page.heading == "Team"
    assert [entry["event"] for entry in logs] == ["sign-in could not be prolonged"]
    page = await admin.send("Link erstellen", name="Jonas Weber")
    assert (page.status, page.heading) == (503, "Gerade nicht erreichbar")


async def test_a_bug_shows_a_number_and_no_trace(house: House, admin: Browser) -> None:
    async with house.database.write() as connection:
        await connection.exec_driver_sql("UPDATE staff SET role = 'nonsense'")
    with capture_logs() as logs:
        page = await admin.open("/admin/staff")
    assert (page.status, page.heading) == (500, "Das hat nicht geklappt")
    [entry] = logs
    assert (entry["event"], entry["path"]) == ("page failed", "/admin/staff")
    assert entry["number"] in page.text
    for word in ("nonsense", "Traceback", "Error", "File", "python", "aiohttp"):
        assert word not in page.html


async def test_what_people_type_never_reaches_the_log(house: House) -> None:
    canary = "kanarienvogel-4711-gelb"
    with capture_logs() as logs:
        browser = house.browser()
        await browser.open("/admin/sign-in")
        await browser.send("Anmelden", name=canary, password=canary)
        await browser.ask("GET", "/admin", headers={"Cookie": f"stadtdialog-admin={canary}"})
        await browser.ask("POST", "/admin/staff/invite", data={"name": canary, "form_key": canary})
        async with house.database.write() as connection:
            await connection.exec_driver_sql("PRAGMA query_only=ON")
        await browser.send("Anmelden", name=canary, password=canary)
    assert logs
    assert canary not in str(logs)
