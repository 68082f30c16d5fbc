"""One parameter for however many values: `IN` with a list is another statement for each of its lengths."""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import ARRAY, ColumnElement, Dialect, Text, any_, bindparam, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Several(TypeDecorator[Sequence[Any]]):
    """Values of one type as one: JSON on SQLite, an array on PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, one: TypeEngine[Any]) -> None:
        super().__init__()
        self.one = one

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the database calls it."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.one))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The values as the driver takes them."""
        return orjson.dumps(value).decode() if dialect.name == "sqlite" else value


class _Among(FunctionElement[Any]):
    # Without a type: of a truth value SQLAlchemy would ask SQLite whether it is 1, which hides the index.
    inherit_cache = True


def among(column: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    """That a column is one of the values given as a list under a name: numbers or texts."""
    return _Among(column, bindparam(name, type_=_Several(column.type)))


@compiles(_Among, "sqlite")
def _on_sqlite(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    listed = func.json_each(values).table_valued("value")
    return compiler.process(column.in_(select(listed.c.value)), **options)


@compiles(_Among, "postgresql")
def _on_postgresql(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = element.clauses
    return compiler.process(column == any_(values), **options)
