"""What is told of things that are gone, and switches nobody has offered."""

from dataclasses import replace

import pytest

from dialogs.city.event_wish import EventWish
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
from dialogs.city.subscription import OF_DISTRICT, Notices
from dialogs.engine import buttons
from dialogs.engine.heard import Called, Chose
from dialogs.engine.screen import Style
from dialogs.talks import notified
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
