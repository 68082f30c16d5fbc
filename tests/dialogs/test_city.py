"""The nouns of the city: windows, what is open, what is asked."""

from datetime import UTC, datetime, timedelta

from dialogs.city.answer import Answer
from dialogs.city.city import City, PublishedSurvey
from dialogs.city.guideline import Guideline
from dialogs.city.survey import Survey, find_previous, position, relevant
from dialogs.city.window import Moment, Window
from dialogs.text import _, filled, n_
from locales.translator import translator
from tests.dialogs.cities import RATHAUS, SMALL, lautern
from tests.dialogs.stage import BERLIN, NOON

HOUR = timedelta(hours=1)


def test_a_window_is_open_from_its_first_moment_up_to_its_last() -> None:
    window = Window(NOON, NOON + HOUR)
    moments = [window.at(NOON + shift) for shift in (-timedelta(microseconds=1), timedelta(), HOUR)]
    assert moments == [Moment.BEFORE, Moment.OPEN, Moment.AFTER]
    assert Window().at(NOON) is Moment.OPEN


def test_a_guideline_has_a_window() -> None:
    guideline = Guideline("a", {"de": "A"}, (), opens=NOON)
    assert guideline.window == Window(NOON)


def test_what_closes_first_comes_first() -> None:
    def survey(slug: str, closes: datetime | None = None) -> PublishedSurvey:
        return PublishedSurvey(slug, {1: Survey(slug, {"de": slug}, (), closes=closes)})

    soon, later = NOON + HOUR, NOON + 2 * HOUR
    surveys = [
        survey("never"),
        survey("later", later),
        survey("b", soon),
        survey("a", soon),
        survey("over", NOON),
    ]
    city = City(surveys={published.slug: published for published in surveys})
    assert [published.slug for published in city.open_surveys(NOON)] == ["a", "b", "later", "never"]


def test_a_question_that_is_not_asked_stands_at_the_end() -> None:
    assert find_previous(RATHAUS, {}, "wofuer") is None
    assert position(RATHAUS, {}, "wofuer") == (6, 7)


def test_what_depends_on_an_open_question_may_still_come() -> None:
    assert [question.key for question in relevant(RATHAUS, {})][:2] == ["dort", "gut"]
    assert position(RATHAUS, {}, "")[1] == 7
    assert position(RATHAUS, {"dort": Answer(("no",))}, "")[1] == 6
    assert position(RATHAUS, {"dort": Answer(("yes",)), "wofuer": Answer(("heirat",))}, "")[1] == 6


def test_the_sample_city_is_whole() -> None:
    city = lautern()
    assert len(city.guidelines["leitlinien"].newest.sections) == 9
    assert len(city.surveys["beteiligung"].newest.questions) >= 8
    assert [published.slug for published in SMALL.open_surveys(datetime(2024, 3, 20, tzinfo=UTC))] == [
        "rathaus",
        "fragen",
    ]


def test_texts_are_filled_if_anybody_can_read_something() -> None:
    assert filled({"de": " ", "en": "x"})
    assert not filled({"de": " "})
    assert not filled({})


def test_texts_keep_their_values_until_they_are_said() -> None:
    say = translator("de", BERLIN).plain
    assert say(_("Frage {number} von {total}", number=1, total=2)) == "Frage 1 von 2"
    assert [say(n_("{count} Frage", "{count} Fragen", count)) for count in (0, 1, 2)] == [
        "0 Fragen",
        "1 Frage",
        "2 Fragen",
    ]
