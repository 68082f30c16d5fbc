"""What the documentation names exists: settings, commands and their options, targets, files."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from stadtdialog import main
from storage.settings import PREFIX, SECRETS, Settings
from tests.house.tree import ROOT, files, read

PAGES = [path for path in files() if path.suffix == ".md"]
EXAMPLES = [
    path for path in files() if path.parts[0] == "deploy" or path.name in ("compose.yaml", "Dockerfile")
]
NAMED_FOLDERS = "admin_web|benchmarks|bot|deploy|dialogs|docs|examples|locales|storage|tests"

CODE = re.compile(r"^```.*?^```|^(?: {4}|\t).+$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
SETTING = re.compile(rf"\b{PREFIX}[A-Z_]+\b")
COMMAND = re.compile(r"(?<![\w./=-])stadtdialog((?: +(?:--)?[\w][\w-]*)+)")
TARGET = re.compile(r"(?:^|`)\s*make +([a-z][a-z-]*)", re.MULTILINE)
MODULE = re.compile(r"python -m ([\w.]+)")
FILE = re.compile(rf"`((?:{NAMED_FOLDERS})/[\w./*@-]*)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def code(page: Path) -> Iterator[str]:
    """What stands in a page as something to type or to find."""
    return (found[0] for found in CODE.finditer(read(page)))


def known_settings() -> set[str]:
    names = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    return names | {f"{PREFIX}{name.upper()}_FILE" for name in SECRETS}


@pytest.mark.parametrize("path", [*PAGES, *EXAMPLES], ids=str)
def test_settings_exist(path: Path) -> None:
    assert {*SETTING.findall(read(path))} <= known_settings()


def unknown_words(words: list[str]) -> list[str]:
    """The words of a command line that the program does not know."""
    command: click.Command = main
    while words and isinstance(command, click.Group) and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    if isinstance(command, click.Group) and words and not words[0].startswith("-"):
        return words
    options = {option for parameter in command.params for option in parameter.opts} | {"--help", "--version"}
    return [word for word in words if word.startswith("-") and word not in options]


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_commands_and_their_options_exist(path: Path) -> None:
    typed = [found[1] for passage in code(path) for found in COMMAND.finditer(passage)]
    assert {line: unknown for line in typed if (unknown := unknown_words(line.split()))} == {}


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_targets_exist(path: Path) -> None:
    targets = {*re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)}
    typed = {found[1] for passage in code(path) for found in TARGET.finditer(passage)}
    assert typed <= targets


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_modules_exist(path: Path) -> None:
    typed = {found[1] for passage in code(path) for found in MODULE.finditer(passage)}
    ours = {name for name in typed if re.match(rf"({NAMED_FOLDERS})\b", name)}
    assert [name for name in ours if not list(ROOT.glob(name.replace(".", "/") + "*"))] == []


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_files_exist(path: Path) -> None:
    named = {found[1] for found in FILE.finditer(read(path))}
    assert [name for name in named if not list(ROOT.glob(name.rstrip("/")))] == []


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_links_lead_somewhere(path: Path) -> None:
    linked = {found[1] for found in LINK.finditer(read(path))}
    assert [name for name in linked if not (ROOT / path.parent / name).exists()] == []
