"""Everybody may use, change and pass on Stadtdialog under the EUPL-1.2, and every file says so."""

import subprocess
import sys

from tests.packaging.checkout import ROOT, read, read_pyproject, read_yaml


def test_the_licence_is_the_whole_eupl() -> None:
    licence = read("LICENSE")
    assert licence == read("LICENSES/EUPL-1.2.txt")
    assert licence.split()[:6] == ["EUROPEAN", "UNION", "PUBLIC", "LICENCE", "v.", "1.2"]
    assert [f"\n{number}. " in licence for number in range(1, 16)] == [True] * 15
    assert "'Compatible Licences' according to Article 5 EUPL are:" in licence


def test_everything_that_names_the_licence_names_this_one() -> None:
    assert read_pyproject()["project"]["license"] == "EUPL-1.2"
    assert read_yaml("publiccode.yml")["legal"]["license"] == "EUPL-1.2"
    assert 'org.opencontainers.image.licenses="EUPL-1.2"' in read("Dockerfile")


def test_every_file_has_an_owner_and_a_licence() -> None:
    command = [sys.executable, "-m", "reuse", "lint", "--lines"]
    lint = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (lint.stdout, lint.returncode) == ("", 0)
