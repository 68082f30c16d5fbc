"""Whatever is typed into the forms of events: an event and a rule, or a sentence beside a field."""

from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from admin_web.editor.mistakes import list_mistakes
from admin_web.pages.events.form import EventForm, read_event
from admin_web.pages.events.series_form import SeriesForm, read_rule
from dialogs.city.event_check import check
from dialogs.city.series import days_of, on_day
from tests.admin_web.events import EVENT

ZONE = ZoneInfo("Europe/Berlin")
EVENT_FIELDS = (
    "title-de",
    "starts_day",
    "starts_clock",
    "starts_which",
    "ends_day",
    "ends_clock",
    "is_long",
    "lat",
    "lon",
)
SERIES_FIELDS = ("step", "weekday", "begins", "until", "times")

typed = st.one_of(
    st.text(max_size=12),
    st.dates().map(date.isoformat),
    st.times().map(lambda clock: f"{clock:%H:%M}"),
    st.sampled_from(["2027-03-28", "31.10.2027", "02:30", "second", "weekly", "last", "2", "53", "-91,5"]),
)


@given(st.dictionaries(st.sampled_from((*EVENT_FIELDS, "capacity", "signup", "project")), typed))
def test_an_event_that_is_read_can_be_published(fields: dict[str, str]) -> None:
    form = EventForm(MultiDict(fields))
    event, homeless = read_event(form, EVENT, ZONE)
    assert homeless == []
    assert list_mistakes(form) or check(event) == []


@given(st.dictionaries(st.sampled_from(SERIES_FIELDS), typed))
def test_a_rule_that_is_read_has_days(fields: dict[str, str]) -> None:
    form = SeriesForm(MultiDict(fields))
    rule = read_rule(form)
    assert bool(rule) is not bool(list_mistakes(form))
    for day in days_of(rule) if rule else ():
        on_day(EVENT, day, ZONE)
