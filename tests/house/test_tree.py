"""The tree speaks of the project alone: nothing unfinished, nothing of the machine it was written on."""

import re
from pathlib import Path

import pytest

from tests.house.tree import files, read

TEXTS = [path for path in files() if path.suffix not in (".png", ".svg", ".ico", ".woff2", ".webp", ".jpg")]
LEGAL = ("LICENSE", "LICENSES")

UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|Users|tmp|mnt)/\w")
INDEX = re.compile(r"^--?(?:i|index-url|extra-index-url|find-links|trusted-host)\b", re.MULTILINE)


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_nothing_is_left_for_later(path: Path) -> None:
    assert path.parts[0] in LEGAL or not UNFINISHED.search(read(path))


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_no_path_of_a_machine(path: Path) -> None:
    assert path.parts[0] in LEGAL or not MACHINE.search(read(path))


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".lock"], ids=str)
def test_a_lock_names_no_address_to_load_from(path: Path) -> None:
    assert not INDEX.search(read(path))


OFF = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)$", re.MULTILINE)
EXCUSED = re.compile(r"(?:\[[\w, -]+\]|: ?[A-Z]+\d+(?:, ?[A-Z]+\d+)*)\W+\w.*")


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".py"], ids=str)
def test_what_is_switched_off_says_which_rule_and_why(path: Path) -> None:
    assert [found[0] for found in OFF.finditer(read(path)) if not EXCUSED.fullmatch(found["rest"])] == []
