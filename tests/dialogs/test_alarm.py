"""Alarms: when each begins, that it rings once, and when it is over."""

from datetime import datetime, timedelta

import pytest

from dialogs.city.alarm import Alarm, AlarmKind, Loss, Raised, Signs, find_alarms, find_loss, watch
from tests.sample import NOW


def ago(**span: float) -> datetime:
    """A moment before now."""
    return NOW - timedelta(**span)


LOSS = Loss(ago(days=9), ago(days=8), ago(days=7))


@pytest.mark.parametrize(
    ("signs", "alarms"),
    [
        (Signs(), ()),
        (Signs(intake=ago(minutes=14.9)), ()),
        (Signs(intake=ago(minutes=15)), (Alarm(AlarmKind.INTAKE_SILENT, ago(minutes=15)),)),
        # Without a token nothing can come in: what is to be done is said once.
        (
            Signs(intake=ago(hours=9), refused=ago(hours=8)),
            (Alarm(AlarmKind.BOT_REFUSED, ago(hours=8)),),
        ),
        (Signs(unheard=ago(seconds=60), unsent=ago(seconds=60)), ()),
        (Signs(unheard=ago(seconds=61)), (Alarm(AlarmKind.ANSWERS_LATE, ago(seconds=61)),)),
        (
            Signs(unheard=ago(seconds=1), unsent=ago(seconds=61)),
            (Alarm(AlarmKind.ANSWERS_LATE, ago(seconds=61)),),
        ),
        (Signs(silent_until=ago(seconds=-60)), ()),
        (Signs(silent_until=ago(minutes=-5)), (Alarm(AlarmKind.TOLD_TO_BE_SILENT, NOW, ago(minutes=-5)),)),
        (Signs(has_room=False), (Alarm(AlarmKind.NO_ROOM, NOW),)),
        (Signs(loss=LOSS), ()),
        (
            Signs(loss=Loss(ago(days=9), ago(days=8), ago(days=6.9))),
            (Alarm(AlarmKind.MESSAGES_LOST, ago(days=9), ago(days=8)),),
        ),
    ],
)
def test_when_an_alarm_holds(signs: Signs, alarms: tuple[Alarm, ...]) -> None:
    assert find_alarms(signs, NOW) == alarms


def test_what_the_messenger_has_kept_is_not_lost() -> None:
    assert find_loss(ago(hours=24), NOW) is None
    assert find_loss(ago(hours=30), NOW) == Loss(ago(hours=30), ago(hours=24), NOW)


LATE, FULL = Alarm(AlarmKind.ANSWERS_LATE, ago(minutes=2)), Alarm(AlarmKind.NO_ROOM, NOW)


def test_an_alarm_rings_once_when_it_begins_and_once_when_it_is_over() -> None:
    first = watch((), (LATE,), NOW)
    assert (first.begun, first.over) == ((LATE,), ())
    # Another row is the oldest now; the alarm is the same, and so is its beginning.
    later = NOW + timedelta(minutes=5)
    second = watch(first.raised, (Alarm(AlarmKind.ANSWERS_LATE, later), FULL), later)
    assert (second.begun, second.over) == ((FULL,), ())
    assert second.raised == (Raised(LATE, later), Raised(FULL, later))
    calm = later + timedelta(seconds=59)
    third = watch(second.raised, (FULL,), calm)
    assert (third.begun, third.over, third.raised[0]) == ((), (), Raised(LATE, later))
    fourth = watch(third.raised, (FULL,), calm + timedelta(seconds=1))
    assert (fourth.begun, fourth.over) == ((), (LATE,))
    assert [raised.alarm for raised in fourth.raised] == [FULL]


def test_an_alarm_that_comes_and_goes_rings_once() -> None:
    raised: tuple[Raised, ...] = ()
    rung = 0
    for second in range(0, 600, 30):
        alarms = (LATE,) if second % 60 else ()
        seen = watch(raised, alarms, NOW + timedelta(seconds=second))
        raised, rung = seen.raised, rung + len(seen.begun) + len(seen.over)
    assert rung == 1
