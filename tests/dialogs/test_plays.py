"""Every play goes as it is written."""

from difflib import unified_diff
from pathlib import Path

import pytest

from tests.dialogs.play import perform

PLAYS = sorted((Path(__file__).parent / "plays").glob("*.txt"))


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_play(path: Path, pytestconfig: pytest.Config) -> None:
    written = path.read_text(encoding="utf-8")
    performed = perform(written)
    if pytestconfig.getoption("--rewrite-plays"):
        path.write_text(performed, encoding="utf-8")
    elif performed != written:
        diff = unified_diff(written.splitlines(), performed.splitlines(), "as written", "as performed", n=6)
        pytest.fail("\n".join(diff), pytrace=False)


def test_every_play_says_what_it_is_about() -> None:
    assert PLAYS
    assert [path.name for path in PLAYS if not path.read_text(encoding="utf-8").startswith("# ")] == []
