"""What a row of the outbox is made of: a message, its rank and state, and what came of sending it."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

MOST_DOUBTS = 1
"""An answer or reminder that may have arrived is sent once more, no third time; a broadcast never again."""

SENT_ON = ("telegram",)
"""Channels things are sent on, by name: only then the first is found without reading all others."""


class Rank(IntEnum):
    """What goes first: answers to people, changed dates, then reminders, then broadcasts."""

    ANSWER = 0
    CHANGE = 1
    REMINDER = 2
    BROADCAST = 3


class State(StrEnum):
    """Where a row is; all but the first two are ends."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    SHOWN = "shown"
    REPLACED = "replaced"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one citizen, written for its channel.

    `cause` is the number of the input it answers; `edits` the message that was pressed; `callback` the press
    itself, which wants to be answered too.
    """

    citizen: int
    channel: str
    address: str
    body: str
    created: datetime
    rank: Rank = Rank.ANSWER
    cause: int | None = None
    edits: int | None = None
    callback: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row this process is sending.

    `tries` counts from 1; `doubts` counts how often it may have arrived without our knowing; `last_message`
    is the last message we know of in that chat. Of a broadcast it is told which one, and which message is
    to be corrected in place, if it is a correction.
    """

    id: int
    citizen: int
    address: str
    rank: int
    body: str
    edits: int | None
    callback: str | None
    parts: int
    tries: int
    doubts: int
    created: datetime
    last_message: int | None
    broadcast: int | None = None
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of sending a row.

    `message` is the number of the message now last in the chat, None if it is the same as before; a row that
    waits again is due at `due`, and is one more time in doubt if `doubtful`; `unreachable` says that the
    citizen does not want or cannot get messages; `moved_to` is the chat's new address; `became` is the
    message a broadcast has become in this chat, by which it can be corrected; `calls` counts the messages
    that were sent or changed.
    """

    id: int
    citizen: int
    state: State
    reason: str = ""
    parts: int = 0
    message: int | None = None
    due: datetime | None = None
    doubtful: bool = False
    unreachable: bool = False
    moved_to: str | None = None
    became: int | None = None
    calls: int = 1
