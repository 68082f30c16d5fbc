"""What is installed is complete: every file of the rooms, and nothing of the tests."""

from importlib.metadata import PathDistribution
from pathlib import Path
from zipfile import Path as ZipPath
from zipfile import ZipFile

from tests.packaging.checkout import tracked_files

ROOMS = ["stadtdialog*.py", "admin_web", "bot", "dialogs", "examples", "locales", "storage"]


def test_the_wheel_holds_every_file_of_the_rooms_and_no_other(wheel: Path) -> None:
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == tracked_files(*ROOMS)


def test_the_wheel_brings_the_command_and_the_licence(wheel: Path) -> None:
    [folder] = [each for each in ZipPath(wheel).iterdir() if each.name.endswith(".dist-info")]
    installed = PathDistribution(folder)
    assert [(each.name, each.value) for each in installed.entry_points] == [
        ("stadtdialog", "stadtdialog:main")
    ]
    assert installed.metadata["License-Expression"] == "EUPL-1.2"
    assert (folder / "licenses" / "LICENSE").is_file()
