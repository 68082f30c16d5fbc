"""Every story begins on a machine where nothing is set, in an empty folder."""

import os
from pathlib import Path

import pytest

from storage.settings import PREFIX


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
