"""How many messages may leave at once, with a clock that stands."""

from collections import Counter

import pytest

from bot.pace import LISTENS, SHARE, Pace


class Clock:
    """Seconds, put forward by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_few_may_leave_at_once_then_as_time_goes_by(clock: Clock) -> None:
    pace = Pace(100, clock)
    assert (pace.room(50), pace.room(3), pace.wait()) == (5, 3, 0.0)
    pace.take(5)
    assert pace.room(50) == 0
    assert pace.wait() == pytest.approx(0.01)
    clock.now += 0.025
    assert pace.room(50) == 2


def test_a_long_pause_saves_up_no_more_than_a_few(clock: Clock) -> None:
    pace = Pace(100, clock)
    pace.take(5)
    clock.now += 3600
    assert pace.room(50) == 5


def test_less_than_one_a_second_is_still_one_now_and_then(clock: Clock) -> None:
    pace = Pace(0.5, clock)
    assert pace.room(50) == 1
    pace.take(1)
    assert (pace.wait(), pace.wait_spare()) == (2.0, 2.0)
    clock.now += 2
    assert (pace.room(50), pace.spare(50)) == (1, 1)


def test_without_a_rate_everything_may_leave(clock: Clock) -> None:
    pace = Pace(0, clock)
    pace.take(1000)
    pace.take_spare(1000)
    assert (pace.room(50), pace.wait()) == (50, 0.0)
    assert (pace.spare(50), pace.wait_spare()) == (50, 0.0)


@pytest.mark.parametrize(("rate", "most"), [(0, 10), (100, 5)])
def test_silence_stops_everybody_until_its_end(clock: Clock, rate: float, most: int) -> None:
    pace = Pace(rate, clock)
    pace.silence(5)
    pace.silence(2)
    assert (pace.room(10), pace.spare(10), pace.wait(), pace.silent()) == (0, 0, 5.0, 5.0)
    clock.now += 5
    assert (pace.room(10), pace.spare(10), pace.wait(), pace.silent()) == (most, most, 0.0, 0.0)


def test_what_was_sent_beyond_the_room_is_waited_for(clock: Clock) -> None:
    pace = Pace(10, clock)
    pace.take(1)
    pace.take(4)
    clock.now += 0.3
    assert pace.room(50) == 0
    assert pace.wait() == pytest.approx(0.2)
    clock.now += 0.25
    assert pace.room(50) == 1


def sent_in(seconds: float, pace: Pace, clock: Clock, *, answers_each: float = 0.0) -> Counter[str]:
    """What leaves while broadcasts never end, and an answer comes now and then."""
    sent: Counter[str] = Counter()
    ends, next_answer = clock.now + seconds, clock.now
    while clock.now < ends:
        if answers_each and clock.now >= next_answer and pace.room(1):
            pace.take(1, answers=True)
            sent["answers"] += 1
            next_answer += answers_each
        spare = pace.spare(8)
        pace.take_spare(spare)
        sent["broadcasts"] += spare
        clock.now += 0.003
    return sent


def test_broadcasts_use_the_whole_rate_while_nobody_is_answered(clock: Clock) -> None:
    assert sent_in(100, Pace(30, clock), clock)["broadcasts"] == pytest.approx(3000, rel=0.01)


def test_while_people_are_answered_broadcasts_leave_room_for_more(clock: Clock) -> None:
    pace = Pace(30, clock)
    sent = sent_in(100, pace, clock, answers_each=LISTENS - 1)
    assert sent["answers"] == 25
    assert sent["broadcasts"] == pytest.approx(3000 * SHARE, rel=0.01)
    many = sent_in(100, pace, clock, answers_each=0.1)
    assert many["answers"] == 1000
    assert sum(many.values()) == pytest.approx(3000, rel=0.01)


def test_at_a_high_rate_broadcasts_leave_several_at_a_time(clock: Clock) -> None:
    pace = Pace(1000, clock)
    pace.take_spare(50)
    assert pace.wait() == pytest.approx(0.001)
    assert pace.wait_spare() == pytest.approx(0.025)
