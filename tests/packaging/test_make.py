"""`make` explains itself, names what is missing, and is what a fresh machine runs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.checkout import ROOT, read

TARGETS = ["help", "setup", "demo", "demo-new", "check", "test", "soak", "bench", "screens"]
TARGETS += ["format", "lock", "sbom", "clean"]


def make(folder: Path, *arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": str(path) if path else os.environ["PATH"], "LANG": "C.UTF-8"}
    command = [shutil.which("make") or "make", *arguments]
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout on a machine that has the shell's own tools and nothing else; `bin` is its PATH."""
    (tmp_path / "bin").mkdir()
    for tool in ["sh", "awk", "mkdir", "touch"]:
        found = shutil.which(tool)
        assert found
        (tmp_path / "bin" / tool).symlink_to(found)
    for file in ["Makefile", "pyproject.toml", "requirements.lock", "requirements-build.lock"]:
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


def install(machine: Path, name: str, script: str) -> None:
    program = machine / "bin" / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_make_alone_lists_every_target_with_a_sentence() -> None:
    listing = make(ROOT)
    assert listing.returncode == 0
    assert re.findall(r"^  ([a-z-]+) +\S", listing.stdout, re.MULTILINE) == TARGETS


def test_without_python_the_package_is_named(bare: Path) -> None:
    answer = make(bare, "setup", path=bare / "bin")
    assert answer.returncode == 2
    assert "needs Python 3.11 or newer" in answer.stderr
    assert "apt install python3 python3-venv" in answer.stderr


def test_a_python_that_is_too_old_is_refused(bare: Path) -> None:
    install(bare, "python3.9", "exit 1")
    answer = make(bare, "setup", "PYTHON=python3.9", path=bare / "bin")
    assert answer.returncode == 2
    assert "python3.9 is older or missing" in answer.stderr


def test_without_the_module_venv_the_package_is_named(bare: Path) -> None:
    install(bare, "python3", 'case "$2" in *ensurepip*) exit 1;; esac')
    answer = make(bare, "setup", path=bare / "bin")
    assert answer.returncode == 2
    assert "apt install python3-venv" in answer.stderr


def test_without_a_browser_the_package_is_named(bare: Path) -> None:
    answer = make(bare, "browser", path=bare / "bin")
    assert answer.returncode == 2
    assert "apt install chromium" in answer.stderr
    assert make(bare, "browser", "CHROMIUM=/opt/chromium", path=bare / "bin").returncode == 0


def test_a_fresh_machine_runs_make_test_without_anybody_at_the_keyboard() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert read(".ci/run").startswith("#!/usr/bin/env bash\n")
    assert read(".ci/run").endswith("\nmake test </dev/null\n")
