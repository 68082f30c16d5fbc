"""The tree speaks of the project alone: nothing unfinished, nothing of the machine it was written on."""

import re

from tests.house.tree import files, offenders, python_files, read

PICTURES = {".png", ".svg", ".ico", ".woff2", ".webp", ".jpg"}
TEXTS = tuple(
    path for path in files() if path.suffix not in PICTURES and not path.parts[0].startswith("LICENSE")
)
LOCKS = tuple(path for path in TEXTS if path.suffix == ".lock")

UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|Users|tmp|mnt)/\w")
INDEX = re.compile(r"^--?(?:i|index-url|extra-index-url|find-links|trusted-host)\b", re.MULTILINE)
OFF = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)$", re.MULTILINE)
EXCUSED = re.compile(r"(?:\[[\w, -]+\]|: ?[A-Z]+\d+(?:, ?[A-Z]+\d+)*)\W+\w.*")


def test_nothing_is_left_for_later() -> None:
    assert offenders(TEXTS, UNFINISHED) == []


def test_no_path_of_a_machine() -> None:
    assert offenders(TEXTS, MACHINE) == []


def test_a_lock_names_no_address_to_load_from() -> None:
    assert LOCKS
    assert offenders(LOCKS, INDEX) == []


def test_what_is_switched_off_says_which_rule_and_why() -> None:
    silent = [
        (str(path), found[0])
        for path in python_files()
        for found in OFF.finditer(read(path))
        if not EXCUSED.fullmatch(found["rest"])
    ]
    assert silent == []
