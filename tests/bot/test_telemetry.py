"""What a process counts: what came of what it sent, and how fast it sends."""

from datetime import UTC, datetime

import pytest
from prometheus_client import REGISTRY

from bot import telemetry
from storage.outbox import Rank, Result, State

LATER = datetime(2024, 3, 15, tzinfo=UTC)


def count(kind: str, outcome: str) -> float:
    """How many there were so far, in this whole process."""
    return REGISTRY.get_sample_value("stadtdialog_sends_total", {"kind": kind, "outcome": outcome}) or 0


@pytest.mark.parametrize(
    ("rank", "result", "kind", "outcome"),
    [
        (Rank.ANSWER, Result(1, 1, State.SENT), "answer", "sent"),
        (Rank.CHANGE, Result(1, 1, State.SKIPPED, unreachable=True), "change", "blocked"),
        (Rank.CHANGE, Result(1, 1, State.SKIPPED), "change", "skipped"),
        (Rank.REMINDER, Result(1, 1, State.EXPIRED), "reminder", "expired"),
        (Rank.REMINDER, Result(1, 1, State.WAITING, due=LATER), "reminder", "later"),
        (Rank.REMINDER, Result(1, 1, State.WAITING, due=LATER, doubtful=True), "reminder", "doubtful"),
        (Rank.BROADCAST, Result(1, 1, State.UNKNOWN), "broadcast", "unknown"),
        (Rank.BROADCAST, Result(1, 1, State.FAILED), "broadcast", "failed"),
    ],
)
def test_what_came_of_a_row_is_counted(rank: Rank, result: Result, kind: str, outcome: str) -> None:
    before = count(kind, outcome)
    telemetry.note(rank, result)
    assert count(kind, outcome) == before + 1


def test_what_is_kept_back_was_not_tried_and_what_is_too_late_counts() -> None:
    later, expired = count("answer", "later"), count("reminder", "expired")
    telemetry.note(Rank.ANSWER, Result(1, 1, State.WAITING, due=LATER), calls=0)
    telemetry.expired([Rank.REMINDER, Rank.REMINDER])
    assert (count("answer", "later"), count("reminder", "expired")) == (later, expired + 2)


def test_the_rate_is_that_of_the_last_ten_seconds() -> None:
    moments = iter([100.0, 100.9, 105.0, 105.0, 109.9, 110.0, 130.0])
    rate = telemetry.Rate(lambda: next(moments))
    rate.add(20)
    rate.add(10)
    rate.add(40)
    assert [rate.per_second() for _ in range(4)] == [7, 7, 4, 0]


def test_pauses_are_counted_and_why() -> None:
    def counted() -> list[float]:
        names = ("stadtdialog_silence_seconds_total", "stadtdialog_too_many_requests_total")
        return [REGISTRY.get_sample_value(name) or 0 for name in names]

    before = counted()
    telemetry.silenced(30, too_many=False)
    telemetry.silenced(5, too_many=True)
    assert [now - then for now, then in zip(counted(), before, strict=True)] == pytest.approx([35, 1])
    telemetry.limit(30)
    assert REGISTRY.get_sample_value("stadtdialog_sends_per_second_limit") == 30
    telemetry.note(Rank.ANSWER, Result(1, 1, State.SENT), calls=3)
    assert (REGISTRY.get_sample_value("stadtdialog_sends_per_second") or 0) >= 0.3
