"""Reads JSON: fast, and as patiently as the standard library where something odd comes."""

import json
from typing import Any

import orjson


def decode(body: str | bytes) -> Any:
    """The value a JSON text stands for. Raises ValueError or RecursionError if it is none."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        # Half a surrogate pair, say: a phone may send it, and the rest of the message counts.
        return json.loads(body)
