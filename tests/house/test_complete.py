"""What must be whole: every fact is written, every want answered, every question type is in its table."""

from pathlib import Path
from typing import get_args

from dialogs.city.facts import Fact
from dialogs.city.questions import TYPES
from dialogs.engine.wants import Want
from dialogs.talks import ASIDES, TALKS
from storage.record import WRITERS
from storage.wants import ANSWERERS
from tests.house.tree import ROOT

TALKS_FOLDER = ROOT / "dialogs" / "talks"


def test_every_fact_has_a_writer() -> None:
    assert {*WRITERS} == {*get_args(Fact)}


def test_every_want_has_an_answerer() -> None:
    assert {*ANSWERERS} == {*get_args(Want)}


def test_every_type_of_question_stands_under_its_name() -> None:
    assert [kind.name for kind in TYPES.values()] == [*TYPES]
    files = {path.stem for path in (ROOT / "dialogs" / "city" / "questions").glob("*.py")}
    assert files == {*TYPES, "__init__", "kind", "checks"}


def test_every_talk_stands_under_its_name() -> None:
    assert [talk.name for talk in TALKS.values()] == [*TALKS]
    assert [aside.name for aside in ASIDES.values()] == [*ASIDES]
    assert not {*TALKS} & {*ASIDES}
    assert all((TALKS_FOLDER / f"{name}.py").exists() for name in (*TALKS, *ASIDES))


def test_every_talk_is_in_its_table() -> None:
    def offers_a_talk(path: Path) -> bool:
        return any(line.startswith(("TALK =", "ASIDE =")) for line in path.read_text("utf-8").splitlines())

    offered = {path.stem for path in TALKS_FOLDER.glob("*.py") if offers_a_talk(path)}
    assert offered == {*TALKS, *ASIDES}
