"""From raw JSON to rows of the inbox: cut an answer into its updates, find the key and the sender of each."""

import json
from datetime import datetime
from typing import Any

from storage.inbox import Arrival
from storage.pseudonyms import keyed_digest

Json = dict[str, Any]

_DECODER = json.JSONDecoder()
_SKIP = " \t\r\n,"


def cut(body: str) -> list[tuple[str, Any]]:
    """The updates in an answer to getUpdates, each as its raw text and decoded.

    Raises ValueError if the answer is not one.
    """
    start = body.find('"result"')
    start = body.find("[", start) + 1
    if start <= 0 or '"ok":true' not in body[:200].replace(" ", ""):
        raise ValueError("not an answer to getUpdates")
    updates: list[tuple[str, Any]] = []
    while True:
        while body[start] in _SKIP:
            start += 1
        if body[start] == "]":
            return updates
        update, end = _DECODER.raw_decode(body, start)
        updates.append((body[start:end], update))
        start = end


def arrival(key: bytes, raw: str, update: Any, arrived: datetime) -> Arrival:
    """The row of an update, whatever it holds; without a sender it has a lane of its own.

    The key tells repeats: the update's number alone would not do, because numbers begin anew after a quiet week.
    """
    number = update.get("update_id") if isinstance(update, dict) else None
    what, sender = _origin(update) if isinstance(update, dict) else ("", None)
    name = f"t{number}:{keyed_digest(key, 'update', what or raw)}"
    return Arrival("telegram", name, f"t{sender}" if sender is not None else name, raw, arrived)


def _origin(update: Json) -> tuple[str, int | None]:
    """What makes an update this one and no other, and whose it is; empty if it tells neither."""
    for kind, part in update.items():
        if not isinstance(part, dict):
            continue
        sender = part.get("from")
        number = sender.get("id") if isinstance(sender, dict) else None
        if not isinstance(number, int):
            continue
        marks = [part.get(name) for name in ("id", "message_id", "date", "edit_date", "data")]
        if marks[0] is None and marks[1] is None:
            return "", number
        return f"{kind}|{number}|{marks}", number
    return "", None
