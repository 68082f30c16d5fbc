"""What goes over the wire: JSON values, Telegram's envelope and its way of counting characters."""

from collections.abc import Callable
from typing import Any

import orjson

JsonObject = dict[str, Any]


class Refused(Exception):
    """The Bot API says no; carries what its answer says."""

    def __init__(self, code: int, description: str, parameters: JsonObject | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(description: str, parameters: JsonObject | None = None) -> Refused:
    """Make the refusal Telegram gives to a call it understands but cannot do."""
    return Refused(400, f"Bad Request: {description}", parameters)


def too_many(seconds: int) -> Refused:
    """Make the refusal of a call that came too soon; `seconds` is the wait Telegram asks for."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def granted(result: object) -> bytes:
    """Put a result into the envelope of success."""
    return orjson.dumps({"ok": True, "result": result})


def refused(refusal: Refused) -> bytes:
    """Put a refusal into the envelope of failure."""
    envelope: JsonObject = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters is not None:
        envelope["parameters"] = refusal.parameters
    return orjson.dumps(envelope)


def utf16_length(text: str) -> int:
    """Count as Telegram counts: a character beyond the basic plane is two units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def has_lone_surrogate(text: str) -> bool:
    """Say whether a string cannot be written as UTF-8."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def each_string(value: object, visit: Callable[[str], None]) -> None:
    """Visit every string inside a JSON value."""
    if isinstance(value, str):
        visit(value)
    elif isinstance(value, dict):
        for inner in value.values():
            each_string(inner, visit)
    elif isinstance(value, list):
        for inner in value:
            each_string(inner, visit)
