"""The ways of running Stadtdialog that are shipped use settings that exist."""

import re

import pytest

from storage.settings import PREFIX, SECRETS, Settings
from tests.packaging.checkout import read

SHIPPED = [
    "Dockerfile",
    "compose.yaml",
    "deploy/stadtdialog@.service",
    "deploy/nginx.conf",
    "deploy/Caddyfile",
    "SECURITY.md",
]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_setting_that_is_named_exists(name: str) -> None:
    known = {f"{PREFIX}{field.upper()}" for field in Settings.model_fields}
    known |= {f"{PREFIX}{secret.upper()}_FILE" for secret in SECRETS}
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+", read(name)))
    assert named
    assert named - known == set()
