"""The program runs for a user to whom nothing belongs but one folder."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from zipfile import ZipFile

import pytest

NOBODY = 65534
PATIENCE = 120.0
BECOME_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs"]
# If the interpreter lies in a home folder closed to others, the stranger may look, not write; and if not even
# that can be granted, root goes without every privilege of root.
LADDER = [
    BECOME_NOBODY,
    [*BECOME_NOBODY, "--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"],
    ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"],
]


def as_a_stranger() -> list[str]:
    """What stands before a command so that it runs without our rights; nothing where we have none."""
    if os.getuid() != 0:
        return []
    probe = [sys.executable, "-c", "import sqlite3, sqlalchemy"]
    for prefix in LADDER:
        if subprocess.run([*prefix, *probe], cwd="/", capture_output=True, check=False).returncode == 0:
            return prefix
    pytest.fail("no way to run a program without the rights of root")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder every user can look into, with the installed program (read-only) and one writable folder."""
    folder = Path(tempfile.mkdtemp(prefix="stadtdialog-"))
    folder.chmod(0o755)
    yield folder
    for each in [folder, *folder.rglob("*")]:
        if each.is_dir():
            each.chmod(0o755)
    shutil.rmtree(folder)


def unpack_read_only(wheel: Path, tree: Path) -> None:
    ZipFile(wheel).extractall(tree)
    for each in [*tree.rglob("*"), tree]:
        each.chmod(0o555 if each.is_dir() else 0o444)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(place: Path, port: int) -> subprocess.Popen[str]:
    data = place / "data"
    data.mkdir()
    if os.getuid() == 0 and "--reuid" in " ".join(as_a_stranger()):
        os.chown(data, NOBODY, NOBODY)
    settings = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(place / "tree"),
        "STADTDIALOG_DATA_DIR": str(data),
        "STADTDIALOG_DATABASE_URL": f"sqlite:///{data}/stadtdialog.sqlite",
        "STADTDIALOG_HOST": "127.0.0.1",
        "STADTDIALOG_PORT": str(port),
    }
    command = [*as_a_stranger(), sys.executable, "-s", "-c", "import stadtdialog; stadtdialog.main()", "run"]
    with (place / "output").open("w") as output:
        return subprocess.Popen(
            command, cwd=data, env=settings, stdin=subprocess.DEVNULL, stdout=output, stderr=output, text=True
        )


def healthz(place: Path, port: int, program: subprocess.Popen[str]) -> int:
    """The status of /healthz, as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while program.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
                status: int = answer.status
                return status
        except URLError:
            time.sleep(0.1)
    program.kill()
    program.wait()
    pytest.fail(f"the program did not answer:\n{(place / 'output').read_text()}")


def test_another_user_on_a_read_only_tree_with_one_writable_folder(wheel: Path, place: Path) -> None:
    tree = place / "tree"
    unpack_read_only(wheel, tree)
    before = sorted(tree.rglob("*"))
    port = free_port()
    program = start(place, port)

    assert healthz(place, port, program) == 200

    program.send_signal(signal.SIGTERM)
    assert program.wait(PATIENCE) == 0, (place / "output").read_text()
    assert sorted(tree.rglob("*")) == before
    assert (place / "data" / "stadtdialog.sqlite").is_file()
