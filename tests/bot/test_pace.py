"""How many messages may leave at once, with a clock that stands."""

import pytest

from bot.pace import Pace


class Clock:
    """Seconds, put forward by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_second_worth_may_leave_at_once_then_as_time_goes_by(clock: Clock) -> None:
    pace = Pace(10, clock)
    assert (pace.room(50), pace.room(3), pace.wait()) == (10, 3, 0.0)
    pace.take(10)
    assert pace.room(50) == 0
    assert pace.wait() == pytest.approx(0.1)
    clock.now += 0.25
    assert pace.room(50) == 2


def test_a_long_pause_saves_up_no_more_than_a_second(clock: Clock) -> None:
    pace = Pace(10, clock)
    pace.take(10)
    clock.now += 3600
    assert pace.room(50) == 10


def test_less_than_one_a_second_is_still_one_now_and_then(clock: Clock) -> None:
    pace = Pace(0.5, clock)
    assert pace.room(50) == 1
    pace.take(1)
    assert pace.wait() == 2.0
    clock.now += 2
    assert pace.room(50) == 1


def test_without_a_rate_everything_may_leave(clock: Clock) -> None:
    pace = Pace(0, clock)
    pace.take(1000)
    assert (pace.room(50), pace.wait()) == (50, 0.0)


@pytest.mark.parametrize("rate", [0, 10])
def test_silence_stops_everybody_until_its_end(clock: Clock, rate: float) -> None:
    pace = Pace(rate, clock)
    pace.silence(5)
    pace.silence(2)
    assert (pace.room(10), pace.wait()) == (0, 5.0)
    clock.now += 5
    assert (pace.room(10), pace.wait()) == (10, 0.0)
