"""Access and erasure through the whole of the bot: what a person gets, and that nothing of him is left."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import erasure_list
from storage.database import Database, sqlite_path
from storage.erasure_list import ErasureList, erase_again
from storage.tables import metadata
from storage.wal import fold
from tests import sample
from tests.fakes.telegram import FakeTelegram
from tests.sample import NOW
from tests.walks.lives import SLUG
from tests.walks.living import Bot, living
from tests.walks.person import Person

CANARY = "Kanarienvogel"
WHO = 74_700_117
PERSONAL = ("citizens", "participation", "runs", "answers", "inbox", "outbox")


def contents(folder: Path) -> list[tuple[Path, bytes]]:
    """Every file below a folder."""
    return [(path, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]


async def fill_in(person: Person) -> None:
    """From the link to a survey that is not handed in yet, with the canary in it."""
    await person.says(f"/start survey-{SLUG}", "Hier ist der Stadtdialog")
    await person.presses("Verstanden, weiter", "Höchstens 7 Fragen")
    await person.presses("Anfangen", "Waren Sie dabei")
    await person.presses("^Nein$", "Welche Themen")
    await person.presses("Keine Angabe", "Wie gut")
    await person.presses("^4$", "Wie alt")
    await person.says("42", "Ihr Wunsch")
    await person.says(f"{CANARY} & mehr", "Noch etwas")


async def test_everything_comes_as_two_documents(bot: Bot, fake_telegram: FakeTelegram) -> None:
    person = Person(fake_telegram)
    await fill_in(person)
    fake_telegram.say(person.id, "/daten")
    await bot.settled()
    files = [call["parameters"]["document"] for call in fake_telegram.ledger.calls("sendDocument")]
    assert [file["file"] for file in files] == [
        "stadtdialog-meine-daten.html",
        "stadtdialog-meine-daten.json",
    ]
    assert await bot.rows("SELECT body FROM outbox WHERE body != ''") == []
    await person.presses("Weiter, wo Sie waren", "Noch etwas")


async def test_in_the_middle_of_a_survey_all_of_it_goes_and_one_goodbye_comes(
    bot: Bot, fake_telegram: FakeTelegram, capsys: pytest.CaptureFixture[str]
) -> None:
    person, other = Person(fake_telegram, WHO), Person(fake_telegram, 8)
    await fill_in(person)
    await other.says(f"/start survey-{SLUG}", "Hier ist der Stadtdialog")
    await person.says("/loeschen", "Was sollen wir löschen")
    async with bot.town.database.write() as connection:
        await connection.execute(
            text(
                "INSERT INTO outbox (citizen, channel, address, rank, body, state, due, created) "
                "SELECT id, channel, address, 2, :body, 'waiting', :late, 0 "
                "FROM citizens WHERE address = :who"
            ),
            {"body": json.dumps({"text": CANARY}), "late": 4_000_000_000_000, "who": str(WHO)},
        )
    goodbye = await person.presses("Alles löschen", "letzte Nachricht")
    assert goodbye.startswith("Wir haben alles gelöscht.")
    await bot.until(f"SELECT count(*) FROM citizens WHERE address = '{WHO}'", 0)
    counts = [await bot.one(f"SELECT count(*) FROM {table}") for table in PERSONAL]
    assert counts[:4] == [1, 0, 0, 0]
    for table in metadata.sorted_tables:
        stored = str(await bot.rows(f"SELECT * FROM {table.name}"))
        assert CANARY not in stored, table.name
        assert str(WHO) not in stored, table.name
    assert fake_telegram.shown(WHO).count(CANARY) == 0
    written = capsys.readouterr()
    assert CANARY not in written.out + written.err
    assert str(WHO) not in written.out + written.err
    notice = await person.says("Hallo?", "Hier ist der Stadtdialog")
    assert "Ihren Namen" in notice
    await bot.until(f"SELECT count(*) FROM citizens WHERE address = '{WHO}' AND notice = 0", 1)


async def test_no_file_holds_anything_and_a_backup_brings_nobody_back(
    sqlite_city: Database, sqlite_url: str, fake_telegram: FakeTelegram, tmp_path: Path
) -> None:
    path = sqlite_path(sqlite_url)
    assert path
    person = Person(fake_telegram, WHO)
    erasures = ErasureList(tmp_path / erasure_list.FILE)
    async with living(sqlite_city, fake_telegram, erasures=erasures) as bot:
        await fill_in(person)
        await bot.settled()
        assert fold(sqlite_url)
        backup = path.read_bytes()
        await person.says("/loeschen", "Was sollen wir löschen")
        await person.presses("Abgegebenes anonym", "letzte Nachricht")
        await bot.until("SELECT count(*) FROM citizens", 0)
    await sqlite_city.close()
    assert fold(sqlite_url)
    assert [file for file, content in contents(tmp_path) if CANARY.encode() in content] == []
    assert [file for file, content in contents(tmp_path) if str(WHO).encode() in content] == []

    path.write_bytes(backup)
    restored = Database(sqlite_url)
    async with restored.write() as connection:
        count = text("SELECT count(*) FROM answers")
        assert (await connection.execute(count)).scalar_one() == 5
        assert await erase_again(connection, bytes(32), erasures, NOW) == 0
        assert await erase_again(connection, sample.KEY, erasures, NOW) == 1
        assert await erase_again(connection, sample.KEY, erasures, NOW) == 0
        assert (await connection.execute(count)).scalar_one() == 0
    await restored.close()
