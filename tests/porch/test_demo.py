"""The demo: one command on an empty folder, and a town is there; it stays until somebody begins afresh."""

import re
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import staff
from storage.database import Database
from storage.staff import Role
from tests.porch.program import Program, free_port, get

Start = Callable[..., Program]

READY = "Beenden:"


async def make_admin(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'stadtdialog.sqlite'}")
    async with database.write() as connection:
        await staff.add_member(connection, "Frau Berger", Role.ADMIN, "no hash", datetime.now(UTC))
    await database.close()


def find_link(told: str) -> str:
    [link] = re.findall(r"http://127\.0\.0\.1:\d+/admin/link/\S+", told)
    assert isinstance(link, str)
    return link


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "demo"


async def test_an_empty_folder_becomes_a_town_that_stays(start: Start, folder: Path) -> None:
    first = start("demo")
    told = first.until_it_says(READY)
    address = f"http://127.0.0.1:{first.port}"
    assert f"Für Bürger:innen    {address}/\n" in told
    assert f"Für die Verwaltung  {address}/admin\n" in told
    assert str(folder) in told
    page = get(address)
    assert "Lautrer Stadtdialog" in page
    assert "Beispielinhalte, keine amtliche Seite der Stadt Kaiserslautern" in page
    assert "Passwort" in get(find_link(told))
    assert get(f"{address}/healthz") == "ok\n"
    assert '"ready": true' in get(f"{address}/readyz")
    assert first.stop(signal.SIGINT)[0] == 0
    assert first.errors == ""
    key = (folder / "key").read_text()

    again = start("demo")
    assert find_link(again.until_it_says(READY)).startswith(f"http://127.0.0.1:{again.port}/")
    assert again.stop(signal.SIGTERM)[0] == 0

    await make_admin(folder)
    known = start("demo")
    told = known.until_it_says(READY)
    assert "/admin/link/" not in told
    assert "user link --demo NAME" in told
    assert known.stop()[0] == 0
    assert (folder / "key").read_text() == key

    afresh = start("demo", "--new")
    find_link(afresh.until_it_says(READY))
    code, seconds = afresh.stop()
    assert (code, seconds < 60) == (0, True)
    assert (folder / "key").read_text() != key


def test_another_port_is_taken_if_it_must_be_and_a_second_demo_is_refused(start: Start, folder: Path) -> None:
    first = start("demo")
    first.until_it_says(READY)
    elsewhere = start("demo", "--new", DATA_DIR="elsewhere", PORT=str(first.port))
    told = elsewhere.until_it_says(READY)
    assert f"Der Port {first.port} ist belegt. Deshalb läuft die Beispielstadt auf Port " in told
    for words in (["demo"], ["demo", "--new"]):
        second = start(*words, PORT=str(free_port()), DATA_DIR=str(folder.parent))
        assert second.wait() == 1
        assert second.errors == (
            f"Another Stadtdialog is at work on {folder}/stadtdialog.sqlite. Please stop it first; "
            "only with PostgreSQL several can run at once.\n"
        )
    assert get(f"http://127.0.0.1:{first.port}/healthz") == "ok\n"


def test_the_demo_needs_and_uses_neither_token_nor_other_settings(start: Start, tmp_path: Path) -> None:
    program = start(
        "demo",
        TELEGRAM_TOKEN="123456789:TEST-token_of-nobody-in-particular",
        TELEGRAM_API="http://127.0.0.1:1",
        DATABASE_URL=f"sqlite:///{tmp_path}/real.sqlite",
        PUBLIC_URL="https://dialog.example.org",
    )
    program.until_it_says(READY)
    assert program.stop()[0] == 0
    assert program.errors == ""
    assert not (tmp_path / "real.sqlite").exists()


def test_links_made_later_lead_to_where_the_demo_was_reached(start: Start) -> None:
    program = start("demo")
    program.until_it_says(READY)
    invited = start("user", "add", "Herr Weber", "--demo")
    assert invited.wait() == 0
    assert invited.output.startswith(f"http://127.0.0.1:{program.port}/admin/link/")
    assert "Herr Weber" in get(invited.output.strip())
