"""Fixtures for all tests: a fresh SQLite file or PostgreSQL database, a key, a published survey."""

import gc
import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import web_app

from dialogs.city.survey import Survey
from storage import definitions, items
from storage.city import Cities, Shelf
from storage.database import Database
from storage.migrate import migrate
from tests import sample
from tests.postgres import Server, Slate, run_server

TOGETHER = ("house", "packaging")
"""Folders whose stories share what takes long to make, and so one process."""


def pytest_xdist_auto_num_workers() -> int:
    """How many processes tell the stories: two more than there are processors, as many wait for others.

    Four at the most: each starts its own PostgreSQL and browser.
    """
    return min((os.cpu_count() or 1) + 2, 4)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts all stories in an order that keeps the machine busy.

    With several processes all folders begin and end together: while some wait for a bot that was killed,
    others reckon.
    """
    folders = Counter(map(_folder, items))
    told: Counter[str] = Counter()
    places: dict[pytest.Item, float] = {}
    for item in items:
        folder = _folder(item)
        places[item] = told[folder] / folders[folder]
        told[folder] += 1
        if folder in TOGETHER:
            item.add_marker(pytest.mark.xdist_group(folder))
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=places.__getitem__)


def pytest_collection_finish() -> None:
    """What stays to the end (libraries, stories) is not looked through again and again for what can go."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_lives_on() -> Iterator[None]:
    """aiohttp remembers how the middlewares of each application are nested, and so all of every story."""
    yield
    web_app._cached_build_middleware.cache_clear()


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, made once and copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database with all tables."""
    path = tmp_path / "stadtdialog.sqlite"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The PostgreSQL of this test process. Stop and start only servers of your own (`run_server`)."""
    with run_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> Iterator[str]:
    """The name of a PostgreSQL database with all tables and no rows."""
    postgres_server.run("CREATE DATABASE template_stadtdialog")
    migrate(postgres_server.url("template_stadtdialog"))
    yield "template_stadtdialog"


@pytest.fixture(scope="session")
def postgres_slate(postgres_server: Server, postgres_template: str) -> Slate:
    """The PostgreSQL database that test after test is lent."""
    return Slate(postgres_server, postgres_template)


@pytest.fixture
def postgres_url(postgres_slate: Slate) -> Iterator[str]:
    """The address of a PostgreSQL database with all tables and nothing in them."""
    with postgres_slate.lend() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database with all tables; a test that uses it runs on both databases."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh, open database; a test that uses it runs on both."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def key() -> bytes:
    """The key file's content."""
    return sample.KEY


@pytest.fixture
def survey() -> Survey:
    """A survey with one question of every type, open at `sample.NOW`."""
    return sample.SURVEY


@pytest.fixture
async def shelf(database: Database, survey: Survey) -> Shelf:
    """The city after the sample survey was published, in version 1."""
    async with database.write() as connection:
        item = await items.add_item(connection, "survey", survey.slug)
        assert item is not None
        await items.publish(connection, item.id, definitions.dump(survey), None, sample.NOW)
        return await Cities().current(connection)
