"""Ways over all addresses: a real one for each route of the table."""

import re

EXAMPLES = {
    "name": "admin.css",
    "token": "x" * 43,
    "id": "2",
    "form_key": "x" * 22,
    "slug": "beteiligung",
    "key": "dabei",
    "number": "3",
    "what": "comments",
    "format": "csv",
}


def address_for(path: str) -> str:
    """An address that a route of this path answers."""
    return re.sub(r"\{(\w+)(:([^{}]|\{[^{}]*\})*)?\}", lambda part: EXAMPLES[part[1]], path)
