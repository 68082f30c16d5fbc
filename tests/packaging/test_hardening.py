"""Containers and services run without rights they do not need, and each gets its own secrets only."""

import re
from configparser import ConfigParser
from typing import Any

import pytest

from tests.packaging.checkout import read, read_yaml

OWN = ["stadtdialog", "bot", "admin"]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml("compose.yaml")
    return loaded


@pytest.mark.parametrize("name", [*OWN, "database"])
def test_a_container_can_write_nowhere_but_in_its_volume_and_has_no_capability(
    compose: dict[str, Any], name: str
) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert len(service["volumes"]) == 1


@pytest.mark.parametrize("name", OWN)
def test_the_outside_world_comes_through_a_web_server_on_the_same_machine(
    compose: dict[str, Any], name: str
) -> None:
    [port] = compose["services"][name]["ports"]
    assert re.fullmatch(r"127\.0\.0\.1:808[01]:8080", port)


def test_the_database_is_reached_from_inside_only(compose: dict[str, Any]) -> None:
    assert "ports" not in compose["services"]["database"]
    assert compose["services"]["database"]["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}


def test_the_admin_page_never_sees_the_secrets_of_the_bot(compose: dict[str, Any]) -> None:
    admin = compose["services"]["admin"]
    assert admin["secrets"] == ["database_url"]
    assert "env_file" not in admin
    assert not [name for name in admin["environment"] if re.search("TELEGRAM|WEBHOOK|KEY", name)]


def test_secrets_are_files(compose: dict[str, Any]) -> None:
    assert all(secret.keys() == {"file"} for secret in compose["secrets"].values())
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|TOKEN|SECRET", name):
                assert (name.endswith("_FILE"), value.startswith("/run/secrets/")) == (True, True)


def test_sqlite_is_the_default_and_postgresql_a_profile(compose: dict[str, Any]) -> None:
    profiles = {name: service.get("profiles") for name, service in compose["services"].items()}
    assert profiles == {
        "stadtdialog": None,
        "bot": ["postgres"],
        "admin": ["postgres"],
        "database": ["postgres"],
    }


def test_the_image_runs_as_a_user_without_rights_and_tells_whether_it_lives() -> None:
    final = read("Dockerfile").rsplit("\nFROM ", 1)[1]
    assert "\nUSER 10001:10001\n" in final
    assert "\nVOLUME /data\n" in final
    assert "/healthz" in final.split("HEALTHCHECK", 1)[1]
    assert final.endswith('ENTRYPOINT ["stadtdialog"]\nCMD ["run"]\n')


def test_the_image_is_installed_from_locks_with_hashes() -> None:
    build = read("Dockerfile").rsplit("\nFROM ", 1)[0]
    installs = re.findall(r"install (?!--directory)(.+?)(?: \\)?\n", build)
    assert [flags.split()[0] for flags in installs] == ["--require-hashes", "--require-hashes", "--no-index"]


def test_the_service_has_a_changing_user_and_one_writable_folder() -> None:
    unit = ConfigParser(strict=False, interpolation=None, delimiters=["="])
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # the way ConfigParser documents to keep case
    unit.read_string(read("deploy/stadtdialog@.service"))
    service = dict(unit["Service"])
    assert service["ExecStart"] == "/opt/stadtdialog/.venv/bin/stadtdialog %i"
    hardened = {
        "DynamicUser": "yes",
        "StateDirectory": "stadtdialog-%i",
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
    }
    assert {name: service[name] for name in hardened} == hardened
