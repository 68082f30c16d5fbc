"""Random walks: whatever people do, nothing breaks, nothing is lost, and there is always a way on."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.city.answer import AnswerKind
from dialogs.city.city import City, PublishedSurvey
from dialogs.city.facts import SurveyHandedIn
from dialogs.city.survey import Survey, find_open, position, relevant
from dialogs.city.survey_check import check
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose, Said, Unclear
from dialogs.text import LANGUAGES
from tests.dialogs.chance import MOVES, SELDOM, do, surveys
from tests.dialogs.cities import READING, SMALL, lautern
from tests.dialogs.directions import follow
from tests.dialogs.stage import NOON, Memory, Stage

STARTS = [
    "", "survey-rathaus", "survey-fragen", "survey-beteiligung", "project-dates", "unsinn", "mine",
    "guideline-spielregeln", "section-spielregeln-4", "guideline-leitlinien", "section-leitlinien-2",
    "others-spielregeln-4", "event-garten", "checkin-garten-7kx20p",
]  # fmt: skip


@pytest.mark.parametrize("city", [READING, lautern()], ids=["small", "lautern"])
@pytest.mark.parametrize("language", LANGUAGES)
@given(start=st.sampled_from(STARTS), moves=MOVES)
@SELDOM
def test_nothing_breaks_and_the_menu_is_near(
    city: City, language: str, start: str, moves: list[tuple[Any, ...]]
) -> None:
    stage = Stage(city)
    stage.citizen = replace(stage.citizen, language=language)
    follow("Andere haben etwas zum Ausreden gesagt.", stage)
    follow("Die Stadt plant einen Garten und bittet um Anmeldung.", stage)
    follow("Am Eingang zum Garten hängt ein Code.", stage)
    stage.look()
    stage.hear(buttons.read_payload(start))
    for move in moves:
        do(stage, move)
    press_on_to_the_menu(stage)


def press_on_to_the_menu(stage: Stage) -> None:
    """By presses alone the menu is never further than five screens away."""
    for _try in range(5):
        if stage.place.talk == "menu" and stage.place.aside is None:
            return
        pressed = [buttons.read(code) for code in stage.codes()]
        goes_back = [read for read in pressed if isinstance(read, Chose) and read.value == "back"]
        stage.hear(next((read for read in pressed if leads_out(read)), *goes_back[:1]))
    pytest.fail(f"no way to the menu from {stage.place}")


def leads_out(read: Chose | Called | Unclear) -> bool:
    match read:
        case Called(talk=talk):
            return talk in ("menu", "here")
        case Chose(value=value):
            return value in ("understood", "pause", "menu")
        case Unclear():
            return False


@given(moves=MOVES)
@SELDOM
def test_the_menu_is_one_word_away(moves: list[tuple[Any, ...]]) -> None:
    stage = Stage(SMALL)
    stage.hear(Called("survey", "rathaus"))
    stage.hear(Chose(stage.place.mark, "understood"))
    for move in moves:
        do(stage, move)
        at = replace(stage, memory=deepcopy(stage.memory))
        at.hear(Said("Menü"))
        assert (at.place.talk, at.place.aside) == ("menu", None)


@given(moves=MOVES)
@SELDOM
def test_what_counts_is_what_was_asked_and_answered(moves: list[tuple[Any, ...]]) -> None:
    stage = Stage(SMALL)
    stage.hear(Called("survey", "rathaus"))
    stage.hear(Chose(stage.place.mark, "understood"))
    survey = SMALL.surveys["rathaus"].newest
    for move in [("press", 0)] * 30 + moves:
        before = len(stage.facts)
        do(stage, move)
        for fact in stage.facts[before:]:
            if isinstance(fact, SurveyHandedIn) and fact.survey == "rathaus":
                answers = stage.memory.runs["rathaus"].answers
                assert find_open(survey, answers) is None
                asked = [question.key for question in relevant(survey, answers)]
                assert fact.counted == tuple((key, answers[key].revision) for key in asked)
    replayed = Memory()
    for fact in stage.facts:
        replayed.keep(fact, NOON.date())
    assert replayed == stage.memory


@given(survey=surveys(), numbers=st.lists(st.integers(0, 20), min_size=20, max_size=20), data=st.data())
@SELDOM
def test_answering_differently_equals_having_answered_so_from_the_start(
    survey: Survey, numbers: list[int], data: st.DataObject
) -> None:
    if any("nie gestellt" in str(problem.sentence) for problem in check(survey)):
        return
    city = City(surveys={survey.slug: PublishedSurvey(survey.slug, {1: survey})})
    changed = Stage(city)
    begin(changed)
    answer_all(changed, numbers)
    for _edit in range(data.draw(st.integers(1, 3))):
        edits = [code for code in changed.codes() if ":edit." in code]
        changed.hear(buttons.read(data.draw(st.sampled_from(edits))))
        answer(changed, data.draw(st.integers(0, 20)))
        answer_all(changed, numbers)
    summary = changed.screen
    changed.hear(Chose(changed.place.mark, "hand_in"))

    straight = Stage(city)
    begin(straight)
    final = changed.memory.runs[survey.slug].answers
    while straight.place.step != "summary":
        given = final[straight.place.step.removeprefix("q.")]
        answer_with(straight, given.kind, given.value)
    assert straight.screen == summary
    straight.hear(Chose(straight.place.mark, "hand_in"))
    assert straight.memory.counted["zufall"].keys() == changed.memory.counted["zufall"].keys()


@given(survey=surveys(), numbers=st.lists(st.integers(0, 20), min_size=20, max_size=20))
@SELDOM
def test_the_progress_never_promises_too_little(survey: Survey, numbers: list[int]) -> None:
    stage = Stage(City(surveys={survey.slug: PublishedSurvey(survey.slug, {1: survey})}))
    begin(stage)
    most = len(survey.questions)
    for asked, number in enumerate(numbers, start=1):
        answers = stage.memory.runs[survey.slug].answers
        if stage.place.step == "summary":
            assert position(survey, answers, "")[1] == len(relevant(survey, answers)) <= most
            return
        here, total = position(survey, answers, stage.place.step.removeprefix("q."))
        assert here == asked <= total <= most
        most = total
        answer(stage, number)


def begin(stage: Stage) -> None:
    stage.hear(Called("survey", "zufall"))
    stage.hear(Chose(stage.place.mark, "understood"))
    stage.hear(Chose(stage.place.mark, "start"))


def answer_all(stage: Stage, numbers: list[int]) -> None:
    """Answers every open question, each by its own number, up to the summary."""
    for number in numbers:
        if stage.place.step == "summary":
            return
        answer(stage, number)
    assert stage.place.step == "summary"


def answer(stage: Stage, number: int) -> None:
    """Answers the question on the screen in one of the ways it offers."""
    values = [code.partition(":")[2] for code in stage.codes()]
    ways = [value for value in values if value.startswith(("a.", "+", "-")) or value in ("skip", "decline")]
    way = ways[number % len(ways)]
    if way in ("skip", "decline"):
        stage.hear(Chose(stage.place.mark, way))
    else:
        answer_with(stage, AnswerKind.GIVEN, (way.removeprefix("a.").lstrip("+-"),))


def answer_with(stage: Stage, kind: AnswerKind, value: tuple[str, ...]) -> None:
    """Answers the question on the screen in this very way."""
    press = stage.place.mark
    values = [code.partition(":")[2] for code in stage.codes()]
    if kind is not AnswerKind.GIVEN:
        stage.hear(Chose(press, {AnswerKind.SKIPPED: "skip", AnswerKind.DECLINED: "decline"}[kind]))
    elif "done" in values:
        for pick in stage.place.picks:
            stage.hear(Chose(press, f"-{pick}"))
        for pick in value:
            stage.hear(Chose(press, f"+{pick}"))
        stage.hear(Chose(press, "done"))
    else:
        stage.hear(Chose(press, f"a.{value[0]}"))
