"""What every channel shares, and the named points at which a test may end the process."""

import subprocess
import sys

import pytest

from bot.channel import language_of
from bot.crash import EXIT_CODE, POINTS, arm, passing


@pytest.mark.parametrize(
    ("code", "language"),
    [(None, "de"), ("", "de"), ("de", "de"), ("DE-ch", "de"), ("en-GB", "en"), ("uk", "en")],
)
def test_the_language_of_an_app(code: str | None, language: str) -> None:
    assert language_of(code) == language


def test_a_point_that_is_not_armed_does_nothing() -> None:
    for point in POINTS:
        passing(point)


def test_only_known_points_can_be_armed() -> None:
    with pytest.raises(ValueError, match="no such point: lunch"):
        arm("lunch:1")


def test_a_process_ends_at_the_pass_it_was_armed_for() -> None:
    program = "from bot.crash import passing\nfor n in range(3):\n    print(n)\n    passing('after-claim')"
    ended = subprocess.run(
        [sys.executable, "-u", "-c", program],
        env={"CRASH_AT": "after-claim:2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (EXIT_CODE, "0\n1\n")
