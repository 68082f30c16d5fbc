"""The doctor: one line for everything a running town needs, and what to do."""

import asyncio
import shutil
import socket
from collections import namedtuple
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web
from click.testing import Result

import stadtdialog_doctor
from stadtdialog_doctor import Finding, examine
from stadtdialog_start import office_key, open_database, open_town, prepare_folders
from storage import staff
from storage.settings import read_settings
from storage.staff import Role
from tests import sample
from tests.porch.program import free_port

Command = Callable[..., Result]

TOKEN = "123456789:TEST-token_of-nobody-in-particular"


async def findings() -> dict[str, Finding]:
    return {finding.what: finding async for finding in examine()}


async def begin(admin: str = "") -> None:
    """A town that has been started once, perhaps with an admin."""
    async with open_town(read_settings()) as town, town.database.write() as connection:
        if admin:
            await staff.add_member(connection, admin, Role.ADMIN, "no hash", sample.NOW)


def test_a_fresh_machine_is_fit(stadtdialog: Command, tmp_path: Path) -> None:
    port = free_port()
    told = stadtdialog("doctor", env={"STADTDIALOG_PORT": str(port)})
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert [line for line in lines if "room" not in line and "time zone" not in line] == [
        "ok  settings: complete",
        f"ok  data folder: {tmp_path}/var is made at the first start",
        f"ok  port: {port} is free",
        f"ok  database: {tmp_path}/var/stadtdialog.sqlite is made at the first start",
        "ok  Telegram: no token is set; the web chat works without",
    ]
    assert not (tmp_path / "var").exists()


def test_a_wrong_setting_is_all_there_is_to_say(stadtdialog: Command) -> None:
    told = stadtdialog("doctor", env={"STADTDIALOG_PORT": "x"})
    assert told.exit_code == 1
    assert told.stdout == "!!  settings: STADTDIALOG_PORT must be a number from 1 to 65535 (it is 'x').\n"


async def test_a_web_server_nobody_knows_of_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "web server in front" not in await findings()
    monkeypatch.setenv("STADTDIALOG_PUBLIC_URL", "https://dialog.example.org")
    assert str((await findings())["web server in front"]) == (
        "!!  web server in front: nobody knows where it stands, so the limits count the whole town as one "
        "network; please set STADTDIALOG_TRUSTED_PROXIES, on this machine to 127.0.0.1"
    )
    monkeypatch.setenv("STADTDIALOG_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8")
    told = (await findings())["web server in front"]
    assert told == Finding("web server in front", "believed whom it speaks for: 127.0.0.1/32, 10.0.0.0/8")


async def test_a_town_at_work_is_well(tmp_path: Path) -> None:
    await begin("Frau Berger")
    found = await findings()
    assert all(finding.is_well for finding in found.values())
    assert found["tables"].how == "up to date"
    assert found["key"].how.startswith(f"{tmp_path}/var/key belongs to this database")
    assert found["staff"].how == "admins: Frau Berger"
    assert found["data folder"].how == f"{tmp_path}/var can be written to"


async def test_a_town_without_an_admin_is_told_how_to_get_one() -> None:
    await begin()
    found = await findings()
    assert str(found["staff"]) == "!!  staff: nobody can sign in as admin yet: stadtdialog user add NAME"


async def test_a_lost_key_is_noticed(tmp_path: Path) -> None:
    await begin()
    (tmp_path / "var" / "key").unlink()
    found = await findings()
    assert not found["key"].is_well
    assert found["key"].how == f"The key file {tmp_path}/var/key cannot be read: No such file or directory."


async def test_an_admin_page_beside_a_bot_needs_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin("Frau Berger")
    database = f"sqlite:///{tmp_path}/var/stadtdialog.sqlite"
    monkeypatch.setenv("STADTDIALOG_DATABASE_URL", database)
    monkeypatch.setenv("STADTDIALOG_DATA_DIR", f"{tmp_path}/admin")
    prepare_folders(read_settings())
    assert not (await findings())["key"].is_well
    office_key(read_settings())
    told = (await findings())["key"]
    assert told.is_well
    here = tmp_path / "admin"
    assert told.how == f"{here}/admin-key is here and {here}/key is not: right for an admin page beside a bot"
    monkeypatch.setenv("STADTDIALOG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("STADTDIALOG_TELEGRAM_API", f"http://127.0.0.1:{free_port()}")
    assert not (await findings())["key"].is_well


async def test_a_key_that_is_still_to_be_made() -> None:
    async with open_database(read_settings()):
        pass
    assert (await findings())["key"].how.endswith("is made at the first start")


async def test_old_tables_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "stadtdialog.sqlite").touch()
    found = await findings()
    assert str(found["tables"]).startswith("!!  tables: not up to date")
    assert "key" not in found


async def test_a_broken_database_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "stadtdialog.sqlite").write_text("Sehr geehrte Damen und Herren")
    found = await findings()
    assert not found["database"].is_well
    assert "cannot be used" in found["database"].how


async def test_a_folder_that_cannot_be_written_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("STADTDIALOG_DATA_DIR", "file")
    found = await findings()
    assert found["data folder"].how.startswith(f"Nothing can be written to the folder {tmp_path}/file:")


async def test_little_room_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(2**40, 2**40, 2**29))
    assert str((await findings())["room"]) == "!!  room: 0.5 GiB free; please make some"


async def test_a_port_in_use_may_be_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setenv("STADTDIALOG_PORT", str(other.getsockname()[1]))
        assert (await findings())["port"].how.endswith("is in use, hopefully by Stadtdialog itself")


@contextmanager
def telegram_at(monkeypatch: pytest.MonkeyPatch, port: int) -> Iterator[None]:
    monkeypatch.setenv("STADTDIALOG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("STADTDIALOG_TELEGRAM_API", f"http://127.0.0.1:{port}")
    yield


@pytest.fixture
async def bot_api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[web.Response]]:
    """Somebody who answers as Telegram does, with what is put in the list."""
    answers: list[web.Response] = []

    async def answer(request: web.Request) -> web.Response:
        assert request.path == f"/bot{TOKEN}/getMe"
        if not answers:
            await asyncio.sleep(5)
        return answers.pop()

    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    with telegram_at(monkeypatch, port):
        yield answers
    await runner.cleanup()


async def test_the_bot_is_asked_for_its_name(bot_api: list[web.Response]) -> None:
    bot_api.append(web.json_response({"ok": True, "result": {"username": "lautern_bot"}}))
    assert str((await findings())["Telegram"]) == "ok  Telegram: the token belongs to @lautern_bot"


@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_telegram_does_not_know(bot_api: list[web.Response], status: int) -> None:
    bot_api.append(web.json_response({"ok": False}, status=status))
    found = (await findings())["Telegram"]
    assert found.how == "does not know this token; @BotFather shows the right one"


async def test_telegram_in_trouble(bot_api: list[web.Response]) -> None:
    bot_api.append(web.Response(status=502))
    assert "it answered with status 502" in (await findings())["Telegram"].how


async def test_telegram_that_does_not_answer(
    bot_api: list[web.Response], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stadtdialog_doctor, "PATIENCE", 0.1)
    assert "it took too long" in (await findings())["Telegram"].how


async def test_telegram_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    with telegram_at(monkeypatch, free_port()):
        found = (await findings())["Telegram"]
    assert "is a proxy needed (HTTPS_PROXY)?" in found.how
    assert TOKEN not in found.how
