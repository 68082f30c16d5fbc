"""Stage directions of the plays: what the city does while a citizen is talking to the bot."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dialogs.city.citizen import NOTICE_VERSION
from dialogs.city.city import City, PublishedGuideline, PublishedSurvey
from dialogs.city.guideline import Section
from dialogs.city.notification import LastCall, NextSection
from dialogs.city.survey import Question
from dialogs.city.wish import next_unread
from dialogs.talks.menu import MENU
from tests.dialogs.cities import RATHAUS, READING, SPIELREGELN, all3, lautern
from tests.dialogs.dates import DATES
from tests.dialogs.doors import DOORS
from tests.dialogs.neighbours import NEIGHBOURS
from tests.dialogs.office import OFFICE
from tests.dialogs.stage import Stage
from tests.dialogs.tidings import TIDINGS


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


def _lay_out(stage: Stage) -> None:
    stage.city = replace(stage.city, guidelines=READING.guidelines)


def _rewrite(stage: Stage) -> None:
    """Coffee is gone, and nobody may be interrupted any more."""
    firmer = replace(SPIELREGELN.sections[1], text=all3("Niemand unterbricht. Nie.", "No cutting in. Ever."))
    later = replace(SPIELREGELN, sections=(SPIELREGELN.sections[0], firmer))
    stage.city = replace(
        stage.city,
        guidelines={"spielregeln": PublishedGuideline("spielregeln", {1: SPIELREGELN, 2: later})},
    )


def _end_reading(stage: Stage) -> None:
    closed = replace(stage.city.guidelines["spielregeln"], closed=True)
    stage.city = replace(stage.city, guidelines={"spielregeln": closed})


def _extend(stage: Stage) -> None:
    """The rules get twelve sections more, and no end."""
    more = tuple(
        Section(number, all3(f"Regel {number}", f"Rule {number}"), all3("Bitte.", "Please."))
        for number in range(10, 22)
    )
    longer = replace(SPIELREGELN, opens=None, closes=None, about={}, sections=(*SPIELREGELN.sections, *more))
    stage.city = replace(
        stage.city, guidelines={"spielregeln": PublishedGuideline("spielregeln", {1: longer})}
    )


def _take_away(stage: Stage) -> None:
    stage.city = replace(stage.city, guidelines={})


def _knows_notice(stage: Stage) -> None:
    stage.citizen = replace(stage.citizen, notice=NOTICE_VERSION)
    stage.place = MENU


def _renew_notice(stage: Stage) -> None:
    stage.citizen = replace(stage.citizen, notice=0)


def _publish_nothing(stage: Stage) -> None:
    stage.city = City()


def _be_late(stage: Stage) -> None:
    stage.late = timedelta(hours=3)


def _be_in_time(stage: Stage) -> None:
    stage.late = timedelta()


def _tell_next(stage: Stage) -> None:
    section = next_unread(SPIELREGELN, stage.memory.read.get("spielregeln", ()))
    assert section, "everything was read"
    stage.tell(NextSection("spielregeln", section.number))


def _call_last(stage: Stage) -> None:
    stage.tell(LastCall("spielregeln"))


DIRECTIONS: dict[str, Callable[[Stage], None]] = {
    **NEIGHBOURS,
    **DATES,
    **TIDINGS,
    **DOORS,
    **OFFICE,
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
    "Die Stadt legt ihre Spielregeln aus.": _lay_out,
    "Die Spielregeln erscheinen in einer neuen Fassung.": _rewrite,
    "Die Spielregeln werden von Hand beendet.": _end_reading,
    "Die Spielregeln sind lang und haben kein Ende.": _extend,
    "Die Spielregeln lassen sich nicht mehr lesen.": _take_away,
    "Was geschrieben wird, kommt erst nach drei Stunden an.": _be_late,
    "Was geschrieben wird, kommt wieder gleich an.": _be_in_time,
    "Es ist Zeit für den Abschnitt des Tages.": _tell_next,
    "Das Ende der Spielregeln ist nah.": _call_last,
}
