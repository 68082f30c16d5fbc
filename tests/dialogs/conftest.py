"""The flag that rewrites plays."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/dialogs --rewrite-plays` writes down how the plays really go; read the difference."""
    parser.addoption("--rewrite-plays", action="store_true", help="write the plays as they really go")
