"""publiccode.yml is what the directories of public administrations can read (standard 0.5)."""

from datetime import date
from typing import Any

import pytest

from tests.packaging.checkout import ROOT, read_pyproject, read_yaml

MANDATORY = {
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
}  # fmt: skip
OPTIONAL = {
    "applicationSuite", "landingURL", "isBasedOn", "organisation", "fundedBy", "softwareVersion",
    "releaseDate", "logo", "usedBy", "roadmap", "intendedAudience", "dependsOn",
}  # fmt: skip


@pytest.fixture(scope="module")
def entry() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml("publiccode.yml")
    return loaded


def test_it_has_the_keys_of_the_standard_and_no_others(entry: dict[str, Any]) -> None:
    assert entry.keys() >= MANDATORY
    assert entry.keys() - MANDATORY - OPTIONAL == set()
    assert entry["publiccodeYmlVersion"] == "0.5"


def test_it_chooses_from_the_lists_of_the_standard(entry: dict[str, Any]) -> None:
    assert entry["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert entry["softwareType"] == "standalone/web"
    assert set(entry["platforms"]) <= {"web", "windows", "mac", "linux", "ios", "android"}
    assert entry["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert all(contact["name"] for contact in entry["maintenance"]["contacts"])


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_describes_the_software_in_the_lengths_that_are_allowed(
    entry: dict[str, Any], language: str
) -> None:
    description = entry["description"][language]
    assert 1 <= len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert 5 <= len(description["features"]) <= 20
    assert all((ROOT / picture).is_file() for picture in description.get("screenshots", []))


def test_it_tells_the_version_that_is_here(entry: dict[str, Any]) -> None:
    assert entry["softwareVersion"] == read_pyproject()["project"]["version"]
    assert isinstance(entry.get("releaseDate", date.max), date)


def test_it_names_the_languages_that_are_here(entry: dict[str, Any]) -> None:
    assert entry["localisation"] == {
        "localisationReady": True,
        "availableLanguages": ["de", "en", "de-simple"],
    }
