"""Starting: folders, tables, key, one process at a time; and each obstacle told in a sentence."""

import resource
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.town import Telegram
from stadtdialog_start import CannotStart, alone_with, office_key, open_town, prepare_folders
from storage.settings import Settings, read_settings
from tests.porch.program import Program, free_port, get

Start = Callable[..., Program]
Command = Callable[..., Result]

TOKEN = "123456789:TEST-token_of-nobody-in-particular"


def processor_seconds() -> float:
    """What programs that have ended used so far; waiting for others on a busy machine is not in it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_town_starts_from_nothing_says_where_and_ends_well(start: Start, tmp_path: Path) -> None:
    program = start("run")
    told = program.until_it_says("listening")
    assert f"listening address=http://127.0.0.1:{program.port}" in told
    address = f"http://127.0.0.1:{program.port}"
    assert get(f"{address}/healthz") == "ok\n"
    assert "Anmelden" in get(f"{address}/admin")
    assert get(address)
    code, seconds = program.stop(signal.SIGTERM)
    assert (code, seconds < 60) == (0, True)
    assert "ended" in program.errors
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "var" / "key").stat().st_mode & 0o777 == 0o600


def test_a_second_process_on_the_same_file_is_refused_at_once(start: Start, tmp_path: Path) -> None:
    first = start("run")
    first.until_it_says("listening")
    before = processor_seconds()
    second = start("bot", PORT=str(free_port()))
    assert second.wait() == 1
    assert processor_seconds() - before < 20
    assert second.errors.startswith(f"Another Stadtdialog is at work on {tmp_path}/var/stadtdialog.sqlite.")
    assert first.stop()[0] == 0
    third = start("bot")
    third.until_it_says("listening")
    assert third.stop()[0] == 0


def test_after_a_kill_nothing_keeps_the_next_start_away(start: Start) -> None:
    first = start("run")
    first.until_it_says("listening")
    first.kill()
    second = start("run")
    second.until_it_says("listening")
    assert second.stop()[0] == 0


def test_the_admin_page_runs_beside_the_bot_without_its_key(start: Start, tmp_path: Path) -> None:
    bot = start("bot")
    bot.until_it_says("listening")
    database = f"sqlite:///{tmp_path}/var/stadtdialog.sqlite"
    admin = start("admin", DATA_DIR="office", DATABASE_URL=database)
    admin.until_it_says("listening")
    address = f"http://127.0.0.1:{admin.port}"
    assert "Anmelden" in get(f"{address}/admin")
    assert '"ready": true' in get(f"{address}/readyz")
    assert (tmp_path / "office" / "admin-key").read_text() != (tmp_path / "var" / "key").read_text()
    assert not (tmp_path / "office" / "key").exists()
    assert admin.stop()[0] == 0
    assert bot.stop()[0] == 0


def test_a_port_that_is_taken_stops_the_start(start: Start) -> None:
    first = start("run")
    first.until_it_says("listening")
    second = start("run", DATA_DIR="elsewhere", PORT=str(first.port))
    assert second.wait() == 1
    assert second.errors == (
        f"Nothing can listen on 127.0.0.1, port {first.port}: Address already in use. "
        "STADTDIALOG_HOST and STADTDIALOG_PORT choose another place.\n"
    )


def test_the_log_is_json_if_so_wished(start: Start) -> None:
    program = start("run", LOG_FORMAT="json")
    program.until_it_says("listening")
    assert program.stop()[0] == 0
    assert all(line.startswith('{"') for line in program.errors.splitlines())


def test_a_folder_nobody_can_write_to_is_named(stadtdialog: Command, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = stadtdialog("run", env={"STADTDIALOG_DATA_DIR": "file/data"})
    assert told.exit_code == 1
    assert told.stderr == f"Nothing can be written to the folder {tmp_path}/file/data: Not a directory.\n"


def test_a_missing_folder_of_the_database_is_made(tmp_path: Path) -> None:
    prepare_folders(Settings(database_url=f"sqlite:///{tmp_path}/else/where/town.sqlite"))  # type: ignore[arg-type]  # text as from outside
    assert (tmp_path / "else" / "where").is_dir()


def test_a_database_that_is_none_is_told(stadtdialog: Command, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "stadtdialog.sqlite").write_text("Sehr geehrte Damen und Herren")
    told = stadtdialog("run")
    assert told.exit_code == 1
    assert (
        told.stderr
        == f"The database {tmp_path}/var/stadtdialog.sqlite cannot be used: file is not a database.\n"
    )


def test_a_server_that_does_not_answer_is_told_without_the_password(stadtdialog: Command) -> None:
    url = "postgresql://anna:geheim@127.0.0.1:1/stadt"
    told = stadtdialog("run", env={"STADTDIALOG_DATABASE_URL": url})
    assert told.exit_code == 1
    assert "@127.0.0.1:1/stadt cannot be reached:" in told.stderr
    assert "geheim" not in told.output


def test_another_key_is_refused(stadtdialog: Command, start: Start, tmp_path: Path) -> None:
    program = start("run")
    program.until_it_says("listening")
    program.stop()
    (tmp_path / "var" / "key").write_text("ab" * 32 + "\n")
    told = stadtdialog("run")
    assert told.exit_code == 1
    assert told.stderr == (
        f"The key file {tmp_path}/var/key belongs to another database. Please restore the right one.\n"
    )
    (tmp_path / "var" / "key").unlink()
    assert (
        f"The key file {tmp_path}/var/key cannot be read: No such file or directory."
        in stadtdialog("run").stderr
    )


def test_without_migrating_old_tables_stop_the_start(stadtdialog: Command) -> None:
    told = stadtdialog("run", "--no-migrate")
    assert told.exit_code == 1
    assert told.stderr == "The tables of the database are not up to date. Please run: stadtdialog migrate\n"
    assert stadtdialog("migrate").stdout.endswith("The tables are up to date now.\n")
    assert stadtdialog("migrate").stdout == "There was nothing to do.\n"


def test_a_wrong_setting_ends_with_code_2(stadtdialog: Command) -> None:
    told = stadtdialog("run", env={"STADTDIALOG_PORT": "80a"})
    assert told.exit_code == 2
    assert told.output == "STADTDIALOG_PORT must be a number from 1 to 65535 (it is '80a').\n"


def test_a_mistake_in_the_program_shows_no_secret(
    stadtdialog: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_settings: Settings) -> None:
        raise RuntimeError(f"no good: {TOKEN}")

    monkeypatch.setattr("stadtdialog_start.prepare_folders", fail)
    told = stadtdialog("migrate", env={"STADTDIALOG_TELEGRAM_TOKEN": TOKEN})
    assert told.exit_code == 1
    assert "ended by a mistake in the program" in told.stderr
    assert told.stderr.endswith("mistake in Stadtdialog itself. The lines above say where it happened.\n")
    assert "Traceback" not in told.stderr
    assert "TEST-token" not in told.output


async def test_a_town_is_told_what_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "TELEGRAM_TOKEN": TOKEN,
        "INTAKE": "webhook",
        "WEBHOOK_URL": "https://dialog.example.org/telegram",
        "WEBHOOK_SECRET": "kaum-zu_raten",
        "SLOTS": "3",
        "SENDS_PER_SECOND": "7.5",
        "ALARM_WEBHOOK": "https://chat.example.org/hooks/geheim",
    }.items():
        monkeypatch.setenv(f"STADTDIALOG_{name}", value)
    async with open_town(read_settings()) as town:
        assert town.telegram == Telegram(
            TOKEN, "https://api.telegram.org", "https://dialog.example.org", "kaum-zu_raten"
        )
        assert (town.slots, town.sends_per_second, str(town.zone)) == (3, 7.5, "Europe/Berlin")
        assert town.alarm_webhook == "https://chat.example.org/hooks/geheim"
        assert "geheim" not in repr(town)


async def test_by_default_the_bot_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STADTDIALOG_TELEGRAM_TOKEN", TOKEN)
    async with open_town(read_settings()) as town, open_town(read_settings()) as same:
        assert town.telegram == Telegram(TOKEN)
        assert town.owner != same.owner
        assert town.key == same.key


@pytest.mark.postgres
async def test_on_a_server_several_may_run(postgres_url: str, tmp_path: Path) -> None:
    settings = Settings(database_url=postgres_url)  # type: ignore[arg-type]  # text as from outside
    with alone_with(settings), alone_with(settings):
        assert not list((tmp_path / "var").iterdir())


def test_the_lock_is_free_again_when_the_work_is_done() -> None:
    settings = Settings()
    with alone_with(settings), pytest.raises(CannotStart), alone_with(settings):
        pytest.fail("two at once")
    with alone_with(settings):
        pass


def test_the_key_of_the_admin_page_stays() -> None:
    settings = Settings()
    prepare_folders(settings)
    assert office_key(settings) == office_key(settings)


def test_the_tables_are_there_after_a_start(stadtdialog: Command, tmp_path: Path) -> None:
    stadtdialog("migrate")
    with sqlite3.connect(tmp_path / "var" / "stadtdialog.sqlite") as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert {"citizens", "inbox", "outbox", "answers"} <= tables
