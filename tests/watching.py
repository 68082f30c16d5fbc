"""Notes which lines of the rooms the stories pass; `coverage` makes the report of it.

Loaded before everything else (`pytest -p tests.watching`), because what was imported earlier is not watched.
Marks are put into the byte code and taken out once they were passed, which costs next to nothing: to be told
of every line by the interpreter doubles the time of all stories up to Python 3.11.
"""

import os
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest
from coverage import CoverageData
from slipcover import FileMatcher, Slipcover  # type: ignore[import-untyped]  # has no types
from slipcover.importer import SlipcoverLoader  # type: ignore[import-untyped]  # has no types

ROOT = Path(__file__).parents[1]
ROOMS = [ROOT / name for name in ("dialogs", "storage", "locales", "bot", "admin_web")]
PORCH = list(ROOT.glob("stadtdialog*.py"))
WORKER = os.environ.get("PYTEST_XDIST_WORKER")
"""The name of this process among those that tell the stories; the one that shares them out tells none."""

_lines = Slipcover()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Marks the lines of whatever is loaded from here on."""
    if WORKER:
        _watch(FileMatcher(sources=[*ROOMS, *PORCH]))


def _watch(ours: FileMatcher) -> None:
    load = SourceFileLoader.exec_module

    def load_with_marks(loader: SourceFileLoader, module: ModuleType) -> None:
        if ours.matches(loader.path):
            SlipcoverLoader(_lines, loader, loader.path).exec_module(module)
        else:
            load(loader, module)

    # Not a finder of modules: Alembic finds its migrations by itself.
    SourceFileLoader.exec_module = load_with_marks  # type: ignore[assignment, method-assign]  # takes its place


def pytest_sessionfinish() -> None:
    """Writes down what was passed, and what there is: a file nobody loads counts too."""
    if WORKER:
        data = CoverageData(suffix=WORKER)
        found: dict[str, dict[str, list[int]]] = _lines.get_coverage()["files"]
        data.add_lines({str(ROOT / name): lines["executed_lines"] for name, lines in found.items()})
        files = [*PORCH, *(file for room in ROOMS for file in room.rglob("*.py"))]
        data.touch_files([str(file) for file in files])
        data.write()
