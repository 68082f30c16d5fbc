"""What stories of the bot start from."""

from tests.walks.conftest import city, plain_log, sqlite_city

__all__ = ["city", "plain_log", "sqlite_city"]
