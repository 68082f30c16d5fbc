"""Reads what a form sent; whatever a program makes up instead is refused before anything is stored."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

FORM = "application/x-www-form-urlencoded"
MOST_BYTES = 1024 * 1024
MOST_FIELDS = 20
LONGEST_FIELD = 64
"""Characters of every field but the typed text: keys, codes and links of ours are shorter."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A form of ours: its key, the link that led to it, its language, the button pressed, the words typed."""

    key: str
    start: str
    language: str
    code: str | None
    text: str

    @property
    def meaning(self) -> dict[str, str]:
        """What goes into the inbox: a press if there was one, else the words."""
        return {"text": self.text} if self.code is None else {"code": self.code}


async def read_form(request: web.Request) -> Posted:
    """The form. Raises an HTTP error for another kind of body, or a broken, too long or keyless one."""
    if request.content_type != FORM:
        raise web.HTTPBadRequest
    return _understand(await request.read())


def _understand(body: bytes) -> Posted:
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise web.HTTPBadRequest from error
    fields = dict(reversed(pairs))
    text = fields.pop("text", "")
    if not fields.get("key") or any(len(value) > LONGEST_FIELD for value in fields.values()):
        raise web.HTTPBadRequest
    return Posted(
        fields["key"], fields.get("start", ""), fields.get("language", ""), fields.get("code"), text
    )
