"""When a section a day and the reminders of the end are due, by the clock on the wall."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dialogs.city.city import City, PublishedGuideline, PublishedSurvey
from dialogs.city.facts import WishChosen
from dialogs.city.guideline import Guideline
from dialogs.city.notification import LastCall, NextSection, NotificationKind
from dialogs.city.survey_wish import NUDGE, may_nudge
from dialogs.city.telling import Telling, list_due
from dialogs.city.wish import WishKind, day_of_section, may_wish
from dialogs.engine.heard import Called, Chose
from dialogs.talks import notified
from dialogs.text import _
from tests import sample
from tests.dialogs.cities import READING
from tests.dialogs.stage import BERLIN, NOON, Stage

ALL = (1, 3, 2)


def published(**details: object) -> PublishedGuideline:
    """The sample guideline, open from 8 to 29 March 2024, 23:59 in Berlin; with other details."""
    version: Guideline = replace(sample.GUIDELINE, **details)  # type: ignore[arg-type]  # any field of it
    return PublishedGuideline("leitlinien", {1: version})


def at(text: str) -> datetime:
    """A moment on the wall in Berlin, such as "03-22 17:00"."""
    return datetime.strptime(f"2024-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("03-15 16:59", None),
        ("03-15 17:00", date(2024, 3, 15)),
        ("03-15 19:59", date(2024, 3, 15)),
        ("03-15 20:00", None),
        ("03-16 07:59", None),
        ("03-16 08:00", None),
        ("03-07 17:00", None),
        ("03-29 17:00", date(2024, 3, 29)),
        ("03-30 17:00", None),
    ],
)
def test_a_section_a_day_is_due_after_five_and_not_at_night(moment: str, day: date | None) -> None:
    assert day_of_section(published(), at(moment), BERLIN) == day


def calls(moment: str, guideline: PublishedGuideline) -> list[tuple[str, date]]:
    """Which words of the end are due at a moment, to those who wished for them, and of which day."""
    city = City(guidelines={"leitlinien": guideline})
    due = list_due(city, at(moment), BERLIN)
    wished = [each for each in due if each.kind is NotificationKind.LAST_CALL and each.wish]
    return [(each.wish, each.day) for each in wished]


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("03-22 16:59", []),
        ("03-22 17:00", [("week-before", date(2024, 3, 22))]),
        ("03-26 17:00", [("week-before", date(2024, 3, 22)), ("three-days-before", date(2024, 3, 26))]),
        ("03-30 17:00", []),
    ],
)
def test_before_the_end_is_so_many_days_before_its_last_day(moment: str, due: list[tuple[str, date]]) -> None:
    assert calls(moment, published()) == due
    assert calls(moment, published(closes=at("03-30 00:00"))) == due


def test_nothing_is_due_of_what_is_closed_or_has_no_end() -> None:
    friday = "03-28 17:00"
    assert calls(friday, published())[-1] == ("day-before", date(2024, 3, 28))
    assert calls(friday, replace(published(), closed=True)) == []
    assert calls(friday, published(closes=None)) == []
    assert day_of_section(published(closes=None), at(friday), BERLIN) == date(2024, 3, 28)


def test_what_is_told_to_all_goes_behind_what_was_wished_for() -> None:
    due = list_due(City(guidelines={"leitlinien": published()}), at("03-28 17:00"), BERLIN)
    assert [each.topic for each in due] == ["", "", "", "", "windows", "windows", "windows"]


@pytest.mark.parametrize(("begins", "ends"), [("03-29", "04-02"), ("10-25", "10-29")])
def test_the_clock_going_forward_or_back_makes_no_day_twice_and_none_missing(begins: str, ends: str) -> None:
    endless = published(opens=None, closes=None)
    moment, due = at(f"{begins} 00:00"), list[date]()
    while moment < at(f"{ends} 00:00"):
        day = day_of_section(endless, moment, BERLIN)
        if day:
            assert day == moment.astimezone(BERLIN).date()
            assert moment.astimezone(BERLIN).hour in (17, 18, 19)
            due.append(day)
        moment += timedelta(minutes=15)
    assert sorted({*due}) == [date.fromisoformat(f"2024-{begins}") + timedelta(days=n) for n in range(4)]
    assert len(due) == 4 * 3 * 4


def test_a_last_call_keeps_to_the_wall_when_the_clock_changes_in_between() -> None:
    """Open until 2 April, noon; the clocks go forward on 31 March."""
    spring = published(closes=at("04-02 12:00"))
    assert calls("03-26 16:59", spring) == []
    assert calls("03-26 17:00", spring) == [("week-before", date(2024, 3, 26))]


def test_what_can_be_wished_for() -> None:
    def possible(moment: str, guideline: PublishedGuideline, read: tuple[int, ...] = ()) -> list[WishKind]:
        return [kind for kind in WishKind if may_wish(kind, guideline, read, at(moment), BERLIN)]

    week, three, day = WishKind.WEEK_BEFORE, WishKind.THREE_DAYS_BEFORE, WishKind.DAY_BEFORE
    assert possible("03-01 12:00", published()) == [week, three, day]
    assert possible("03-10 12:00", published()) == [WishKind.DAILY, week, three, day]
    assert possible("03-10 12:00", published(), ALL) == [week, three, day]
    assert possible("03-23 12:00", published()) == [WishKind.DAILY, three, day]
    assert possible("03-27 12:00", published()) == [WishKind.DAILY, day]
    assert possible("03-28 16:59", published()) == [WishKind.DAILY, day]
    assert possible("03-28 17:00", published()) == [WishKind.DAILY]
    assert possible("03-29 00:00", published()) == [], "tomorrow it is closed"
    assert possible("03-30 12:00", published()) == []
    assert possible("03-10 12:00", replace(published(), closed=True)) == []
    assert possible("03-10 12:00", published(closes=None)) == [WishKind.DAILY]
    assert possible("03-10 12:00", published(opens=None)) == [WishKind.DAILY, week, three, day]
    assert possible("03-01 12:00", published(opens=at("03-25 00:00"))) == [three, day]


@pytest.mark.parametrize("closes", ["03-29 23:59", "03-29 00:00", "03-29 12:00", "04-02 17:00"])
def test_what_is_offered_comes_and_what_would_come_is_offered(closes: str) -> None:
    """Every hour until the end: who wishes for it then is told later, if and only if it was offered."""
    begin, end = at("03-18 00:00"), at(closes)
    guideline = published(closes=end)
    survey = PublishedSurvey("s", {1: replace(sample.SURVEY, slug="s", closes=end)})
    city = City(guidelines={"leitlinien": guideline}, surveys={"s": survey})
    hours = [begin + timedelta(hours=n) for n in range((end - begin) // timedelta(hours=1) + 2)]
    due = {moment: {each for each in list_due(city, moment, BERLIN) if each.wish} for moment in hours}

    def comes(wish: str, wished: datetime) -> bool:
        day, through = wished.astimezone(BERLIN).date(), {key(each) for each in due[wished]}
        later = (each for moment in hours if moment > wished for each in due[moment])
        return any(
            each.wish == wish and each.since <= day <= each.until and key(each) not in through
            for each in later
        )

    def key(telling: Telling) -> tuple[str, str, date]:
        return telling.slug, telling.name, telling.day

    for moment in hours:
        offered = [str(kind) for kind in WishKind if may_wish(kind, guideline, (), moment, BERLIN)]
        offered += [NUDGE] * may_nudge(survey, moment, BERLIN)
        assert offered == [wish for wish in (*map(str, WishKind), NUDGE) if comes(wish, moment)], moment


def test_nothing_is_told_of_what_is_over_or_gone() -> None:
    for news in (NextSection("spielregeln", 1), LastCall("spielregeln")):
        assert notified.show(READING, "de", news, NOON)
        assert notified.show(READING, "de", news, NOON + timedelta(days=30)) is None
        assert notified.show(replace(READING, guidelines={}), "de", news, NOON) is None
    assert notified.show(READING, "de", NextSection("spielregeln", 99), NOON) is None


def test_an_old_button_promises_no_reminder_that_has_come() -> None:
    stage = Stage(READING)
    stage.citizen = replace(stage.citizen, notice=99)
    stage.hear(Called("guideline", "spielregeln"))
    again = Chose(stage.place.mark, "day-before-on")
    assert stage.hear(again).facts == (WishChosen("spielregeln", WishKind.DAY_BEFORE),)
    assert stage.hear(again).notes == (_("Wir erinnern Sie einen Tag vor dem Ende."),)
    stage.now = at("03-28 17:30")
    assert stage.hear(again).notes == (_("Das geht jetzt nicht mehr."),)


def test_switching_off_what_is_gone_leads_to_the_menu() -> None:
    stage = Stage(READING)
    stage.citizen = replace(stage.citizen, notice=99)
    assert stage.hear(Called("daily", "gibtsnicht")).place.talk == "menu"
