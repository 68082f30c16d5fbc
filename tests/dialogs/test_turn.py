"""What the engine does at its edges, where no citizen of a play comes by."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city.citizen import Citizen
from dialogs.city.facts import SurveyStarted
from dialogs.engine import place, turn
from dialogs.engine.heard import Called, Chose, Corrected, Heard, Said, Unclear, Wish, Wished
from dialogs.engine.place import NOWHERE, Place
from dialogs.engine.talk import Step, View
from dialogs.engine.wants import Found, MyRun, MySurveys, Run, RunState, Want
from dialogs.engine.wants_announced import Announced, AnnouncedIn
from dialogs.engine.words import FIRM, LOOSE
from dialogs.talks import ASIDES, COMMANDS, TALKS
from tests.dialogs.chance import ANYTHING, OFTEN
from tests.dialogs.cities import READING, SMALL
from tests.dialogs.stage import NOON, Stage

READER = Citizen(1, notice=1)
INSIDE = (
    NOWHERE,
    Place("menu"),
    Place("survey", "rathaus", 1, "intro"),
    Place("survey", "rathaus", 1, "q.dort"),
    Place("survey", "rathaus", 1, "q.mehr"),
    Place("survey", "rathaus", 1, "summary"),
    Place("survey", "rathaus", 1, "receipt"),
    Place("guideline", "spielregeln", 1),
    Place("guideline", "spielregeln", 1, "1"),
    Place("section", "spielregeln-4", 1),
    Place("section", "spielregeln-4", 1, "comment"),
    Place("section", "spielregeln-4", 1, "discard"),
    Place("section", "spielregeln-4", 1, "receipt"),
    Place("section", "nirgends-4", 1),
    Place("guideline", "nirgends", 1),
    Place("mine"),
    Place("signup", "fest"),
    Place("checkin", "fest"),
    Place("checkin", "fest", step="7KX20P"),
)
"""A place of every step there is."""

HEARD: tuple[Heard, ...] = (
    Said("?"),
    Corrected("?", 1),
    Chose("00000000", "?"),
    Chose("00000000", "hand_in"),
    Unclear("?"),
    *(Wished(wish, "?") for wish in Wish),
)


@pytest.mark.parametrize("heard", HEARD, ids=str)
@pytest.mark.parametrize("at", INSIDE, ids=str)
def test_every_talk_can_hear_everything(at: Place, heard: Heard) -> None:
    begun: dict[Want, Found] = {MyRun("rathaus"): Run(1, RunState.STARTED)}
    assert isinstance(TALKS[at.talk].hear(View(READING, READER, at, NOON), heard), Step)
    assert isinstance(TALKS[at.talk].hear(View(READING, READER, at, NOON, found=begun), heard), Step)


def test_a_place_of_another_version_becomes_the_menu() -> None:
    stage = Stage(SMALL, citizen=READER, place=Place("idea", "x", 1, "photo"))
    stage.hear(Unclear("sticker"))
    assert stage.place == Place("menu")


def test_an_aside_of_another_version_is_left_out() -> None:
    stage = Stage(SMALL, citizen=READER, place=Place("menu", aside=Called("weather")))
    stage.hear(Unclear("sticker"))
    assert stage.place == Place("menu")


def test_a_vanished_survey_does_not_stand_in_the_way_of_a_door() -> None:
    lost = Place("survey", "gibtsnicht", 1, "q.x")
    stage = Stage(SMALL, citizen=READER, place=lost)
    stage.hear(Called("survey", "rathaus"))
    assert stage.place == Place("survey", "rathaus", 1, "intro")


def test_wants_are_those_of_here_and_of_where_it_may_lead() -> None:
    at = Place("survey", "rathaus", 1, "q.dort")
    assert turn.wants_before(at, Said("ja")) == {MyRun("rathaus")}
    assert turn.wants_before(at, Called("menu")) == {MyRun("rathaus"), MySurveys()}
    assert turn.wants_before(at, Called("help")) == {MyRun("rathaus")}
    assert turn.wants_before(Place("welcome", then=Called("survey", "x")), Chose("0", "y")) == {MyRun("x")}
    assert turn.wants_before(Place("menu"), Said("Wann?", 9, replies_to=4)) == {MySurveys(), AnnouncedIn(4)}
    assert turn.wants_of(Place("idea")) == set()


@pytest.mark.parametrize("heard", [Said("Ja", 9, 4), Corrected("Nein", 4, 4)])
def test_a_reply_to_an_announcement_answers_no_question(heard: Said | Corrected) -> None:
    at = Place("survey", "rathaus", 1, "q.dort", said=(4, "dort"))
    stage = Stage(SMALL, citizen=READER, place=at)
    stage.memory.keep(SurveyStarted("rathaus", 1, "de"), NOON.date())
    stage.memory.announced[4] = Announced("survey-rathaus")
    assert stage.hear(heard).facts == ()
    assert stage.place == replace(at, aside=Called("reply", "survey-rathaus"))
    # To anything else it is an answer.
    stage.memory.announced, stage.place = {}, at
    assert stage.hear(Said("Ja", 9, 4)).facts


def test_what_is_not_understood_leaves_the_place_byte_for_byte() -> None:
    at = Place("survey", "rathaus", 1, "q.wuensche", picks=("bank",), said=(4, "warten"))
    for heard in (Said("Quatsch", 5), Unclear("voice"), Chose("00000000", "done"), Corrected("x", 3)):
        stage = Stage(SMALL, citizen=READER, place=at)
        stage.memory.keep(SurveyStarted("rathaus", 1, "de"), NOON.date())
        stage.hear(heard)
        assert place.dump(stage.place) == place.dump(at)


def test_doors_of_commands_and_words_exist() -> None:
    meanings = [*COMMANDS.values(), *(meant.talk for meant in LOOSE.values() if isinstance(meant, Called))]
    assert {*meanings} <= {*TALKS, *ASIDES}
    assert {*FIRM} <= {*LOOSE}


PLACES = st.builds(
    Place,
    talk=ANYTHING.filter(bool),
    item=ANYTHING,
    run=st.integers(0, 10**6),
    step=ANYTHING,
    picks=st.lists(ANYTHING, max_size=4).map(tuple),
    then=st.none() | st.builds(Called, ANYTHING, ANYTHING),
    said=st.none() | st.tuples(st.integers(1, 2**40), ANYTHING),
    aside=st.none() | st.builds(Called, ANYTHING, ANYTHING),
) | st.builds(
    Place,
    talk=st.just("menu"),
    aside=st.builds(Called, ANYTHING, ANYTHING),
    before=st.builds(Called, ANYTHING, ANYTHING),
)


@given(at=PLACES)
@OFTEN
def test_a_place_comes_back_as_it_was_written(at: Place) -> None:
    assert place.load(place.dump(at)) == at


def test_a_place_is_written_without_its_empty_end() -> None:
    assert place.dump(NOWHERE) == '["welcome"]'
    assert place.dump(Place("survey", "a", 2, "q.b", ("c",))) == '["survey","a",2,"q.b",["c"]]'
    assert place.dump(Place("menu", aside=Called("help"))) == '["menu","",0,"",[],null,null,["help",""]]'


def test_the_mark_of_a_place_ignores_what_is_toggled() -> None:
    at = Place("survey", "a", 2, "q.b")
    assert at.mark == replace(at, picks=("c",), said=(1, "d"), aside=Called("help")).mark
    assert at.mark != replace(at, run=3).mark
