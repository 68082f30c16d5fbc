"""Stage directions of the plays: what a citizen is told by itself of events, surveys and guidelines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.city.broadcast import Broadcast
from dialogs.city.event_wish import EventWish
from dialogs.city.notification import (
    EventChanged,
    EventMinutes,
    EventNew,
    EventReminder,
    LastCall,
    News,
    SeatFree,
    SurveyWaits,
    WindowOpens,
)
from dialogs.engine.wants_announced import Announced
from dialogs.talks import announcement
from dialogs.talks.told_digest import tell_digest
from tests.dialogs.cities import all3, berlin
from tests.dialogs.dates import ZOO
from tests.dialogs.stage import Stage

FIRST_ANNOUNCED = 1001
"""The number of the message with the first announcement; what citizens write is counted from 1."""


def _announcing(leads_to: str) -> Callable[[Stage], None]:
    """The city announces something, perhaps with a button."""
    title = all3("Das Rathaus wird gelb", "The town hall turns yellow")
    words = all3("Kommen Sie und sehen Sie!", "Come and see!")

    def announce(stage: Stage) -> None:
        told = Broadcast(title, words, leads_to)
        stage.memory.announced[FIRST_ANNOUNCED + len(stage.memory.announced)] = Announced(leads_to)
        stage.show(announcement.show(told))

    return announce


def _telling(news: News) -> Callable[[Stage], None]:
    return lambda stage: stage.tell(news)


def _change(stage: Stage, **details: object) -> None:
    """The walk is changed, and who wants to come hears of it."""
    before = stage.city.events["zoo"]
    after = replace(before, **details)  # type: ignore[arg-type]  # the names are those of its fields
    stage.city = replace(stage.city, events={**stage.city.events, "zoo": after})
    stage.tell(EventChanged("zoo", 2, before, after.signup))


def _move(stage: Stage) -> None:
    _change(stage, starts=berlin(2024, 4, 7, 11), ends=berlin(2024, 4, 7, 13), signup=True)


def _move_elsewhere(stage: Stage) -> None:
    _change(stage, place="Wildpark", address="Am Wald 2, 12345 Neustadt")


def _cancel(stage: Stage) -> None:
    _change(stage, cancelled=True)


def _take_back(stage: Stage) -> None:
    _change(stage, cancelled=False)


def _sort(stage: Stage) -> None:
    """The walk and the meeting belong to projects and districts."""
    named = {
        "zoo": replace(ZOO, project="Zoo für alle", district="Südstadt"),
        "treff": replace(stage.city.events["treff"], project="Leitbild", district="Mitte"),
    }
    stage.city = replace(stage.city, events={**stage.city.events, **named})


def _digest(stage: Stage, news: Sequence[News]) -> None:
    screen = tell_digest(stage.city, news, stage.now)
    assert screen
    stage.show(screen)


def _tell_some(stage: Stage) -> None:
    _digest(
        stage,
        (
            EventNew("zoo"),
            WindowOpens("rathaus", "survey"),
            LastCall("spielregeln", wished=False),
            WindowOpens("fragen", "survey"),
            # What is gone, or over, is left out.
            EventNew("gibtsnicht"),
            WindowOpens("vorbei", "survey"),
        ),
    )


def _tell_many(stage: Stage) -> None:
    """Ten walks, a week apart."""
    walks = [replace(ZOO, slug=f"zoo-{n}", starts=ZOO.starts + timedelta(weeks=n)) for n in range(10)]
    stage.city = replace(stage.city, events={walk.slug: walk for walk in walks})
    _digest(stage, [EventNew(walk.slug) for walk in walks])


def _name_strangely(stage: Stage) -> None:
    event = replace(ZOO, title=all3("Rundgang", "Walk"), place="", address="", ends=None)
    stage.city = replace(stage.city, events={"zoo": event})


TIDINGS: Mapping[str, Callable[[Stage], None]] = {
    "Von dem Rundgang ist nur der Beginn bekannt.": _name_strangely,
    "Die Termine gehören zu Vorhaben und Stadtteilen.": _sort,
    "Die Stadt meldet den neuen Rundgang.": _telling(EventNew("zoo")),
    "Die Stadt erinnert eine Woche vor dem Rundgang.": _telling(EventReminder("zoo", EventWish.WEEK)),
    "Die Stadt erinnert zwei Stunden vor dem Rundgang.": _telling(
        EventReminder("zoo", EventWish.HOURS, signed_up=True)
    ),
    "Der Rundgang wird um eine Woche verschoben.": _move,
    "Der Rundgang wird an einen anderen Ort verlegt.": _move_elsewhere,
    "Der Rundgang wird abgesagt.": _cancel,
    "Der Rundgang findet doch statt.": _take_back,
    "Für den Rundgang ist ein Platz frei geworden.": _telling(SeatFree("zoo")),
    "Das Protokoll des Rundgangs ist da.": _telling(EventMinutes("zoo")),
    "Die Stadt meldet die Umfrage zum Rathaus.": _telling(WindowOpens("rathaus", "survey")),
    "Die Stadt meldet die Umfrage ohne Ende.": _telling(WindowOpens("fragen", "survey")),
    "Die Stadt meldet die Spielregeln.": _telling(WindowOpens("spielregeln", "guideline")),
    "Die Stadt meldet das Ende der Umfrage zum Rathaus.": _telling(
        LastCall("rathaus", "survey", wished=False)
    ),
    "Die Stadt erinnert an das Ende der Umfrage zum Rathaus.": _telling(LastCall("rathaus", "survey")),
    "Die Umfrage zum Rathaus wartet.": _telling(SurveyWaits("rathaus")),
    "Die Umfrage ohne Ende wartet.": _telling(SurveyWaits("fragen")),
    "Die Stadt kündigt etwas an.": _announcing(""),
    "Die Stadt kündigt eine Umfrage an.": _announcing("survey-rathaus"),
    "Die Stadt kündigt einen Termin an.": _announcing("event-zoo"),
    "Es gibt mehrere Neuigkeiten.": _tell_some,
    "Es gibt sehr viele Neuigkeiten.": _tell_many,
}
