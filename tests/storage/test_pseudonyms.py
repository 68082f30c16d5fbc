"""The key lies outside the database, belongs to it, and without it pseudonyms lead nowhere."""

import stat
from pathlib import Path

import pytest

from storage import meta
from storage.database import Database
from storage.pseudonyms import WrongKey, keyed_digest, make_key, new_salt, pseudonym, read_key, unlock
from tests.sample import KEY


async def open_with(database: Database, path: Path) -> bytes:
    async with database.write() as connection:
        return await unlock(connection, path)


def test_a_person_has_another_name_in_every_survey_and_under_every_key() -> None:
    names = {pseudonym(key, salt, who) for key in (KEY, bytes(32)) for salt in ("a", "b") for who in (1, 2)}
    assert len(names) == 8
    assert all(len(name) == 32 for name in names)
    assert pseudonym(KEY, "a", 1) == pseudonym(KEY, "a", 1)


def test_numbers_and_salts_do_not_run_into_each_other() -> None:
    assert pseudonym(KEY, "a1", 2) != pseudonym(KEY, "a", 12)


def test_salts_are_never_the_same() -> None:
    assert len({new_salt() for _ in range(100)}) == 100


def test_digests_differ_by_key_purpose_and_text() -> None:
    digests = {
        keyed_digest(key, p, t) for key in (KEY, bytes(32)) for p in ("limit", "update") for t in ("a", "b")
    }
    assert len(digests) == 8


async def test_an_empty_database_gets_a_key_only_its_owner_can_read(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "secrets" / "key"
    key = await open_with(database, path)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert await open_with(database, path) == key


async def test_a_key_made_before_is_taken(database: Database, tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    assert await open_with(database, tmp_path / "key") == key


async def test_the_database_does_not_hold_the_key(database: Database, tmp_path: Path) -> None:
    key = await open_with(database, tmp_path / "key")
    async with database.read() as connection:
        fingerprint = await meta.find(connection, meta.FINGERPRINT)
    assert fingerprint
    assert len(fingerprint) == 16
    assert fingerprint not in key.hex()


async def test_the_key_of_another_database_is_refused(database: Database, tmp_path: Path) -> None:
    await open_with(database, tmp_path / "key")
    make_key(tmp_path / "other")
    with pytest.raises(WrongKey, match="other belongs to another database"):
        await open_with(database, tmp_path / "other")


async def test_a_lost_key_is_not_replaced(database: Database, tmp_path: Path) -> None:
    await open_with(database, tmp_path / "key")
    (tmp_path / "key").unlink()
    with pytest.raises(WrongKey, match="cannot be read: No such file or directory"):
        await open_with(database, tmp_path / "key")
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("content", ["", "no key", "abcd", "ab" * 31, "ab" * 33, "zz" * 32])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content)
    with pytest.raises(WrongKey, match="does not hold a key"):
        read_key(tmp_path / "key")


def test_bytes_that_are_no_text_are_no_key(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(bytes(range(128, 160)))
    with pytest.raises(WrongKey, match="does not hold a key"):
        read_key(tmp_path / "key")


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    key = make_key(tmp_path / "key")
    with pytest.raises(FileExistsError):
        make_key(tmp_path / "key")
    assert read_key(tmp_path / "key") == key
