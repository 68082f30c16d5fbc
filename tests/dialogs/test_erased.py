"""Answers were erased because somebody asked for it, while the conversation still stands in the survey."""

import pytest

from dialogs.city.citizen import NOTICE_VERSION, Citizen
from dialogs.engine.heard import Corrected, Heard, Said, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.wants import RunState
from tests.dialogs.cities import SMALL
from tests.dialogs.stage import Stage

FIRST = SMALL.surveys["fragen"].newest.questions[0].key


@pytest.mark.parametrize("step", [f"q.{FIRST}", "summary", "receipt"])
@pytest.mark.parametrize("heard", [Said("Hallo", 7), Wished(Wish.DONE), Wished(Wish.BACK), Corrected("x", 7)])
def test_it_begins_anew_and_writes_nothing_of_before(step: str, heard: Heard) -> None:
    stage = Stage(SMALL, citizen=Citizen(1, notice=NOTICE_VERSION), place=Place("survey", "fragen", 1, step))
    stage.hear(heard)
    assert (stage.place.item, stage.place.step) == ("fragen", "intro")
    assert stage.facts == []
    stage.hear(Wished(Wish.DONE))
    assert stage.memory.runs["fragen"].state is RunState.STARTED
