"""SQL stands in the cellar only, and never takes words from outside into its text."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import is_migration, parse, program_files, strings

STATEMENT = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|DATABASE)|"
    r"DROP\s+(TABLE|INDEX|DATABASE)|ALTER\s+TABLE|VACUUM\s+INTO)\b",
    re.DOTALL,
)
PRAGMA = re.compile(r"\bPRAGMA\s+\w+\b")
"""SQLite's own settings: they take no parameters, so a number of ours may stand in their text."""

UPSTAIRS = program_files("dialogs", "locales", "bot", "admin_web", "stadtdialog")


@pytest.mark.parametrize("path", UPSTAIRS, ids=str)
def test_no_sql_above_the_cellar(path: Path) -> None:
    assert [text for _node, text in strings(path) if STATEMENT.search(text) or PRAGMA.search(text)] == []


@pytest.mark.parametrize("path", program_files("storage"), ids=str)
def test_no_value_is_written_into_sql(path: Path) -> None:
    written = [
        text for node, text in strings(path) if isinstance(node, ast.JoinedStr) and STATEMENT.search(text)
    ]
    assert is_migration(path) or written == []


@pytest.mark.parametrize("path", program_files("storage"), ids=str)
def test_sql_as_text_is_a_plain_string(path: Path) -> None:
    texts = [
        ast.unparse(call)
        for call in ast.walk(parse(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("text", "exec_driver_sql")
        and not isinstance(call.args[0], ast.Constant | ast.Name)
    ]
    assert texts == []
