"""Statements every input passes through: put into the database's words once, then only given their values.

SQLAlchemy looks a statement up, binds and wraps its result anew at every execution. For these few that
was half of what they cost.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.one_hop import OneHopConnection, driver_of

Row = Mapping[str, object]
Processor = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Words:
    """A statement as one kind of database says it, and what its parameters have to become."""

    sql: str
    pattern: dict[Any, object] | list[object]
    """The constants in their places: those of the question marks in a list, names in a dictionary."""
    blanks: tuple[tuple[Any, str, Processor | None], ...]
    """Where a value of each row goes, which one, and what it has to become."""

    def bound(self, row: Row) -> Any:
        """One row as the driver takes it."""
        values: Any = self.pattern.copy()
        for place, name, process in self.blanks:
            values[place] = process(row[name]) if process else row[name]
        return values


class Ready:
    """A statement whose words are ready."""

    def __init__(self, make: Executable | Callable[[Any], Executable], *columns: str) -> None:
        """A statement, or what makes one from `sqlite.insert` or `postgresql.insert`.

        `columns` are those an insert gives; all others keep what the table says.
        """
        self._make = make
        self._columns = list(columns) or None
        self._words: dict[str, _Words] = {}

    async def write(self, connection: AsyncConnection, rows: Sequence[Row]) -> None:
        """Executes the statement once for each row; nothing comes back.

        On SQLite it goes along with the next statement or the commit, which then raises what is wrong.
        """
        if not rows:
            return
        words = self._words_for(connection.dialect)
        bound = [words.bound(row) for row in rows]
        driver = driver_of(connection)
        if isinstance(driver, OneHopConnection):
            driver.later(words.sql, bound)
        else:
            await connection.exec_driver_sql(words.sql, bound)

    async def fetch(self, connection: AsyncConnection, row: Row) -> Sequence[Any]:
        """Executes the statement once; rows come back as the driver gives them, moments as numbers."""
        words = self._words_for(connection.dialect)
        driver = driver_of(connection)
        if isinstance(driver, OneHopConnection):
            return await driver.fetch(words.sql, words.bound(row))
        return (await connection.exec_driver_sql(words.sql, words.bound(row))).all()

    def _words_for(self, dialect: Dialect) -> _Words:
        return self._words.get(dialect.name) or self._put(dialect)

    def _put(self, dialect: Dialect) -> _Words:
        inserts = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
        statement: Any = self._make
        if not isinstance(statement, Executable):
            statement = statement(inserts[dialect.name])
        compiled = statement.compile(dialect=dialect, column_keys=self._columns)
        binds = compiled.binds
        names: Any = compiled.positiontup if compiled.positional else dict.fromkeys(binds)
        places = list(enumerate(names)) if compiled.positional else [(name, name) for name in names]
        process = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()
        }
        constant = {
            name: None if bind.required else _processed(process[name], bind.value)
            for name, bind in binds.items()
        }
        pattern: Any = [constant[name] for name in names] if compiled.positional else constant
        blanks = tuple((place, name, process[name]) for place, name in places if binds[name].required)
        words = _Words(str(compiled), pattern, blanks)
        self._words[dialect.name] = words
        return words


def _processed(process: Processor | None, value: object) -> object:
    return process(value) if process else value
