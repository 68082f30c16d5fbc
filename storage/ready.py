"""Statements that write many rows: put into the database's words once, then only given their rows.

SQLAlchemy looks a statement up, binds and wraps its result anew at every execution. For the few statements
every input passes through that was half of what they cost.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import UpdateBase

from storage.one_hop import OneHopConnection

Row = Mapping[str, object]
Processor = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Words:
    """A statement as one kind of database says it, and what its parameters have to become."""

    sql: str
    order: tuple[str, ...] | None
    """The names in the order of the question marks; None where the driver knows them by name."""
    constants: Row
    processors: tuple[tuple[str, Processor], ...]

    def bound(self, row: Row) -> Any:
        """One row as the driver takes it."""
        values = {**self.constants, **row}
        for name, process in self.processors:
            values[name] = process(values[name])
        return values if self.order is None else [values[name] for name in self.order]


class Ready:
    """An insert, update or delete that is executed once for each row of parameters and gives nothing back."""

    def __init__(self, make: UpdateBase | Callable[[Any], UpdateBase], *columns: str) -> None:
        """A statement, or what makes one from `sqlite.insert` or `postgresql.insert`.

        `columns` are those an insert gives; all others keep what the table says.
        """
        self._make = make
        self._columns = list(columns) or None
        self._words: dict[str, _Words] = {}

    async def write(self, connection: AsyncConnection, rows: Sequence[Row]) -> None:
        """Executes the statement for each row.

        On SQLite it goes along with the next statement or the commit, which then raises what is wrong.
        """
        if not rows:
            return
        dialect = connection.dialect
        words = self._words.get(dialect.name) or self._put(dialect)
        bound = [words.bound(row) for row in rows]
        driver = _driver_of(connection)
        if isinstance(driver, OneHopConnection):
            driver.later(words.sql, bound)
        else:
            await connection.exec_driver_sql(words.sql, bound)

    def _put(self, dialect: Dialect) -> _Words:
        inserts = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
        statement = self._make if isinstance(self._make, UpdateBase) else self._make(inserts[dialect.name])
        compiled: Any = statement.compile(dialect=dialect, column_keys=self._columns)
        processors = (
            (name, bind.type.dialect_impl(dialect).bind_processor(dialect))
            for name, bind in compiled.binds.items()
        )
        words = _Words(
            str(compiled),
            tuple(compiled.positiontup) if compiled.positional else None,
            {name: bind.value for name, bind in compiled.binds.items() if not bind.required},
            tuple((name, process) for name, process in processors if process),
        )
        self._words[dialect.name] = words
        return words


def _driver_of(connection: AsyncConnection) -> object:
    return connection.sync_connection.connection.driver_connection if connection.sync_connection else None
