"""Answers were erased because somebody asked for it, while the conversation still stands in the survey."""

import pytest

from dialogs.city.citizen import NOTICE_VERSION, Citizen
from dialogs.engine.heard import Called, Corrected, Heard, Said, Wish, Wished
from dialogs.engine.place import Place
from dialogs.engine.screen import Style
from dialogs.engine.wants import Run, RunState
from tests.dialogs.cities import READING, SMALL
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


def test_my_contributions_say_that_answers_were_erased() -> None:
    stage = Stage(SMALL, citizen=Citizen(1, notice=NOTICE_VERSION))
    stage.memory.runs["rathaus"] = Run(1, RunState.COMPLETE)
    stage.hear(Called("mine"))
    told = [stage.translator.plain(line.text) for line in stage.screen.lines]
    assert told[1] == "Umfrage „Unser Rathaus“: abgegeben. Die Antworten sind gelöscht."


def test_a_comment_that_was_erased_has_no_receipt() -> None:
    at = Place("section", "spielregeln-4", 1, "comment.receipt")
    stage = Stage(READING, citizen=Citizen(1, notice=NOTICE_VERSION), place=at)
    stage.hear(Said("Danke!"))
    assert Style.CODE not in {line.style for line in stage.screen.lines}
