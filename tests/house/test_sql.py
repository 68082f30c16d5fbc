"""SQL stands in the cellar only, and never takes words from outside into its text."""

import ast
import re

from tests.house.tree import is_migration, parse, program_files, strings

STATEMENT = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|DATABASE)|"
    r"DROP\s+(TABLE|INDEX|DATABASE)|ALTER\s+TABLE|VACUUM\s+INTO)\b",
    re.DOTALL,
)
PRAGMA = re.compile(r"\bPRAGMA\s+\w+\b")
"""SQLite's own settings: they take no parameters, so a number of ours may stand in their text."""

UPSTAIRS = program_files("dialogs", "locales", "bot", "admin_web", "stadtdialog")
CELLAR = tuple(path for path in program_files("storage") if not is_migration(path))


def test_there_is_no_sql_above_the_cellar() -> None:
    found = [
        (str(path), text)
        for path in UPSTAIRS
        for _node, text in strings(path)
        if STATEMENT.search(text) or PRAGMA.search(text)
    ]
    assert found == []


def test_no_value_is_written_into_a_statement() -> None:
    found = [
        (str(path), text)
        for path in CELLAR
        for node, text in strings(path)
        if isinstance(node, ast.JoinedStr) and STATEMENT.search(text)
    ]
    assert found == []


def test_a_statement_as_text_is_a_plain_string() -> None:
    found = [
        (str(path), ast.unparse(call))
        for path in CELLAR
        for call in ast.walk(parse(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "text"
        and not isinstance(call.args[0], ast.Constant | ast.Name)
    ]
    assert found == []
