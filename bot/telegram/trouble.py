"""What becomes of a row that could not be sent to its end; pure."""

from datetime import datetime, timedelta

from bot.telegram.outcomes import Kind, Outcome
from storage.outbox import MOST_DOUBTS, Claimed, Rank, Result, State

MOST_TRIES = 12
"""Tries with waits that double from one second to five minutes: about half an hour."""

LONGEST_PAUSE = 300.0

_DOUBLINGS = 9
"""A pause is doubled no more often; 2 to the power of a day's tries would not fit into a float."""

UNREACHED_LASTS = timedelta(hours=24)
"""How long we try to reach Telegram with a message: as long as it keeps messages for us."""

UNREACHED_TRIES = 300
"""The same for a broadcast, which may have waited for days before it was first sent: about a day."""


def what_becomes(row: Claimed, outcome: Outcome, parts: int, last: int | None, now: datetime) -> Result:
    """The row's end, or when it is tried again; `parts` have arrived, `last` is the newest message."""

    def ended(state: State) -> Result:
        unreachable = outcome.kind is Kind.BLOCKED
        return Result(row.id, row.citizen, state, outcome.reason, parts, last, unreachable=unreachable)

    def again(wait: float, *, doubtful: bool = False, moved_to: str | None = None) -> Result:
        due = now + timedelta(seconds=wait)
        return Result(
            row.id, row.citizen, State.WAITING, outcome.reason, parts, last, due, doubtful, moved_to=moved_to
        )

    pause = pause_before(row.tries, row.id)
    only_edits = row.corrects is not None or (
        row.edits is not None and row.edits == row.last_message and parts == 0
    )
    match outcome.kind:
        case Kind.MOVED:
            return again(0, moved_to=outcome.moved_to)
        case Kind.CLOSED | Kind.LATER if outcome.all_wait:
            return again(outcome.wait)
        case Kind.LATER if _is_worth_trying(row, now):
            return again(pause)
        case Kind.LATER:
            return ended(State.EXPIRED)
        case Kind.UNSURE if only_edits and row.tries < MOST_TRIES:
            return again(pause)
        case Kind.UNSURE if row.rank < Rank.BROADCAST and row.doubts < MOST_DOUBTS:
            return again(pause, doubtful=True)
        case Kind.UNSURE:
            return ended(State.UNKNOWN)
        case Kind.BLOCKED:
            return ended(State.SKIPPED)
        case _other:
            return ended(State.FAILED)


def pause_before(tries: int, row: int) -> float:
    """Seconds until a row is tried again: doubled each time, and shorter by up to a fifth.

    Rows that failed together are spread evenly by their numbers instead of coming back together.
    """
    return min(2.0 ** min(tries - 1, _DOUBLINGS), LONGEST_PAUSE) * (1 - row * 0.618034 % 1 / 5)


def _is_worth_trying(row: Claimed, now: datetime) -> bool:
    if row.broadcast is not None:
        return row.tries < UNREACHED_TRIES
    return now - row.created < UNREACHED_LASTS
