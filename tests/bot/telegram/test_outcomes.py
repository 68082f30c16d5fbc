"""What the Bot API's answers mean for a message."""

from typing import Any

import pytest

from bot.telegram.client import LONGEST_WAIT, Reply
from bot.telegram.outcomes import Kind, Outcome, judge


def refused(status: int, description: str = "", **parameters: Any) -> Outcome:
    """The outcome of a refusal as Telegram words it."""
    return judge(Reply(status, {"ok": False, "description": description, "parameters": parameters}))


def test_without_an_answer_it_counts_whether_the_request_left() -> None:
    assert judge(Reply(0, reached=False, trouble="ClientConnectorError")) == Outcome(
        Kind.LATER, "ClientConnectorError"
    )
    assert judge(Reply(0, trouble="TimeoutError")) == Outcome(Kind.UNSURE, "TimeoutError")


@pytest.mark.parametrize(
    "reply", [Reply(200), Reply(502), Reply(500, {"ok": False}), Reply(500, {"ok": True})]
)
def test_an_answer_that_is_none_leaves_doubt(reply: Reply) -> None:
    assert judge(reply) == Outcome(Kind.UNSURE, f"status {reply.status}")


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ({"message_id": 12}, Outcome(Kind.DONE, message=12)),
        (True, Outcome(Kind.DONE)),
        (None, Outcome(Kind.UNSURE, "no result")),
        ("yes", Outcome(Kind.UNSURE, "no result")),
        ({"message_id": "12"}, Outcome(Kind.UNSURE, "no result")),
    ],
)
def test_success(result: object, outcome: Outcome) -> None:
    assert judge(Reply(200, {"ok": True, "result": result})) == outcome


@pytest.mark.parametrize(
    ("after", "wait"), [(7, 7.0), (0.5, 0.5), (10**6, LONGEST_WAIT), ("soon", 1.0), (None, 1.0)]
)
def test_too_many_requests_silence_everybody(after: object, wait: float) -> None:
    outcome = refused(429, "Too Many Requests: retry after 7", retry_after=after)
    assert outcome == Outcome(Kind.LATER, "too many requests", wait=wait, all_wait=True)


def test_a_penalty_without_parameters_lasts_a_second() -> None:
    reply = Reply(429, {"ok": False, "parameters": ["odd"]})
    assert judge(reply) == Outcome(Kind.LATER, "too many requests", wait=1.0, all_wait=True)


def test_a_chat_that_has_moved_tells_its_new_number() -> None:
    outcome = refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100)
    assert outcome == Outcome(Kind.MOVED, "chat moved", moved_to="-100")


@pytest.mark.parametrize(
    ("status", "description", "kind", "reason"),
    [
        (400, "Bad Request: message is not modified: specified …", Kind.DONE, ""),
        (400, "Bad Request: message to edit not found", Kind.GONE, "bad request: message to edit not found"),
        (400, "Bad Request: message can't be edited", Kind.GONE, "bad request: message can't be edited"),
        (400, "Bad Request: MESSAGE_ID_INVALID", Kind.GONE, "bad request: message_id_invalid"),
        (400, "Bad Request: can't parse entities", Kind.PLAIN, "bad request: can't parse entities"),
        (400, "Bad Request: ENTITY_BOUNDS_INVALID", Kind.PLAIN, "bad request: entity_bounds_invalid"),
        (403, "Forbidden: bot was blocked by the user", Kind.BLOCKED, "bot was blocked by the user"),
        (403, "Forbidden: user is deactivated", Kind.BLOCKED, "user is deactivated"),
        (400, "Bad Request: chat not found", Kind.BLOCKED, "chat not found"),
        (400, "Bad Request: PEER_ID_INVALID", Kind.BLOCKED, "peer_id_invalid"),
        (400, "Bad Request: message is too long", Kind.NEVER, "status 400: bad request: message is too long"),
        (413, "", Kind.NEVER, "status 413: "),
    ],
)
def test_refusals(status: int, description: str, kind: Kind, reason: str) -> None:
    assert refused(status, description) == Outcome(kind, reason)


@pytest.mark.parametrize("status", [401, 404])
def test_a_token_that_is_not_valid_stops_everybody(status: int) -> None:
    assert refused(status, "Not Found") == Outcome(Kind.CLOSED, f"status {status}", wait=30, all_wait=True)


def test_long_reasons_are_cut() -> None:
    assert len(refused(400, "x" * 5000).reason) == len("status 400: ") + 80
