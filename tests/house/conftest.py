"""What the house rules have read is forgotten after the last of them: trees of code take up much room."""

import gc
from collections.abc import Iterator

import pytest

from tests.house.tree import parse, read


@pytest.fixture(scope="package", autouse=True)
def forgotten_afterwards() -> Iterator[None]:
    """Empties the shelves when the last rule is checked."""
    yield
    parse.cache_clear()
    read.cache_clear()
    gc.collect()
