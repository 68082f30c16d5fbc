"""From raw JSON to rows of the inbox: cut an answer into its updates, find the key and the sender of each."""

import json
import re
from datetime import datetime
from typing import Any

from storage.inbox import Arrival
from storage.pseudonyms import keyed_digest

Json = dict[str, Any]

_DECODER = json.JSONDecoder()
_SKIP = " \t\r\n,"
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_NUMBER = re.compile(r'"update_id"\s*:\s*(\d{1,18})\b')
_LARGEST = 2**63


def cut(body: str) -> list[tuple[str, Any]]:
    """The updates in an answer to getUpdates, each as its raw text and decoded.

    Of an update that cannot be decoded only its number is told, or None. Raises ValueError if the answer is
    not one, or breaks off.
    """
    start = body.find('"result"')
    start = body.find("[", start) + 1
    if start <= 0 or '"ok":true' not in body[:200].replace(" ", ""):
        raise ValueError("not an answer to getUpdates")
    updates: list[tuple[str, Any]] = []
    while True:
        while body[start : start + 1] and body[start] in _SKIP:
            start += 1
        if body[start : start + 1] == "]":
            return updates
        try:
            update, end = _DECODER.raw_decode(body, start)
        except (ValueError, RecursionError):
            end = _end(body, start)
            number = _NUMBER.search(body, start, end)
            update = {"update_id": int(number[1])} if number else None
        # PostgreSQL keeps no null byte; JSON knows it only as an escape.
        updates.append((body[start:end].replace("\0", "\ufffd"), update))
        start = end


def _end(body: str, start: int) -> int:
    """Where a value ends that cannot be decoded. Raises ValueError if it never does."""
    depth = 0
    for piece in _PIECE.finditer(body, start):
        depth += (piece[0] in "[{") - (piece[0] in "]}")
        if depth == 0:
            return piece.end()
        if depth < 0:
            break
    raise ValueError("an answer that breaks off")


def arrival(key: bytes, raw: str, update: Any, arrived: datetime) -> Arrival:
    """The row of an update, whatever it holds; without a sender it has a lane of its own.

    The key tells repeats: the update's number alone would not do, because numbers begin anew after a quiet
    week.
    """
    update = update if isinstance(update, dict) else {}
    number = update.get("update_id")
    what, sender = _origin(update)
    name = f"t{number if is_number(number) else ''}:{keyed_digest(key, 'update', what or raw)}"
    return Arrival("telegram", name, f"t{sender}" if sender is not None else name, raw, arrived)


def is_number(value: object) -> bool:
    """Whether a value can be one of Telegram's numbers: whole, and of 64 bits at the most."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST


def _origin(update: Json) -> tuple[str, int | None]:
    """What makes an update this one and no other, and whose it is; empty if it tells neither."""
    for kind, part in update.items():
        # A name may hold half a surrogate pair, which has no bytes to make a digest of.
        if not isinstance(part, dict) or not kind.isascii():
            continue
        sender = part.get("from")
        number = sender.get("id") if isinstance(sender, dict) else None
        if not is_number(number):
            continue
        marks = [part.get(name) for name in ("id", "message_id", "date", "edit_date", "data")]
        if marks[0] is None and marks[1] is None:
            return "", number
        return f"{kind}|{number}|{marks}", number
    return "", None
