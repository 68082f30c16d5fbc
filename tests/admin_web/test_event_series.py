"""Series: the days are shown, some are left out, each of the others becomes an event of its own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from storage.tables import notifications
from tests.admin_web.browser import Browser, Page
from tests.admin_web.conftest import House
from tests.admin_web.events import AT, EVENT, Stored, publish, put_draft, stored

SERIES = f"{AT}/series"
FIRST_WEDNESDAYS = {"step": "first", "weekday": "2", "begins": "2024-04-01", "until": "", "times": "12"}


async def choose(browser: Browser, **rule: str) -> Page:
    """The days of a rule."""
    query = "&".join(f"{name}={value}" for name, value in (FIRST_WEDNESDAYS | rule).items())
    return await browser.open(f"{SERIES}?{query}")


def days(page: Page) -> list[str]:
    """The days that can be chosen, those already chosen with a star."""
    boxes = [each for each in page.all("input") if each.get("name") == "day"]
    return [each.get("value", "") + "*" * (each.get("checked") is not None) for each in boxes]


async def test_every_first_wednesday_but_one(house: House, editor: Browser) -> None:
    await publish(house)
    page = await editor.open(SERIES)
    assert (page.value("step"), page.value("weekday"), page.value("begins")) == ("third", "2", "2024-03-21")
    page = await choose(editor, until="2024-11-30")
    assert len(days(page)) == 8
    kept = [day.rstrip("*") for day in days(page) if day != "2024-05-01*"]
    form = page.form("Termine anlegen")
    page = await editor.send("Termine anlegen", day=kept)
    assert page.said == "7 Termine als Entwürfe angelegt."
    assert (await editor.hand_in(form, day=kept)).headers["Location"] == "/admin/events"
    assert await stored(house, "werkstatt-2024-05-01") is None
    # Six in the evening in summer and in winter.
    for slug, hour in (("werkstatt-2024-04-03", 16), ("werkstatt-2024-11-06", 17)):
        found = await stored(house, slug)
        assert found
        assert found.draft
        assert (found.draft.starts.hour, found.draft.title) == (hour, EVENT.title)
    assert await house.told() == [
        "Herr Yılmaz | series made | Termin werkstatt | 7 Termine als Entwürfe angelegt"
    ]


async def test_published_at_once_but_for_those_that_are_there(house: House, editor: Browser) -> None:
    await publish(house)
    await put_draft(house, replace(EVENT, slug="werkstatt-2024-05-01"))
    page = await choose(editor, times="3")
    assert days(page) == ["2024-04-03*", "2024-06-05*"]
    assert "Mittwoch, 1. Mai 2024: Diesen Termin gibt es schon." in page.text
    page = await editor.send("Termine anlegen", how="publish", day=["2024-04-03", "2024-05-01", "0001-01-01"])
    assert page.said == "1 Termin veröffentlicht. Die übrigen gab es schon."
    starts = datetime(2024, 4, 3, 16, 0, tzinfo=UTC)
    expected = replace(EVENT, slug="werkstatt-2024-04-03", starts=starts, ends=starts + timedelta(hours=2))
    assert await stored(house, "werkstatt-2024-04-03") == Stored(None, (expected,))
    async with house.database.read() as connection:
        assert (await connection.execute(select(notifications))).all() == []


async def test_odd_hours_and_past_days_are_named(house: House, editor: Browser) -> None:
    night = datetime(2024, 3, 24, 1, 30, tzinfo=UTC)
    await publish(house, replace(EVENT, starts=night, ends=None))
    page = await choose(editor, step="last", weekday="6", begins="2024-02-01", times="9")
    assert "Sonntag, 31. März 2024: Diese Uhrzeit gibt es an dem Tag nicht" in page.text
    assert "Sonntag, 25. Februar 2024 Dieser Tag ist schon vorbei." in page.text
    assert "Sonntag, 27. Oktober 2024 Diese Uhrzeit gibt es zweimal. Gemeint ist die erste" in page.text
    assert "2024-02-25" in days(page)


async def test_what_is_wrong_is_said(house: House, admin: Browser, editor: Browser) -> None:
    await put_draft(house, replace(EVENT, title={}))
    page = await choose(editor, begins="nie", until="2024-01-01", times="53", step="daily")
    assert page.status == 422
    assert page.mistakes == [
        "Bitte wählen Sie, wie oft.",
        "Diesen Tag gibt es nicht. Schreiben Sie ihn so: 29.03.2024.",
        "Möglich sind 1 bis 52 Termine auf einmal.",
    ]
    assert (await choose(editor, begins="")).mistakes == ["Bitte den ersten Tag angeben."]
    assert "Dieser Tag liegt vor dem ersten." in (await choose(editor, until="2024-01-01")).text
    assert "In dieser Zeit gibt es keinen solchen Tag." in (await choose(editor, until="2024-04-02")).text
    await choose(editor)
    page = await editor.send("Termine anlegen", day=[])
    assert "Wählen Sie mindestens einen Tag." in page.text
    assert days(page)[0] == "2024-04-03"
    page = await editor.send("Termine anlegen", day=["2024-04-03"], how="publish")
    assert "Veröffentlichen geht noch nicht" in page.text
    assert days(page)[0] == "2024-04-03*"
    await put_draft(house)
    page = await editor.send("Termine anlegen", day=["2024-04-03"])
    assert "Jemand anderes hat den Termin inzwischen geändert. Angelegt ist noch nichts." in page.text
    assert await stored(house, "werkstatt-2024-04-03") is None
