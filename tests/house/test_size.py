"""Small files with one subject, and names that say which."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import functions, is_migration, parse, program_files, python_files, read

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 50
DRAWERS = {"models", "views", "utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
"""Names under which everything could be put."""


@pytest.mark.parametrize("path", program_files(), ids=str)
def test_a_file_has_one_subject(path: Path) -> None:
    assert is_migration(path) or len(read(path).splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", python_files(), ids=str)
def test_a_function_does_one_thing(path: Path) -> None:
    long = {
        function.name: lines
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert is_migration(path) or not long


@pytest.mark.parametrize("path", python_files(), ids=str)
def test_a_module_says_what_it_is_about(path: Path) -> None:
    docstring = ast.get_docstring(parse(path)) or ""
    assert docstring.strip() or (path.name == "__init__.py" and not read(path))


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [path for path in python_files() if DRAWERS & {path.stem, *path.parts}] == []


PUBLIC = program_files("dialogs", "storage")


@pytest.mark.parametrize("path", [path for path in PUBLIC if not is_migration(path)], ids=str)
def test_what_others_may_use_says_what_it_is_for(path: Path) -> None:
    silent = [
        node.name
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
