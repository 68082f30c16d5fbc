"""What pages must tell: all settings and commands; and only tests, places and pictures that exist."""

import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest

from stadtdialog import main
from storage.city_file import CityFile, read_city_file
from storage.settings import SECRETS, Settings, variable
from tests.house.tree import ROOT, files, read

RUNNING = Path("docs/running.md")
PAGES = [path for path in files() if path.suffix == ".md"]
PICTURES = [path for path in files() if path.parent == Path("docs/pictures")]
LARGEST_PICTURE = 150_000
MOST_PICTURES = 9

FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PLACE = re.compile(r"\]\(((?!https?:)[^)\s#]*)#([^)\s]+)\)")
SHOWN = re.compile(r"""<img src="([^"]+)"|!\[[^\]]*\]\(([^)]+)\)""")
CITED = re.compile(r"`(test_\w+)::(test_\w+)`")


def places(path: Path) -> set[str]:
    """The places of a page a link can lead to, named as the usual viewers name them."""
    headings = HEADING.findall(FENCED.sub("", read(path)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands(group: click.Group, before: str = "stadtdialog") -> Iterator[str]:
    for name, command in group.commands.items():
        words = f"{before} {name}"
        if isinstance(command, click.Group):
            yield from commands(command, words)
        else:
            yield words


def shown(path: Path) -> list[Path]:
    found = [one or other for one, other in SHOWN.findall(read(path))]
    return [(ROOT / path.parent / name).resolve().relative_to(ROOT) for name in found]


def test_every_setting_is_explained_to_operators() -> None:
    rows = {line.split("`")[1]: line for line in read(RUNNING).splitlines() if line.startswith("| `STADT")}
    assert set(rows) == {variable(name) for name in Settings.model_fields}
    assert {name for name, line in rows.items() if "*secret*" in line} == {variable(name) for name in SECRETS}


def test_every_command_is_explained_to_operators() -> None:
    told = {words for words in commands(main) if f"| `{words}" in read(RUNNING)}
    assert told == {*commands(main)}


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_links_lead_to_places_that_exist(path: Path) -> None:
    linked = [(Path(page) if page else Path(path.name), place) for page, place in PLACE.findall(read(path))]
    lost = [
        f"{page}#{place}"
        for page, place in linked
        if place not in places((ROOT / path.parent / page).resolve().relative_to(ROOT))
    ]
    assert lost == []


def test_every_test_that_is_cited_exists() -> None:
    known = {
        (path.stem, name)
        for path in files()
        if path.parts[0] == "tests" and path.suffix == ".py"
        for name in re.findall(r"def (test_\w+)", read(path))
    }
    cited = {pair for path in PAGES for pair in CITED.findall(read(path))}
    assert len([pair for pair in cited if pair in known]) > 50
    assert cited - known == set()


def test_pictures_are_few_small_and_all_shown() -> None:
    assert 0 < len(PICTURES) <= MOST_PICTURES
    assert [path for path in PICTURES if (ROOT / path).stat().st_size > LARGEST_PICTURE] == []
    assert {picture for path in PAGES for picture in shown(path)} == {*PICTURES}


def test_the_city_file_that_is_shown_can_be_read(tmp_path: Path) -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", read(RUNNING), re.DOTALL)
    file = tmp_path / "city.yaml"
    file.write_text(example, encoding="utf-8")
    assert isinstance(read_city_file(file, ZoneInfo("Europe/Berlin")), CityFile)
