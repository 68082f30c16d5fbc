"""How often one chat is written to, with a clock that stands."""

import pytest

from bot.chat_pace import ChatPace
from tests.bot.test_pace import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


def sent_in(seconds: float, address: str, clock: Clock) -> list[float]:
    """When messages leave for a chat that is always to be written to."""
    pace, began, left = ChatPace(clock), clock.now, list[float]()
    while clock.now - began < seconds:
        if not pace.wait(address):
            pace.take(address, 1)
            left.append(round(clock.now - began, 2))
        clock.now += 0.01
    return left


def test_three_at_once_then_one_a_second(clock: Clock) -> None:
    assert sent_in(4.5, "7", clock) == pytest.approx([0, 0.01, 0.02, 1, 2, 3, 4], abs=0.02)


def test_a_group_is_never_written_to_more_than_twenty_times_a_minute(clock: Clock) -> None:
    left = sent_in(300, "-7", clock)
    assert max(sum(0 <= later - one < 60 for later in left) for one in left) in (19, 20)


def test_each_chat_has_its_own_pace_and_a_long_message_counts_as_several(clock: Clock) -> None:
    pace = ChatPace(clock)
    pace.take("7", 5)
    assert (pace.wait("7"), pace.wait("8")) == (3.0, 0.0)


def test_what_others_have_sent_counts_as_well_and_takes_the_place_of_what_was_known(clock: Clock) -> None:
    pace = ChatPace(clock)
    pace.take("7", 9)
    pace.reckon("7", [(10.0, 1), (1.5, 2), (0.5, 2)])
    assert (pace.wait("7"), pace.wait("8")) == (0.5, 0.0)
    pace.take("7", 1)
    assert pace.wait("7") == 1.5
    pace.reckon("7", [])
    assert pace.wait("7") == 0.0


def test_chats_that_have_rested_are_forgotten(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.chat_pace._REMEMBERED", 2)
    pace = ChatPace(clock)
    for chat in "123":
        pace.take(chat, 4)
        clock.now += 2
    assert [pace.wait(chat) for chat in "123"] == [0.0, 0.0, 0.0]
    clock.now -= 2
    assert [pace.wait(chat) for chat in "23"] == [0.0, 2.0]
