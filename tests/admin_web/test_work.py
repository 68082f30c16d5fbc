"""What a change must say, and who makes it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import FunctionType, ModuleType
from typing import cast

import pytest
from aiohttp import web

from admin_web.deeds import DEEDS, find_actions, tell
from admin_web.desk import read_clock
from admin_web.routes import ROUTES
from admin_web.work import Work, work_on
from storage.database import Database
from tests.sample import NOW


async def test_a_change_names_a_deed_the_journal_knows(database: Database) -> None:
    async with database.read() as connection:
        work = Work(connection, None, NOW, "key")
        with pytest.raises(KeyError, match="danced"):
            work.done("/admin", "danced", by="Frau Berger")


async def test_before_the_sign_in_nobody_makes_a_change(database: Database) -> None:
    async with database.read() as connection:
        work = Work(connection, None, NOW, "key")
        with pytest.raises(web.HTTPForbidden):
            work.done("/admin", "invited")


def test_every_deed_is_told_after_a_name() -> None:
    assert all(words.split()[0] in ("hat", "wurde") for words in DEEDS.values())
    assert tell("invited") == "hat eingeladen"
    assert find_actions("EINGELADEN") == ["invited"]


def test_the_clock_of_a_running_page_knows_its_zone() -> None:
    assert abs(read_clock() - datetime.now(UTC)) < timedelta(seconds=5)


def _reached(function: FunctionType, seen: set[object]) -> Iterator[object]:
    """What the code of a function names, and what is named there, inside the admin page."""
    names = function.__code__.co_names
    known = [function.__globals__[name] for name in names if name in function.__globals__]
    parts = [
        getattr(each, name)
        for each in known
        if isinstance(each, ModuleType)
        for name in names
        if hasattr(each, name)
    ]
    for found in (*known, *parts):
        yield found
        if isinstance(found, FunctionType) and found.__module__.startswith("admin_web") and found not in seen:
            seen.add(found)
            yield from _reached(found, seen)


def test_every_change_is_one_transaction_with_its_line_in_the_journal() -> None:
    """Whoever adds an address that changes something goes through `work_on`; these do without, and why."""
    beside = {
        # Nothing is changed: somebody tries the draft out.
        "/surveys/{slug}/preview",
        "/guidelines/{slug}/edit/preview",
        "/events/{slug}/preview",
        # Before there is a member; they write their line by themselves.
        "/sign-in",
    }
    posts = [route for route in ROUTES if route.method == "POST"]
    without = {
        re.sub(r":[^/]*}", "}", route.path)
        for route in posts
        if not any(found is work_on for found in _reached(cast(FunctionType, route.handler), set()))
    }
    assert len(posts) > 30
    assert without == beside
