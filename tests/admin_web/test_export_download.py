"""Answers as a file: for people who are signed in, whole, and noted in the journal."""

import asyncio
import csv
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from sqlalchemy import insert
from structlog.testing import capture_logs

from admin_web.app import make_app
from storage.city import Cities
from storage.database import Database
from storage.pseudonyms import pseudonym
from storage.runs import RUNS_AT_ONCE
from storage.tables import answers, runs
from tests import sample
from tests.admin_web.browser import Browser
from tests.admin_web.conftest import House
from tests.admin_web.surveys import AT, publish, put_draft
from tests.participants import take_part


async def test_csv(house: House, editor: Browser) -> None:
    await publish(house)
    await take_part(house.database, {"dabei": "no", "wunsch": '=HYPERLINK("http://x")'})
    await editor.open(f"{AT}/answers")
    page = await editor.ask("GET", editor.page.links()["Tabelle herunterladen (CSV)"])
    assert page.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert page.headers["Content-Disposition"] == 'attachment; filename="umfrage-beteiligung-2024-03-15.csv"'
    assert page.headers["Cache-Control"] == "no-store"
    header, row = csv.reader(StringIO(page.html.removeprefix("\ufeff"), newline=""), strict=True)
    assert header[7:] == [question.key for question in sample.SURVEY.questions]
    assert row[2:] == [
        *("complete", "web", "de", "2024-03-15", "2024-03-15"),
        *("no", "", "", "", "", '\'=HYPERLINK("http://x")', ""),
    ]
    assert await house.told() == ["Herr Yılmaz | exported | Umfrage beteiligung | CSV"]


async def test_json(house: House, editor: Browser) -> None:
    await publish(house)
    await take_part(house.database, {"dabei": "no"}, hand_in=False)
    page = await editor.ask("GET", f"{AT}/export/json")
    assert page.headers["Content-Type"] == "application/json; charset=utf-8"
    [run] = json.loads(page.html)["runs"]
    assert (run["state"], run["answers"]["dabei"], len(run["pseudonym"])) == ("started", "no", 32)
    assert run["pseudonym"] != pseudonym(sample.KEY, "", 1)
    assert await house.told() == ["Herr Yılmaz | exported | Umfrage beteiligung | JSON"]


async def test_nothing_leaves_without_a_sign_in(house: House, editor: Browser) -> None:
    await publish(house)
    page = await house.browser().ask("GET", f"{AT}/export/csv")
    assert (page.status, page.headers["Location"]) == (303, f"/admin/sign-in?next={AT}/export/csv")
    assert await house.told() == []


async def test_what_cannot_be_exported(house: House, editor: Browser) -> None:
    await put_draft(house, sample.SURVEY)
    for address in (f"{AT}/export/csv", "/admin/surveys/ohne/export/json", f"{AT}/export/xlsx"):
        assert (await editor.open(address)).status == 404
    assert await house.told() == []


async def test_who_leaves_before_the_end_disturbs_nobody(
    house: House, editor: Browser, serve: Callable[[Database], Awaitable[str]]
) -> None:
    """On a server as the program runs it: the one of the other tests cancels pages nobody waits for."""
    await publish(house)
    await many_long_texts(house, 2 * RUNS_AT_ONCE)
    address = await serve(house.database)
    with capture_logs() as lines:
        async with editor.session.get(f"{address}{AT}/export/csv") as answer:
            assert await answer.content.readany()
            answer.close()
        for _moment in range(500):
            if not lines:
                await asyncio.sleep(0.01)
    assert [(line["log_level"], line["event"]) for line in lines] == [("info", "reader left before the end")]


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Database], Awaitable[str]]]:
    """Starts the admin page over a database; returns its address."""
    runners: list[web.AppRunner] = []

    async def start(database: Database) -> str:
        porch = web.Application()
        made = make_app(
            database,
            key=sample.KEY,
            public_url="http://127.0.0.1:8080",
            zone=ZoneInfo("Europe/Berlin"),
            clock=lambda: sample.NOW,
            cities=Cities(),
        )
        porch.add_subapp("/admin", made)
        runners.append(web.AppRunner(porch))
        await runners[0].setup()
        await web.TCPSite(runners[0], "127.0.0.1", 0).start()
        host, port = runners[0].addresses[0]
        return f"http://{host}:{port}"

    yield start
    for runner in runners:
        await runner.cleanup()


async def many_long_texts(house: House, count: int) -> None:
    names = [f"{number:032x}" for number in range(count)]
    day = house.now.date()
    run = {"item": 2, "version": 1, "state": "started", "channel": "web", "language": "de", "started": day}
    answer = {"item": 2, "question": "mehr", "revision": 1, "kind": "given", "category": "(text)", "day": day}
    text = {"value": json.dumps(["x" * 20_000]), "raw": ""}
    async with house.database.write() as connection:
        await connection.execute(insert(runs), [{**run, "pseudonym": name} for name in names])
        await connection.execute(insert(answers), [{**answer, **text, "pseudonym": name} for name in names])
