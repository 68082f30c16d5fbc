"""Files that go in and out: a city, results, backups."""

import asyncio
import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import func, select

from bot.terminal import Conversation
from dialogs.city.notification import NotificationKind
from stadtdialog_demo import SAMPLE
from stadtdialog_start import alone_with, open_database, open_town
from storage import notifications, tables
from storage.items import list_items
from storage.notifications import Notification
from storage.settings import Settings, read_settings
from tests.participants import a_comment, speak_up
from tests.sample import NOW
from tests.storage.people import meet_one

Command = Callable[..., Result]


@pytest.fixture
def imported(stadtdialog: Command) -> Result:
    """A town with the sample city."""
    return stadtdialog("import", str(SAMPLE), "--shift-to-now")


async def take_part(settings: Settings) -> None:
    """Somebody reads the notice, begins the survey and answers its first question."""
    async with open_town(settings) as town:
        conversation = Conversation(town, "somebody")
        await conversation.open("survey-beteiligung")
        for line in ("1", "1", "Ja"):
            await conversation.say(line)


async def comment(settings: Settings) -> None:
    """Somebody comments on the first section of the guideline."""
    async with open_database(settings) as database:
        await speak_up(database, *a_comment(1, "K7M3Q-AAAAA", "Mehr Bänke."))


async def have_something_to_say() -> None:
    """The city has answered a comment, and nobody has told its author yet."""
    async with open_database(read_settings()) as database, database.write() as connection:
        news = Notification(await meet_one(connection), NotificationKind.COMMENT_DECIDED, 1)
        await notifications.put(connection, [news], NOW)


async def count_untold() -> int:
    untold = select(func.count()).where(tables.notifications.c.told.is_(None))
    async with open_database(read_settings()) as database, database.read() as connection:
        count: int = (await connection.execute(untold)).scalar_one()
    return count


async def count_items() -> int:
    async with open_database(read_settings()) as database, database.read() as connection:
        return sum([len(await list_items(connection, kind)) for kind in ("project", "survey", "event")])


def test_a_city_is_read_in_and_a_second_time_changes_nothing(stadtdialog: Command, imported: Result) -> None:
    assert imported.exit_code == 0
    assert "Umfrage „beteiligung“: neu veröffentlicht\n" in imported.stdout
    again = stadtdialog("import", str(SAMPLE))
    assert {line.rpartition(": ")[2] for line in again.stdout.splitlines()} == {"unverändert"}


def test_mistakes_are_named_by_their_lines_and_nothing_is_half_imported(
    stadtdialog: Command, tmp_path: Path
) -> None:
    file = tmp_path / "city.yaml"
    file.write_text("project:\n  name: {de: Stadt}\nsurveys:\n  - slug: Umfrage\n")
    told = stadtdialog("import", str(file))
    assert told.exit_code == 1
    assert told.stderr.startswith(f"Error: Nichts wurde übernommen. Bitte berichtigen Sie {file}:\nZeile ")
    assert asyncio.run(count_items()) == 0


def test_results_come_out_as_csv(stadtdialog: Command, imported: Result) -> None:
    asyncio.run(take_part(read_settings()))
    told = stadtdialog("export", "survey", "beteiligung")
    assert told.exit_code == 0
    [row] = csv.DictReader(told.stdout.removeprefix("\ufeff").splitlines())
    assert (row["state"], row["channel"], row["bekannt"]) == ("started", "terminal", "yes")
    assert told.stderr == ""


def test_results_go_into_a_file_as_json_readable_for_its_owner(
    stadtdialog: Command, imported: Result, tmp_path: Path
) -> None:
    asyncio.run(take_part(read_settings()))
    told = stadtdialog("export", "survey", "beteiligung", "--format", "json", "-o", "results.json")
    assert (told.exit_code, told.output) == (0, "")
    [run] = json.loads((tmp_path / "results.json").read_text())["runs"]
    assert run["answers"]["bekannt"] == "yes"
    assert (tmp_path / "results.json").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "results.json.part").exists()


def test_what_people_think_of_a_guideline_comes_out(
    stadtdialog: Command, imported: Result, tmp_path: Path
) -> None:
    asyncio.run(comment(read_settings()))
    told = stadtdialog("export", "comments", "leitlinien", "--format", "json")
    assert (told.exit_code, told.stderr) == (0, "")
    [found] = json.loads(told.stdout)["comments"]
    assert (found["comment"], found["kind"], found["status"]) == ("Mehr Bänke.", "comment", "received")
    told = stadtdialog("export", "sections", "leitlinien")
    assert next(row["comments"] for row in csv.DictReader(told.stdout.splitlines())) == "1"
    told = stadtdialog("export", "synopsis", "leitlinien", "-o", "synopsis.xlsx")
    assert (told.exit_code, told.output) == (0, "")
    with zipfile.ZipFile(tmp_path / "synopsis.xlsx") as book:
        assert book.testzip() is None
    told = stadtdialog("export", "synopsis", "nix")
    assert told.stderr == "Error: There is no guideline 'nix'. There is: leitlinien.\n"


def test_a_place_that_cannot_be_written_is_named(
    stadtdialog: Command, imported: Result, tmp_path: Path
) -> None:
    told = stadtdialog("export", "survey", "beteiligung", "-o", f"{tmp_path}/nowhere/results.csv")
    assert told.exit_code == 1
    assert (
        told.stderr
        == f"Error: {tmp_path}/nowhere/results.csv cannot be written: No such file or directory.\n"
    )


def test_a_survey_that_is_not_there_is_answered_with_those_that_are(
    stadtdialog: Command, imported: Result
) -> None:
    told = stadtdialog("export", "survey", "nix")
    assert told.exit_code == 1
    assert told.stderr == "Error: There is no survey 'nix'. There is: beteiligung, werkstatt-rueckmeldung.\n"


def test_without_any_survey_that_is_said(stadtdialog: Command) -> None:
    assert (
        stadtdialog("export", "survey", "nix").stderr
        == "Error: There is no survey 'nix'. There is: none yet.\n"
    )


def test_a_backup_comes_back(stadtdialog: Command, imported: Result, tmp_path: Path) -> None:
    asyncio.run(take_part(read_settings()))
    told = stadtdialog("backup", "town.backup")
    assert told.exit_code == 0
    assert told.stdout.startswith("town.backup: ")
    assert f"It is {tmp_path}/var/key.\n" in told.stderr
    (tmp_path / "var" / "stadtdialog.sqlite").unlink()
    told = stadtdialog("restore", "town.backup")
    assert (told.exit_code, told.stdout) == (0, "town.backup is the database now.\n")
    assert asyncio.run(count_items()) == 9


def test_a_database_that_other_tools_brought_back_sends_nothing_again(
    stadtdialog: Command, imported: Result
) -> None:
    asyncio.run(have_something_to_say())
    assert asyncio.run(count_untold()) == 1
    told = stadtdialog("settle")
    assert (told.exit_code, told.stdout) == (0, "What waited in the copy is not sent. Staff sign in anew.\n")
    assert asyncio.run(count_untold()) == 0
    with alone_with(read_settings()):
        assert stadtdialog("settle").exit_code == 1


def test_a_backup_names_no_key_that_is_not_there(
    stadtdialog: Command, imported: Result, tmp_path: Path
) -> None:
    told = stadtdialog("backup", "town.backup")
    assert told.exit_code == 0
    assert told.stderr.endswith("There is none here: it lies where the bot runs.\n")
    assert f"{tmp_path}/var/key" not in told.stderr


def test_a_database_that_is_there_is_replaced_only_if_so_wished(
    stadtdialog: Command, imported: Result, tmp_path: Path
) -> None:
    stadtdialog("backup", "town.backup")
    told = stadtdialog("restore", "town.backup")
    assert told.exit_code == 1
    assert (
        told.stderr == f"There is a database already: {tmp_path}/var/stadtdialog.sqlite. It stays as it is.\n"
    )
    told = stadtdialog("restore", "--overwrite", "town.backup")
    assert told.exit_code == 0
    kept = told.stdout.rstrip(".\n").rpartition(" ")[2]
    assert Path(kept).is_file()


def test_nothing_is_put_under_a_running_town(stadtdialog: Command, imported: Result) -> None:
    stadtdialog("backup", "town.backup")
    with alone_with(read_settings()):
        told = stadtdialog("restore", "--overwrite", "town.backup")
    assert told.exit_code == 1
    assert told.stderr.startswith("Another Stadtdialog is at work on ")
