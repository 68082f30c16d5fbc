"""Fixtures for all tests: a fresh SQLite file or PostgreSQL database, a key, a published survey."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from dialogs.city.survey import Survey
from storage import definitions, items
from storage.city import Cities, Shelf
from storage.database import Database
from storage.migrate import migrate
from tests import sample
from tests.postgres import Server, Slate, run_server

UNWATCHED = (
    *("walks/", "house/", "fakes/", "webchat/test_crowd.py", "admin_web/test_who_may_what.py"),
    *("dialogs/test_walks.py",),
)
"""Stories that go where others have been, often."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Watches the lines of a story only if it may be the first to pass there: watching doubles its time."""
    for item in items:
        path = item.path.relative_to(Path(__file__).parent).as_posix()
        in_a_browser = item.get_closest_marker("browser") is not None
        once_more = item.get_closest_marker("postgres") is not None and not path.startswith("storage/")
        if in_a_browser or once_more or path.startswith(UNWATCHED):
            item.add_marker("no_cover")


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
