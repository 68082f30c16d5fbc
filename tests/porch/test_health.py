"""Health: alive for everybody, ready and measured for this machine or a token."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from prometheus_client import generate_latest
from pytest_aiohttp import AiohttpClient
from sqlalchemy import text

import stadtdialog_health
from bot import telemetry
from dialogs.city.alarm import AlarmKind
from stadtdialog_guard import Guard
from stadtdialog_health import Health, tell
from stadtdialog_metrics import Everything
from storage import alarms, citizens, health, inbox, meta, outbox, room
from storage.database import Database
from storage.health import Readiness
from storage.inbox import Arrival
from storage.migrate import HEAD
from storage.outbox import Message, Rank
from storage.trouble import DiskFull
from tests import sample
from tests.packaging.checkout import read

TOKEN = "sechzehn-zeichen-und-mehr"

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(
    database: Database, aiohttp_client: AiohttpClient, monkeypatch: pytest.MonkeyPatch
) -> Client:
    """Somebody who watches over a town whose tables are current, and waits for a slow machine."""
    monkeypatch.setattr(stadtdialog_health, "PATIENCE", 60)
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32))"))
        await connection.execute(text("DELETE FROM alembic_version"))
        await connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    app = web.Application()
    Health(database, TOKEN).add_routes(app)
    Guard(frozenset({"dialog.example.org"})).stand_before(app)
    return await aiohttp_client(app)


async def put(database: Database, arrived: Sequence[datetime], due: Sequence[tuple[datetime, Rank]]) -> None:
    """Rows that wait in both boxes."""
    async with database.write() as connection:
        await inbox.put(
            connection, [Arrival("web", f"k{n}", f"w{n}", "{}", at) for n, at in enumerate(arrived)]
        )
        met = await citizens.meet(connection, "telegram", dict.fromkeys("abcdef", "de"), sample.NOW)
        people = [standing.citizen.id for standing in met.values()]
        messages = [Message(people[n], "telegram", "1", "{}", at, rank) for n, (at, rank) in enumerate(due)]
        await outbox.put(connection, messages)


async def test_alive_is_for_everybody_under_any_name(client: Client) -> None:
    answer = await client.get("/healthz", headers={"Host": "10.0.0.7"})
    assert (answer.status, await answer.text()) == (200, "ok\n")


async def test_a_town_where_nothing_waits_is_ready(client: Client) -> None:
    answer = await client.get("/readyz")
    calm = {
        "ready": True,
        "database": True,
        "room": True,
        "migrations": True,
        "oldest_unheard": None,
        "oldest_unsent": None,
    }
    assert (answer.status, await answer.json()) == (200, calm)


async def test_a_full_disk_is_told_and_that_there_is_room_again(
    sqlite_url: str, aiohttp_client: AiohttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F23: whoever watches sees it at the first input that finds no room, and that it is over."""
    sqlite = Database(sqlite_url)
    app = web.Application()
    Health(sqlite).add_routes(app)
    client = await aiohttp_client(app)
    async with sqlite.write() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count={pages}"))
    assert (await client.get("/healthz")).status == 200
    with pytest.raises(DiskFull):
        await put(sqlite, [sample.NOW] * 2000, [])
    answer = await client.get("/healthz")
    assert (answer.status, await answer.text()) == (503, "no room left for the database\n")
    async with sqlite.write() as connection:
        await connection.execute(text("PRAGMA max_page_count=1000000"))
    assert (await client.get("/healthz")).status == 503, "asked again at once it does not write again"
    monkeypatch.setattr(room, "LOOK_EVERY", 0)
    assert (await client.get("/healthz")).status == 200
    async with sqlite.read() as connection:
        assert await meta.find(connection, room.PROBE) == ""
    await sqlite.close()


async def test_what_has_waited_too_long_makes_it_unready(client: Client, database: Database) -> None:
    now = datetime.now(UTC)
    await put(database, [now - timedelta(seconds=90), now], [(now - timedelta(minutes=5), Rank.ANSWER)])
    answer = await client.get("/readyz")
    told = await answer.json()
    assert (answer.status, told["ready"]) == (503, False), told
    waited = (datetime.now(UTC) - now).total_seconds()
    assert 90 <= told["oldest_unheard"] < 91 + waited
    assert 300 <= told["oldest_unsent"] < 301 + waited


async def test_tables_of_another_version_make_it_unready(client: Client, database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    answer = await client.get("/readyz")
    told = await answer.json()
    assert (answer.status, told.get("migrations")) == (503, False), told


async def test_without_a_database_it_is_not_ready_but_alive(aiohttp_client: AiohttpClient) -> None:
    app = web.Application()
    Health(Database("postgresql://nobody@127.0.0.1:1/nothing")).add_routes(app)
    client = await aiohttp_client(app)
    answer = await client.get("/readyz")
    assert (answer.status, await answer.json()) == (503, {"ready": False, "database": False})
    assert (await client.get("/healthz")).status == 200


async def test_metrics_tell_how_full_the_boxes_are(client: Client, database: Database) -> None:
    now = datetime.now(UTC)
    long_ago = now - timedelta(minutes=5)
    await put(database, [long_ago, now, now], [(long_ago, Rank.ANSWER), (now, Rank.BROADCAST)])
    async with database.write() as connection:
        [row, *_] = await inbox.take(connection, 1)
        await inbox.settle(connection, [row.id], inbox.SET_ASIDE, now)
        await alarms.sign(connection, long_ago)
    figures = await read_figures(client)
    waited = (datetime.now(UTC) - now).total_seconds()
    ages = {name: figures.pop(name) for name in [*figures] if "_seconds" in name}
    assert figures == {
        'stadtdialog_rows{box="inbox",state="unheard"}': 2,
        'stadtdialog_rows{box="inbox",state="set aside"}': 1,
        'stadtdialog_rows{box="outbox",state="waiting"}': 2,
        'stadtdialog_rows{box="outbox",state="sending"}': 0,
        'stadtdialog_rows{box="outbox",state="failed"}': 0,
        'stadtdialog_rows{box="outbox",state="unknown"}': 0,
        'stadtdialog_outbox_rows{channel="telegram",kind="answer"}': 1,
        'stadtdialog_outbox_rows{channel="telegram",kind="broadcast"}': 1,
        "stadtdialog_broadcasts_sending": 0,
        "stadtdialog_broadcast_rows": 0,
        "stadtdialog_notifications_waiting": 0,
        'stadtdialog_alarm{kind="intake_silent"}': 0,
        'stadtdialog_alarm{kind="answers_late"}': 1,
        'stadtdialog_alarm{kind="bot_refused"}': 0,
        'stadtdialog_alarm{kind="told_to_be_silent"}': 0,
        'stadtdialog_alarm{kind="no_room"}': 0,
        'stadtdialog_alarm{kind="messages_lost"}': 0,
    }
    for name in (
        'stadtdialog_outbox_oldest_seconds{channel="telegram",kind="answer"}',
        "stadtdialog_intake_silent_seconds",
    ):
        assert 300 <= ages[name] < 301 + waited
    assert 0 <= ages['stadtdialog_oldest_row_seconds{box="inbox",state="unheard"}'] < 1 + waited


async def test_every_figure_and_every_alarm_stands_in_the_handbook_and_no_other(database: Database) -> None:
    now = datetime.now(UTC)
    await put(database, [], [(now, Rank.ANSWER)])
    async with database.write() as connection:
        await alarms.sign(connection, now)
        depths = await health.measure_depths(connection, now)
        figures = Everything(depths, await alarms.find_signs(connection), now)
    telemetry.limit(30)
    lines = generate_latest(figures).decode().splitlines()
    told = {line.split()[2] for line in lines if line.startswith("# TYPE stadtdialog_")}
    handbook = read("docs/running.md")
    named = re.findall(r"^\| `(stadtdialog_\w+)` \|", handbook, re.MULTILINE)
    assert sorted(named) == sorted(name for name in told if not name.endswith("_created"))
    of_alarms = handbook.partition("\n## Alarms\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", of_alarms, re.MULTILINE) == [*AlarmKind]


COUNTED = ("stadtdialog_send", "stadtdialog_too_many", "stadtdialog_silence")
"""What a process counts by itself (`bot.telemetry`)."""


async def read_figures(client: Client) -> dict[str, float]:
    """What is told of the town itself, not of the process."""
    answer = await client.get("/metrics")
    assert answer.status == 200
    lines = (await answer.text()).splitlines()
    assert any(line.startswith("process_cpu_seconds_total ") for line in lines)
    told = [line.rsplit(" ", 1) for line in lines if line.startswith("stadtdialog_")]
    return {name: float(value) for name, value in told if not name.startswith(COUNTED)}


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer something-else-altogether"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer \udcff"},
        {"Authorization": TOKEN},
    ],
)
async def test_strangers_find_nothing_there(client: Client, path: str, headers: dict[str, str]) -> None:
    # Through a proxy on this machine, which hands on the name people use.
    answer = await client.get(path, headers={"Host": "dialog.example.org", **headers})
    assert answer.status == 404


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
async def test_a_token_opens_from_elsewhere(client: Client, path: str) -> None:
    headers = {"Host": "bot:8080", "Authorization": f"bearer {TOKEN}"}
    assert (await client.get(path, headers=headers)).status == 200


async def test_without_a_token_nobody_comes_in_from_elsewhere(
    database: Database, aiohttp_client: AiohttpClient
) -> None:
    app = web.Application()
    Health(database).add_routes(app)
    client = await aiohttp_client(app)
    answer = await client.get("/readyz", headers={"Host": "bot:8080", "Authorization": "Bearer "})
    assert answer.status == 404


@pytest.mark.parametrize(
    ("readiness", "ready"),
    [
        (Readiness(True), True),
        (Readiness(False), False),
        (Readiness(True, oldest_unheard=sample.NOW - timedelta(seconds=60)), True),
        (Readiness(True, oldest_unheard=sample.NOW - timedelta(seconds=61)), False),
        (Readiness(True, oldest_unsent=sample.NOW - timedelta(minutes=15)), True),
        (Readiness(True, oldest_unsent=sample.NOW - timedelta(minutes=16)), False),
        (Readiness(True, oldest_unheard=sample.NOW + timedelta(hours=1)), True),
    ],
)
def test_where_ready_ends(readiness: Readiness, ready: bool) -> None:
    assert tell(readiness, sample.NOW)["ready"] is ready
    assert tell(readiness, sample.NOW, has_room=False)["ready"] is False


async def test_a_long_broadcast_may_take_its_time(client: Client, database: Database) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    await put(database, [], [(long_ago, Rank.BROADCAST)])
    async with database.read() as connection:
        assert await health.find_readiness(connection) == Readiness(True)
    answer = await client.get("/readyz")
    assert answer.status == 200, await answer.text()
