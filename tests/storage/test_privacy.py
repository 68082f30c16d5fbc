"""The register of processing says of every column why it is kept."""

import pytest

from storage.privacy import REGISTER, Basis, find_entry
from storage.tables import metadata

COLUMNS = [(table.name, column.name) for table in metadata.sorted_tables for column in table.columns]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_has_one_purpose_a_basis_and_a_period(table: str, column: str) -> None:
    entry = find_entry(table, column)
    assert entry is not None, "say in storage/privacy.py why this is kept"
    assert entry.purpose
    assert entry.kept
    named = [e for e in REGISTER[table] if column in e.columns.split()]
    assert len(named) == 1


def test_the_register_names_nothing_that_is_not_there() -> None:
    named = [
        (table, column)
        for table, entries in REGISTER.items()
        for e in entries
        for column in e.columns.split()
    ]
    assert sorted(named) == sorted(COLUMNS)


def test_what_people_said_rests_on_the_public_task() -> None:
    entry = find_entry("answers", "value")
    assert entry is not None
    assert entry.basis is Basis.TASK


def test_periods_are_those_the_program_keeps() -> None:
    kept = {name: find_entry(*name.split(".")) for name in ("inbox.key", "inbox.body", "throttles.count")}
    assert [entry.kept for entry in kept.values() if entry] == [
        "40 Tage",
        "bis zur Verarbeitung, höchstens 7 Tage",
        "1 Stunde",
    ]


def test_nobody_has_said_anything_about_what_does_not_exist() -> None:
    assert find_entry("citizens", "surname") is None
    assert find_entry("secrets", "id") is None
