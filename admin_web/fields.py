"""What a form sent: read once, with limits, as cleaned text."""

from hashlib import sha256
from urllib.parse import parse_qsl

from aiohttp import web
from multidict import MultiDict, MultiDictProxy

from admin_web.multipart import BROUGHT, FORM, read_multipart

BODY_LIMIT = 1024 * 1024
"""Bytes."""
FIELD_LIMIT = 2000
"""A survey of fifty questions in three languages has fewer."""

Fields = MultiDictProxy[str]
FIELDS: web.RequestKey[Fields] = web.RequestKey("fields", MultiDictProxy)


async def read_fields(request: web.Request, *, with_file: bool = False) -> Fields:
    """The fields of the form, also a second time. Raises 413 or 415 if it is too large or none of ours.

    A file that may come `with_file` stands among them as its digest: handed in twice it must be the same.
    """
    if FIELDS not in request and with_file and request.content_type == FORM:
        sent = await read_multipart(request)
        sent["file"] = sha256(request[BROUGHT].content).hexdigest()
        request[FIELDS] = MultiDictProxy(sent)
    if FIELDS not in request:
        if request.content_type != "application/x-www-form-urlencoded":
            raise web.HTTPUnsupportedMediaType
        text = (await _read_body(request)).decode("utf-8", "replace")
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=FIELD_LIMIT)
        except ValueError:
            raise web.HTTPRequestEntityTooLarge(FIELD_LIMIT, text.count("&")) from None
        request[FIELDS] = MultiDictProxy(MultiDict(pairs))
    return request[FIELDS]


async def _read_body(request: web.Request) -> bytes:
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise web.HTTPUnsupportedMediaType
    body = bytearray()
    if (request.content_length or 0) <= BODY_LIMIT:
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > BODY_LIMIT:
                break
        else:
            return bytes(body)
    raise web.HTTPRequestEntityTooLarge(BODY_LIMIT, request.content_length or len(body))
