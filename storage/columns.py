"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

Id = BigInteger().with_variant(Integer, "sqlite")
"""64 bits; SQLite counts up by itself only in a column that is called INTEGER."""


def read_moment(stored: int) -> datetime:
    """A moment as a driver gives it: in UTC."""
    return _EPOCH + stored * _MILLISECOND


def read_day(stored: str | date | None) -> date | None:
    """A day as a driver gives it; SQLite's is a text."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


class Moment(TypeDecorator[datetime]):
    """An instant, stored as milliseconds since 1970 in UTC: no zone is lost, and comparing costs nothing."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """An aware datetime as milliseconds. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Milliseconds as an aware datetime in UTC."""
        return None if value is None else read_moment(value)
