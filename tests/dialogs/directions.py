"""Stage directions of the plays: what the city does while a citizen is talking to the bot."""

from collections.abc import Callable
from dataclasses import replace

from dialogs.city.citizen import NOTICE_VERSION
from dialogs.city.city import City, PublishedSurvey
from dialogs.city.survey import Question
from dialogs.talks.menu import MENU
from tests.dialogs.cities import RATHAUS, all3, lautern
from tests.dialogs.stage import Stage


def follow(direction: str, stage: Stage) -> None:
    """Does what a direction says."""
    DIRECTIONS[direction](stage)


def _move_to_lautern(stage: Stage) -> None:
    stage.city = lautern()


def _speak_english(stage: Stage) -> None:
    stage.citizen = replace(stage.citizen, language="en")


def _speak_simply(stage: Stage) -> None:
    stage.citizen = replace(stage.citizen, language="de@simple")


def _with(stage: Stage, survey: PublishedSurvey) -> None:
    stage.city = replace(stage.city, surveys={**stage.city.surveys, survey.slug: survey})


def _publish_again(stage: Stage) -> None:
    """A first question more, and one gone."""
    new = Question("name", "yes_no", all3("Wissen Sie, wie das Rathaus heißt?", "Do you know its name?"))
    later = replace(RATHAUS, questions=(new, *RATHAUS.questions[:-1]))
    before = stage.city.surveys["rathaus"]
    _with(stage, replace(before, versions={**before.versions, 2: later}))


def _close(stage: Stage) -> None:
    _with(stage, replace(stage.city.surveys["rathaus"], closed=True))


def _lose(stage: Stage) -> None:
    kept = {slug: survey for slug, survey in stage.city.surveys.items() if slug != "rathaus"}
    stage.city = replace(stage.city, surveys=kept)


def _lose_version(stage: Stage) -> None:
    _publish_again(stage)
    survey = stage.city.surveys["rathaus"]
    _with(stage, replace(survey, versions={2: survey.versions[2]}))


def _knows_notice(stage: Stage) -> None:
    stage.citizen = replace(stage.citizen, notice=NOTICE_VERSION)
    stage.place = MENU


def _renew_notice(stage: Stage) -> None:
    stage.citizen = replace(stage.citizen, notice=0)


def _publish_nothing(stage: Stage) -> None:
    stage.city = City()


DIRECTIONS: dict[str, Callable[[Stage], None]] = {
    "Die Stadt ist Kaiserslautern.": _move_to_lautern,
    "Die Stadt hat noch nichts veröffentlicht.": _publish_nothing,
    "Der Hinweis zum Datenschutz ist gelesen.": _knows_notice,
    "Die App spricht Englisch.": _speak_english,
    "Die App spricht Leichte Sprache.": _speak_simply,
    "Die Umfrage zum Rathaus erscheint in einer neuen Fassung.": _publish_again,
    "Die Umfrage zum Rathaus wird von Hand beendet.": _close,
    "Die Umfrage zum Rathaus lässt sich nicht mehr lesen.": _lose,
    "Die alte Fassung der Umfrage zum Rathaus lässt sich nicht mehr lesen.": _lose_version,
    "Der Hinweis zum Datenschutz ist neu.": _renew_notice,
}
