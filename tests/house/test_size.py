"""Small files with one subject, and names that say which."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import functions, is_migration, parse, program_files, python_files, read

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 50
DRAWERS = {"models", "views", "utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
"""Names under which everything could be put."""

WRITTEN = tuple(path for path in python_files() if not is_migration(path))


def test_a_file_has_one_subject() -> None:
    lengths = {path: len(read(path).splitlines()) for path in program_files() if not is_migration(path)}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_a_function_does_one_thing() -> None:
    def lengths(path: Path) -> Iterator[tuple[str, int]]:
        for function in functions(path):
            yield function.name, (function.end_lineno or 0) - function.lineno + 1

    long = [
        (str(path), name, lines)
        for path in WRITTEN
        for name, lines in lengths(path)
        if lines > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_a_module_says_what_it_is_about() -> None:
    assert [path for path in python_files() if read(path) and not ast.get_docstring(parse(path))] == []


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [path for path in python_files() if DRAWERS & {path.stem, *path.parts}] == []


def test_what_others_may_use_says_what_it_is_for() -> None:
    silent = [
        (str(path), node.name)
        for path in program_files("dialogs", "storage")
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not (node.name.startswith("_") or ast.get_docstring(node) or is_migration(path))
    ]
    assert silent == []
