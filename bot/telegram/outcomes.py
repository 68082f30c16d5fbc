"""What the Bot API's answer to a call means for the message; pure."""

from dataclasses import dataclass
from enum import StrEnum

from bot.telegram.client import LONGEST_WAIT, Reply


class Kind(StrEnum):
    """What happened to a call."""

    DONE = "done"
    LATER = "later"
    """Certainly not delivered; worth another try."""
    UNSURE = "unsure"
    """May have been delivered."""
    NEVER = "never"
    """Certainly not delivered, and never will be."""
    BLOCKED = "blocked"
    """Never, because this person does not want or cannot get messages."""
    MOVED = "moved"
    GONE = "gone"
    """The message to edit is not there any more, or cannot be edited: send anew."""
    PLAIN = "plain"
    """The formatting was refused: send without."""
    CLOSED = "closed"
    """The token is not valid (any more), or somebody else uses it: nothing can be sent at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Its kind, the new message's number, seconds to wait (all, if `all_wait`), the chat's new number."""

    kind: Kind
    reason: str = ""
    message: int | None = None
    wait: float = 0
    all_wait: bool = False
    moved_to: str = ""


_BLOCKED = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot can't initiate conversation",
    "chat not found",
    "peer_id_invalid",
    "bot was kicked",
)
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message",
    "there is no caption in the message",
)


def judge(reply: Reply) -> Outcome:
    """The outcome of a call that sends or edits a message."""
    body = reply.body
    if reply.status == 0:
        kind = Kind.UNSURE if reply.reached else Kind.LATER
        return Outcome(kind, reply.trouble)
    if body is None or reply.status >= 500:
        return Outcome(Kind.UNSURE, f"status {reply.status}")
    if body.get("ok") is True:
        return _judge_success(body.get("result"))
    words = str(body.get("description", "")).lower()
    parameters = body.get("parameters")
    return _judge_error(reply.status, words, parameters if isinstance(parameters, dict) else {})


def _judge_success(result: object) -> Outcome:
    if result is True:
        return Outcome(Kind.DONE)
    number = result.get("message_id") if isinstance(result, dict) else None
    return (
        Outcome(Kind.DONE, message=number) if isinstance(number, int) else Outcome(Kind.UNSURE, "no result")
    )


def _judge_error(status: int, words: str, parameters: dict[str, object]) -> Outcome:
    after, moved = parameters.get("retry_after"), parameters.get("migrate_to_chat_id")
    if status == 429:
        wait = min(float(after), LONGEST_WAIT) if isinstance(after, int | float) else 1.0
        return Outcome(Kind.LATER, "too many requests", wait=wait, all_wait=True)
    if isinstance(moved, int):
        return Outcome(Kind.MOVED, "chat moved", moved_to=str(moved))
    if "message is not modified" in words:
        return Outcome(Kind.DONE)
    if any(known in words for known in _GONE):
        return Outcome(Kind.GONE, words[:80])
    if "can't parse entities" in words or "entity" in words:
        return Outcome(Kind.PLAIN, words[:80])
    if any(known in words for known in _BLOCKED):
        return Outcome(Kind.BLOCKED, next(known for known in _BLOCKED if known in words))
    if status in (401, 404, 409):
        return Outcome(Kind.CLOSED, f"status {status}", wait=30, all_wait=True)
    return Outcome(Kind.NEVER, f"status {status}: {words[:80]}")
