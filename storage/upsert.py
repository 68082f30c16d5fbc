"""Insert that knows what to do if the row is there already, for both databases."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_into(connection: AsyncConnection, table: Table) -> Any:
    """An insert statement of the connection's own kind, which has `on_conflict_do_nothing` and `…_update`."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


async def insert_once(connection: AsyncConnection, table: Table, **values: object) -> bool:
    """Adds a row unless there is one like it already; tells whether it was added."""
    statement = insert_into(connection, table).values(values).on_conflict_do_nothing()
    # Otherwise SQLAlchemy does not ask PostgreSQL's driver how many rows an INSERT added.
    done = await connection.execute(statement, execution_options={"preserve_rowcount": True})
    return bool(done.rowcount)
