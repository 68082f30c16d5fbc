"""The rule of a series as staff choose it: which weekday, how often, from when, until when."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from admin_web import wall_time
from admin_web.editor.numbers import read_number
from admin_web.forms import Form, Line, OneOf, refuse
from admin_web.render import WEEKDAYS
from dialogs.city.event import Event
from dialogs.city.series import MOST_TIMES, Rule, Step

STEPS = [
    (Step.WEEKLY, "jede Woche"),
    (Step.FORTNIGHTLY, "jede zweite Woche"),
    (Step.FIRST, "jeden ersten im Monat"),
    (Step.SECOND, "jeden zweiten im Monat"),
    (Step.THIRD, "jeden dritten im Monat"),
    (Step.FOURTH, "jeden vierten im Monat"),
    (Step.LAST, "jeden letzten im Monat"),
]
ON = [(str(number), name) for number, name in enumerate(WEEKDAYS)]


class SeriesForm(Form):
    """Every so often on a weekday, from a day until a day or so many times."""

    step = OneOf("Wie oft?", STEPS, "Bitte wählen Sie, wie oft.")
    weekday = OneOf("An welchem Wochentag?", ON, "Bitte wählen Sie einen Wochentag.")
    begins = Line("Ab")
    until = Line("Bis")
    times = Line("Wie viele Termine höchstens?")


def begin(event: Event, zone: ZoneInfo) -> SeriesForm:
    """The form as it is first shown: from the day after the event, on the same weekday."""
    day = event.starts.astimezone(zone).date()
    data = {
        "step": _guess(day),
        "weekday": str(day.weekday()),
        "begins": (day + timedelta(days=1)).isoformat(),
        "times": "12",
    }
    return SeriesForm(data=data)


def _guess(day: date) -> Step:
    """Which such weekday of its month a day is."""
    return (Step.FIRST, Step.SECOND, Step.THIRD, Step.FOURTH, Step.LAST)[(day.day - 1) // 7]


def read_rule(form: SeriesForm) -> Rule | None:
    """The rule; None if something is wrong, which is said beside its field."""
    form.validate()
    if not form.begins.text:
        refuse(form.begins, "Bitte den ersten Tag angeben.")
    begins, until = _read_day(form.begins), _read_day(form.until)
    times = read_number(form.times, whole=True)
    if times is not None and not 1 <= times <= MOST_TIMES:
        refuse(form.times, f"Möglich sind 1 bis {MOST_TIMES} Termine auf einmal.")
    if begins and until and until < begins:
        refuse(form.until, "Dieser Tag liegt vor dem ersten.")
    if begins is None or form.errors:
        return None
    most = MOST_TIMES if times is None else int(times)
    return Rule(Step(form.step.text), int(form.weekday.text), begins, until, most)


def _read_day(field: Line) -> date | None:
    if not field.text:
        return None
    day = wall_time.read_day(field.text)
    if isinstance(day, wall_time.Odd):
        refuse(field, day.sentence)
        return None
    return day
