"""An installation is the one that was tested: every file has a hash, every lock names the same versions."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.checkout import read, read_pyproject

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-build.lock"]
HASH = re.compile(r"\s--hash=sha256:[0-9a-f]{64}\b")


def entries(lock: str) -> list[str]:
    """Every requirement of a lock as one line, comments left out."""
    lines = [line for line in read(lock).splitlines() if not line.lstrip().startswith("#")]
    return [entry for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def versions(lock: str) -> dict[str, str]:
    requirements = [Requirement(HASH.sub("", entry)) for entry in entries(lock)]
    return {canonicalize_name(each.name): str(each.specifier) for each in requirements}


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(each).name) for each in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_of_a_lock_is_one_version_with_hashes(lock: str) -> None:
    assert len(entries(lock)) > 1
    for entry in entries(lock):
        assert re.match(r"[a-z0-9-]+==\S+ ", entry), entry
        assert HASH.search(entry), entry


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_host_or_an_index(lock: str) -> None:
    assert re.findall(r"://|index-url|find-links|trusted-host| @ ", read(lock)) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-build.lock"])
def test_what_is_shipped_is_what_the_tests_run_with(lock: str) -> None:
    tested = versions("requirements-dev.lock")
    assert versions(lock) == {name: tested[name] for name in versions(lock)}


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = read_pyproject()
    assert names(project["project"]["dependencies"]) <= versions("requirements.lock").keys()
    assert names(project["dependency-groups"]["build"]) <= versions("requirements-build.lock").keys()
    assert names(project["build-system"]["requires"]) <= versions("requirements-build.lock").keys()
    tools = [each for each in project["dependency-groups"]["dev"] if isinstance(each, str)]
    assert names(tools) <= versions("requirements-dev.lock").keys()
