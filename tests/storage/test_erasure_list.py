"""The list beside the database: lines that survive a cut, that grow old, that fit one person only."""

import asyncio
import stat
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from storage import tables
from storage.database import Database
from storage.erasure_list import FILE, KEPT_FOR, Erased, ErasureList, erase_again
from tests import sample
from tests.sample import NOW
from tests.storage.people import meet, meet_one

TODAY = date(2024, 3, 15)
SOON = 0.2


@pytest.fixture
def erasures(tmp_path: Path) -> ErasureList:
    return ErasureList(tmp_path / FILE)


async def test_a_line_is_written_for_each_and_only_its_owner_can_read_them(
    database: Database, erasures: ErasureList, tmp_path: Path
) -> None:
    assert erasures.read() == []
    async with database.write() as connection:
        anna, ben = [s.citizen.id for s in (await meet(connection, "anna", "ben")).values()]
        await erasures.note(connection, sample.KEY, anna, TODAY, keeps=False)
        await erasures.note(connection, sample.KEY, ben, TODAY, keeps=True)
    assert [(line.day, line.citizen, line.keeps) for line in erasures.read()] == [
        (TODAY, anna, False),
        (TODAY, ben, True),
    ]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert "anna" not in (tmp_path / FILE).read_text()


async def test_a_line_that_was_cut_off_spoils_no_other(
    database: Database, erasures: ErasureList, tmp_path: Path
) -> None:
    (tmp_path / FILE).write_text("2024-03-15 1 abc\n2024-03-15 x y all\n2024-03-15 1 ab some\n2024-0")
    async with database.write() as connection:
        who = await meet_one(connection)
        await erasures.note(connection, sample.KEY, who, TODAY, keeps=False)
    assert [line.citizen for line in erasures.read()] == [who]


def test_lines_older_than_any_backup_go(erasures: ErasureList, tmp_path: Path) -> None:
    old = Erased(TODAY - KEPT_FOR - timedelta(days=1), 1, "a", False)
    young = Erased(TODAY - KEPT_FOR, 2, "b", True)
    (tmp_path / FILE).write_text(f"{old}{young}")
    erasures.shorten(TODAY)
    assert erasures.read() == [young]
    before = (tmp_path / FILE).stat().st_mtime_ns
    erasures.shorten(TODAY)
    assert (tmp_path / FILE).stat().st_mtime_ns == before


async def test_nobody_noted_by_another_process_is_left_out(
    database: Database, erasures: ErasureList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process begins, and shortens the list, while another one erases somebody."""
    (tmp_path / FILE).write_text(str(Erased(TODAY - KEPT_FOR - timedelta(days=1), 1, "a", False)))
    has_read = threading.Event()
    read = ErasureList.read

    def read_slowly(self: ErasureList) -> list[Erased]:
        found = read(self)
        has_read.set()
        time.sleep(SOON)
        return found

    async with database.write() as connection:
        who = await meet_one(connection)
        with monkeypatch.context() as slow:
            slow.setattr(ErasureList, "read", read_slowly)
            shortening = asyncio.create_task(asyncio.to_thread(erasures.shorten, TODAY))
            await asyncio.to_thread(has_read.wait)
            await ErasureList(tmp_path / FILE).note(connection, sample.KEY, who, TODAY, keeps=False)
            await shortening
    assert [line.citizen for line in erasures.read()] == [who]


async def test_somebody_else_with_the_same_number_is_left_alone(
    database: Database, erasures: ErasureList
) -> None:
    """After a backup was restored its numbers are given out once more."""
    async with database.write() as connection:
        who = await meet_one(connection)
        await erasures.note(connection, sample.KEY, who, TODAY, keeps=False)
        await connection.execute(update(tables.citizens).values(address="somebody else"))
        assert await erase_again(connection, sample.KEY, erasures, NOW) == 0
        await connection.execute(update(tables.citizens).values(address="4711"))
        assert await erase_again(connection, sample.KEY, erasures, NOW) == 1
        count = select(func.count()).select_from(tables.citizens)
        assert (await connection.execute(count)).scalar_one() == 0
