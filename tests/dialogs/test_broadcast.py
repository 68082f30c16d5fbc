"""Announcements: which state follows which, who agrees, how many a week; what may be wrong; what is seen."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.telegram.show import parts, show
from bot.webchat import show as web
from dialogs.city.broadcast import (
    MOVES,
    Audience,
    Broadcast,
    BroadcastState,
    corrected,
    crowded,
    from_states,
    may_approve,
    needs_second,
)
from dialogs.city.broadcast_check import (
    check,
    check_names,
    leads_somewhere,
    most_units,
    topics_to_choose,
    units,
)
from dialogs.city.city import City, PublishedGuideline, PublishedSurvey
from dialogs.city.event import Event
from dialogs.engine.attachment import Document, Picture
from dialogs.engine.screen import Screen
from dialogs.talks import announcement
from dialogs.text import LANGUAGES, Content, Text
from locales.translator import translator
from tests import sample

BERLIN = ZoneInfo("Europe/Berlin")
CITY = City(
    surveys={"beteiligung": PublishedSurvey("beteiligung", {1: sample.SURVEY})},
    guidelines={"leitlinien": PublishedGuideline("leitlinien", {1: sample.GUIDELINE})},
    events={"markt": Event("markt", {"de": "Markt"}, sample.NOW, project="Radweg Süd", district="Mitte")},
)
NO_CONSENT = "Ohne Zustimmung zu Ankündigungen geht nur, was einen Termin betrifft."
LONG = "Überschrift und Text sind zusammen"
RIGHT = Broadcast({"de": "Der Markt zieht um", "en": "The market is moving"}, {"de": "Ab **Montag**."})


def test_every_state_can_be_left_but_the_last() -> None:
    assert MOVES.keys() == set(BroadcastState)
    assert [state for state, onward in MOVES.items() if not onward] == [BroadcastState.WITHDRAWN]
    assert from_states(BroadcastState.DRAFT) == (BroadcastState.SUBMITTED, BroadcastState.PLANNED)
    # What has begun is never a draft again, and was never withdrawn.
    begun = {BroadcastState.SENDING, BroadcastState.STOPPED, BroadcastState.DONE}
    assert all(MOVES[state] <= begun for state in begun)


def test_four_eyes() -> None:
    assert [needs_second(count, 500) for count in (0, 499, 500)] == [False, False, True]
    assert needs_second(0, 0)
    assert [may_approve("Ada", name) for name in ("Ada", "Bo", "")] == [False, True, False]


def test_a_correction_changes_words_and_nothing_else() -> None:
    sent = replace(RIGHT, attachment="a" * 64, audience=Audience(languages=("de",)), spread_minutes=5)
    told = Broadcast({"de": "Der Markt bleibt"}, {"de": "Doch."}, "event-markt", service=True)
    assert corrected(sent, told) == replace(sent, title=told.title, text=told.text, leads_to="event-markt")


@pytest.mark.parametrize(
    ("days", "full"),
    [
        ({}, []),
        ({1: -1}, []),
        ({1: -1, 2: -2}, [{1, 2}]),
        ({1: -1, 2: 1}, [{1, 2}]),
        # Six days before and six after: there is no week that holds all three.
        ({1: -6, 2: 6}, []),
        ({1: -6, 2: -1, 3: 4, 4: 9}, [{1, 2}, {2, 3}]),
        ({1: -7, 2: -1}, []),
        ({1: 0, 2: 0, 3: 6.9}, [{1, 2, 3}]),
    ],
)  # fmt: skip
def test_weeks_that_are_full(days: dict[int, float], full: list[set[int]]) -> None:
    others = {id: sample.NOW + timedelta(days=day) for id, day in days.items()}
    assert [{*week} for week in crowded(sample.NOW, others)] == full


def found(broadcast: Broadcast) -> list[tuple[tuple[str | int, ...], str]]:
    problems = [
        (problem.where, problem.sentence) for problem in (*check(broadcast), *check_names(broadcast, CITY))
    ]
    return [(w, s.msgid.format(**s.values)) for w, s in problems if isinstance(s, Text)]


def test_right_ones_have_no_problems() -> None:
    to = Audience("events/project/radweg-sued", LANGUAGES, "beteiligung", signed_up_for="markt")
    assert (
        found(RIGHT)
        == found(replace(RIGHT, audience=to, service=True, leads_to="section-leitlinien-3"))
        == []
    )


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"title": {"en": "Market"}}, [(("title",), "Bitte schreiben Sie die Überschrift auf Deutsch.")]),
        ({"title": {"de": "!"}}, [(("title", "de"), "Bitte auch Buchstaben oder Ziffern schreiben.")]),
        ({"text": {}},
         [(("text",), "Bitte schreiben Sie den Text auf Deutsch: Er steht dort, wo ein anderer fehlt.")]),
        ({"text": {"de": "x", "en": "🌳" * 1930}},
         [(("text", "en"), f"{LONG} 8 Zeichen zu lang. 3872 passen in eine Nachricht.")]),
        ({"text": {"de": "x" * 900}, "attachment": "a" * 64},
         [(("text", "de"), f"{LONG} 118 Zeichen zu lang. 800 passen in eine Nachricht.")]),
        ({"leads_to": "survey-weg"}, [(("leads_to",), "Der Knopf führt zu nichts Veröffentlichtem.")]),
        ({"spread_minutes": -1},
         [(("spread_minutes",), "Möglich sind 0 bis 10080 Minuten, das sind sieben Tage.")]),
        ({"service": True},
         [(("service",), f"{NO_CONSENT} Wählen Sie ihn bitte aus.")]),
    ],
)  # fmt: skip
def test_what_may_be_wrong(fields: dict[str, Any], problems: list[tuple[tuple[str, ...], str]]) -> None:
    assert found(replace(RIGHT, **fields)) == problems


@pytest.mark.parametrize(
    ("audience", "where", "sentence"),
    [
        (Audience("events/project/radweg"), "topic", "Dieses Thema gibt es nicht (mehr)."),
        (Audience(languages=("de", "fr")), "languages", "Eine dieser Sprachen gibt es hier nicht."),
        (Audience(took_part_in="weg"), "took_part_in", "Diese Umfrage ist nicht veröffentlicht."),
        (Audience(not_in="weg"), "not_in", "Diese Umfrage ist nicht veröffentlicht."),
        (Audience(took_part_in="beteiligung", not_in="beteiligung"), "not_in",
         "Niemand hat an derselben Umfrage teilgenommen und nicht teilgenommen."),
        (Audience(signed_up_for="fest"), "signed_up_for", "Diesen Termin gibt es nicht (mehr)."),
    ],
)  # fmt: skip
def test_an_audience_that_names_nothing(audience: Audience, where: str, sentence: str) -> None:
    assert found(replace(RIGHT, audience=audience)) == [((where,), sentence)]


def test_where_a_button_may_lead() -> None:
    right = (
        *("survey-beteiligung", "guideline-leitlinien", "section-leitlinien-3"),
        *("event-markt", "events", "project"),
    )
    wrong = (
        *("survey-x", "survey", "guideline-x", "section-leitlinien-9", "section-leitlinien-x", "section-x-1"),
        *("event-x", "menu", "events-x"),
    )
    assert all(leads_somewhere(CITY, link) for link in ("", *right))
    assert not any(leads_somewhere(CITY, link) for link in wrong)
    assert {link.partition("-")[0] for link in right} == set(announcement.LABELS)


def test_topics_are_those_somebody_can_have_chosen() -> None:
    narrow = ("events/district/mitte", "events/project/radweg-sued")
    assert topics_to_choose(CITY) == ("announcements", "events", "windows", *narrow)


def labels(screen: Screen, language: str = "de") -> list[str]:
    return [translator(language, BERLIN).plain(button.label) for row in screen.rows for button in row]


def test_how_it_looks() -> None:
    screen = announcement.show(
        replace(RIGHT, leads_to="section-leitlinien-3"), page="https://stadt.example/m/1"
    )
    [message] = parts(show(screen, translator("de", BERLIN)))
    assert '"text":"Der Markt zieht um\\n\\nAb Montag.\\n\\nDas bekommen Sie, weil' in message
    assert '{"text":"Im Internet lesen","url":"https://stadt.example/m/1"}' in message
    assert '"callback_data":"d:section:leitlinien-3"' in message
    assert '"callback_data":"d:notices:announcements.stop"' in message
    assert labels(screen) == ["Zum Abschnitt", "Im Internet lesen", "Ankündigungen abschalten"]
    drawn = web.draw(web.body(screen, translator("en", BERLIN)))
    assert [row[0]["href"] for row in drawn["rows"]] == [None, "https://stadt.example/m/1", None]
    assert drawn["pictures"] == []
    # Who is told because he signed up has no announcements to switch off.
    told = announcement.show(replace(RIGHT, service=True, leads_to="events"))
    assert labels(told) == ["Alle Termine"]


def test_what_it_brings_along() -> None:
    picture = Picture("a" * 64, "markt.jpg", Content({"de": "Stände auf dem Platz"}))
    speaker = translator("de", BERLIN)
    [message] = parts(show(announcement.show(RIGHT, picture), speaker))
    assert f'"attachment":{{"digest":"{"a" * 64}","kind":"photo","name":"markt.jpg"}}' in message
    drawn = web.draw(web.body(announcement.show(RIGHT, picture), speaker))
    assert drawn["pictures"] == [{"src": f"/dateien/{'a' * 64}/markt.jpg", "alt": "Stände auf dem Platz"}]
    plan = Document("b" * 64, "plan.pdf")
    [message] = parts(show(announcement.show(RIGHT, plan), speaker))
    assert '"kind":"document","name":"plan.pdf"' in message
    drawn = web.draw(web.body(announcement.show(RIGHT, plan), speaker))
    assert drawn["rows"][0][0]["href"] == f"/dateien/{'b' * 64}/plan.pdf"


@pytest.mark.parametrize("digest", ["", "a" * 64])
def test_the_longest_fits_into_one_message_in_every_language(digest: str) -> None:
    filled = replace(RIGHT, title={"de": "T" * 100}, attachment=digest)
    longest = replace(filled, text={"de": "x" * (most_units(filled) - 100)})
    assert found(longest) == []
    limit = 1024 if digest else 4096
    for language in LANGUAGES:
        for service in (False, True):
            screen = announcement.show(replace(longest, service=service))
            speaker = translator(language, BERLIN)
            [message] = parts(show(screen, speaker))
            shown = "\n\n".join(speaker.plain(line.text) for line in screen.lines)
            assert units(shown) <= limit, message
