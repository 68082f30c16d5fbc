"""What all tables belong to: one catalogue, one way of naming constraints."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Index, MetaData

# sqlite_autoincrement: numbers of deleted rows are never given out again, so order and references stay true.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def index_where(
    name: str, condition: ColumnElement[bool], *columns: Column[Any], unique: bool = False
) -> None:
    """An index of only those rows that meet a condition, on both databases."""
    Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
