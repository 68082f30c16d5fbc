"""Rules of the house: there from the start, moved, reworded, withdrawn; who was told one keeps its words."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from dialogs.city.house_rule import MOST_RULE, HouseRule, word_rule
from storage import house_rules, tables
from storage.database import Connection, Database
from storage.house_rules import (
    add_rule,
    change_rule,
    find_rule,
    list_all_rules,
    list_rules,
    move_rule,
    restore_rule,
    withdraw_rule,
)
from tests.sample import NOW

NEW = {"de": "Kurz fassen.", "en": "Be brief.", "de@simple": "Schreiben Sie kurz."}


async def order(connection: Connection) -> list[int]:
    return [rule.number for rule in await list_rules(connection)]


async def test_a_new_database_has_rules_in_three_languages_that_could_be_typed(database: Database) -> None:
    async with database.read() as connection:
        rules = await list_rules(connection)
    assert [rule.number for rule in rules] == [1, 2, 3, 4, 5, 6, 7]
    assert rules[0].texts["de"].startswith("Bleiben Sie freundlich.")
    for rule in rules:
        assert word_rule(rule.texts) == rule.texts
        assert {*rule.texts} == {*NEW}
        assert max(map(len, rule.texts.values())) < MOST_RULE


async def test_adding_withdrawing_and_taking_up_again(database: Database) -> None:
    async with database.write() as connection:
        await add_rule(connection, NEW)
        assert (await list_rules(connection))[-1] == HouseRule(8, NEW)
        assert await withdraw_rule(connection, 8, NOW)
        assert not await withdraw_rule(connection, 8, NOW + timedelta(days=1))
        assert (await order(connection), (await list_all_rules(connection))[-1]) == (
            [1, 2, 3, 4, 5, 6, 7],
            HouseRule(8, NEW, withdrawn=True),
        )
        assert await find_rule(connection, 8) == HouseRule(8, NEW, withdrawn=True)
        assert not await change_rule(connection, 8, {"de": "Anders."}, NOW)
        assert await restore_rule(connection, 8)
        assert not await restore_rule(connection, 8)
        assert not await restore_rule(connection, 99)
        assert await find_rule(connection, 99) is None
        assert await order(connection) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("number", "steps", "expected"),
    [
        (3, -1, [1, 3, 2, 4, 5, 6, 7]),
        (3, 1, [1, 2, 4, 3, 5, 6, 7]),
        (1, -1, None),
        (7, 1, None),
        (2, 1, None),
        (99, 1, None),
    ],
)
async def test_moving_among_those_that_hold(
    database: Database, number: int, steps: int, expected: list[int] | None
) -> None:
    async with database.write() as connection:
        if number == 2:
            await withdraw_rule(connection, 2, NOW)
        before = await order(connection)
        assert await move_rule(connection, number, steps) is (expected is not None)
        assert await order(connection) == (expected or before)


async def test_a_rule_that_was_never_named_is_reworded_in_its_place(database: Database) -> None:
    """By its number nobody names words that he did not see."""
    async with database.write() as connection:
        assert await change_rule(connection, 2, NEW, NOW)
        assert not await change_rule(connection, 2, NEW, NOW)
        assert not await change_rule(connection, 8, NEW, NOW)
        assert not await change_rule(connection, 99, NEW, NOW)
        assert await order(connection) == [1, 8, 3, 4, 5, 6, 7]
        assert (await find_rule(connection, 2), await find_rule(connection, 8)) == (None, HouseRule(8, NEW))


async def test_whoever_was_told_a_rule_keeps_its_words(database: Database) -> None:
    async with database.write() as connection:
        item = {"id": 1, "kind": "guideline", "slug": "leitlinien"}
        await connection.execute(insert(tables.items).values(**item))
        comment = {"item": 1, "section": 1, "version": 1, "state": "handed_in", "channel": "web"}
        more = {"id": 5, "language": "de", "day": NOW.date()}
        await connection.execute(insert(tables.comments).values(**comment, **more))
        ruling = {"comment": 5, "verdict": "hidden", "before": "waiting", "after": "hidden", "rule": 2}
        await connection.execute(insert(tables.rulings).values(**ruling, staff="Anna", at=NOW))
        old = await find_rule(connection, 2)
        assert old
        assert await change_rule(connection, 2, NEW, NOW)
        assert await find_rule(connection, 2) == HouseRule(2, old.texts, withdrawn=True)
        assert await order(connection) == [1, 8, 3, 4, 5, 6, 7]
        assert await find_rule(connection, 8) == HouseRule(8, NEW)
        named = select(tables.rulings.c.rule)
        assert (await connection.execute(named)).scalar_one() == 2


async def test_rules_of_another_program_are_read_as_they_are(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(update(tables.house_rules).values(body='{"fr": "Bonjour"}'))
        assert (await house_rules.list_rules(connection))[0].texts == {"fr": "Bonjour"}
