"""The files of the project, and the rooms they stand in."""

import ast
import gc
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("dialogs", "storage", "locales", "bot", "admin_web")
Functions = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project, as a path from its root."""
    command = ["git", "ls-files"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return tuple(sorted({Path(name) for name in listing.stdout.splitlines() if (ROOT / name).is_file()}))


def python_files() -> tuple[Path, ...]:
    """Everything written in Python, tests included."""
    return tuple(path for path in files() if path.suffix == ".py")


def program_files(*rooms: str) -> tuple[Path, ...]:
    """The modules of these rooms; of all rooms and the porch if none is named."""
    chosen = rooms or (*ROOMS, "stadtdialog")
    return tuple(path for path in python_files() if path.parts[0].partition("_")[0] in _stems(chosen))


def _stems(rooms: tuple[str, ...]) -> set[str]:
    return {room.partition("_")[0] for room in rooms} | {f"{room}.py" for room in rooms}


def is_migration(path: Path) -> bool:
    """Whether a file is a step of the database, which is never changed once it was released."""
    return "versions" in path.parts


@cache
def read(path: Path) -> str:
    """The text of a file."""
    return (ROOT / path).read_text(encoding="utf-8")


def offenders(paths: Iterable[Path], pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Files a pattern is found in, and what was found."""
    return [(str(path), found[0]) for path in paths for found in pattern.finditer(read(path))]


@cache
def parse(path: Path) -> ast.Module:
    """A module as a tree.

    Nobody tidies up meanwhile: what the end of a lost object runs in Python (a connection that an earlier,
    failing story left open) disturbs how Python 3.11 counts the depth of a tree it is making ("AST
    constructor recursion depth mismatch").
    """
    was_tidy = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(read(path))
    finally:
        if was_tidy:
            gc.enable()


def functions(path: Path) -> Iterator[Functions]:
    """Every function of a module, methods and inner ones included."""
    return (node for node in ast.walk(parse(path)) if isinstance(node, Functions))


def strings(path: Path) -> Iterator[tuple[ast.Constant | ast.JoinedStr, str]]:
    """Every text in a module that is no docstring, with f-strings as one text whose values are {}."""
    tree = parse(path)
    spoken = {id(expression.value) for expression in ast.walk(tree) if isinstance(expression, ast.Expr)}
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node, "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken | inner
        ):
            yield node, node.value
