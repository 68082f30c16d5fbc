"""What is told of things that are gone, and switches nobody has offered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.city.event_wish import EventWish
from dialogs.city.facts_notices import TopicChosen
from dialogs.city.notification import (
    EventChanged,
    EventMinutes,
    EventNew,
    EventReminder,
    LastCall,
    News,
    NextSection,
    SeatFree,
    SurveyWaits,
    WindowOpens,
)
from dialogs.city.subscription import OF_DISTRICT, OF_PROJECT, Notices, key_of
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose
from dialogs.engine.screen import Style
from dialogs.talks import event_filter, notified
from dialogs.talks.event_filter import Shown
from dialogs.talks.told_digest import tell_digest
from tests.dialogs.cities import READING, SMALL
from tests.dialogs.stage import NOON, Stage


@pytest.mark.parametrize(
    "news",
    [
        EventNew("gibtsnicht"),
        EventReminder("gibtsnicht", EventWish.DAY),
        EventReminder("fest", EventWish.DAY),
        EventChanged("fest", 2, SMALL.events["fest"]),
        EventChanged("fest", 2),
        EventMinutes("gibtsnicht"),
        SeatFree("fest"),
        WindowOpens("vorbei", "survey"),
        WindowOpens("gibtsnicht", "guideline"),
        LastCall("bald", "survey"),
        SurveyWaits("bald"),
    ],
)
def test_what_is_over_or_gone_or_the_same_again_is_not_told(news: News) -> None:
    assert notified.show(SMALL, "de", news, NOON) is None
    assert tell_digest(SMALL, [news, NextSection("gibtsnicht", 1)], NOON) is None


def test_reminders_of_what_is_gone_are_not_listed_and_strange_buttons_do_nothing() -> None:
    stage = Stage(replace(READING, events={}))
    stage.citizen = replace(stage.citizen, notice=99)
    gone = tuple((kind, "gibtsnicht") for kind in ("survey", "guideline", "event"))
    topics = frozenset({f"{OF_DISTRICT}mitte"})
    stage.memory.switches.notices = Notices(topics, reminders=(*gone, ("guideline", "spielregeln")))
    for code in ("notices", "notices-nichts"):
        stage.hear(buttons.read_payload(code))
        assert sum(line.style is Style.ITEM for line in stage.screen.lines) == 1
    stage.hear(Called("notices", "nichts.stop"))
    for value in ("on.nichts", "out.project.nichts", "rhythm.nie", "quiet.immer", "nichts"):
        assert stage.hear(Chose(stage.place.mark, value)).facts == ()
    stage.hear(Chose(stage.place.mark, "go.districts"))
    assert [stage.label(code) for code in stage.codes()] == ["mitte", "Alle Mitteilungen", "Zum Menü"]
    stage.hear(Chose(stage.place.mark, "on.district.mitte"))
    assert stage.facts == [], "it is on already"
    stage.hear(Chose(stage.place.mark, "out.district.mitte"))
    assert stage.memory.switches.notices.topics == frozenset()


def test_however_many_projects_there_are_each_can_be_switched_on_and_off() -> None:
    fest = SMALL.events["fest"]
    named = {f"fest-{number}": replace(fest, project=f"Vorhaben {number:03}") for number in range(95)}
    stage = Stage(replace(SMALL, events=named))
    stage.citizen = replace(stage.citizen, notice=99)
    stage.hear(Called("notices"))
    stage.hear(Chose(stage.place.mark, "go.projects"))
    assert len(stage.codes()) <= 50, "more buttons are refused by messengers"
    for forward in (True, True, False):
        ways = [code for code in stage.codes() if ":go.projects." in code]
        stage.hear(buttons.read(ways[-1] if forward else ways[0]))
    stage.hear(buttons.read(next(code for code in stage.codes() if code.endswith("vorhaben-079"))))
    assert stage.facts == [TopicChosen(f"{OF_PROJECT}vorhaben-079")]
    for strange in ("projects.0", "projects.99", "projects.x", "projects.²"):
        stage.hear(Chose(stage.place.mark, f"go.{strange}"))
        assert stage.label(stage.codes()[0]).endswith(("Vorhaben 000", "Vorhaben 080")), strange
    stage.hear(Chose(stage.place.mark, "out.project.vorhaben-079"))
    assert stage.memory.switches.notices.topics == frozenset()


def test_the_ways_to_what_one_is_reminded_of_are_those_that_come_first() -> None:
    fest = SMALL.events["fest"]
    named = {f"e-{n}": replace(fest, slug=f"e-{n}", starts=NOON + timedelta(days=20 - n)) for n in range(12)}
    stage = Stage(replace(SMALL, events=named))
    stage.citizen = replace(stage.citizen, notice=99)
    stage.memory.switches.notices = Notices(reminders=tuple(("event", slug) for slug in named))
    stage.hear(Called("notices"))
    assert [code for code in stage.codes() if code.startswith("d:event:")] == [
        f"d:event:e-{n}" for n in range(11, 3, -1)
    ]


@pytest.mark.parametrize(
    ("one", "another"),
    [
        (
            "Integriertes Stadtentwicklungskonzept, Teil Nord",
            "Integriertes Stadtentwicklungskonzept, Teil Süd",
        ),
        ("Проект", "Парк"),
        ("Café", "Caf"),
    ],
)
def test_long_and_foreign_names_are_told_apart(one: str, another: str) -> None:
    assert key_of(one) != key_of(another)
    for name in (one, another):
        assert key_of(name) == key_of(f" {name.upper()}!")
        assert event_filter.read(Shown(past=True, page=99, project=key_of(name)).item).project == key_of(name)
        code = buttons.door("events", Shown(past=True, page=999, project=key_of(name)).item)
        assert (len(code) <= buttons.LONGEST, isinstance(buttons.read(code), Called)) == (True, True)
