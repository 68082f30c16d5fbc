"""A form that brings a file along: its fields and the one file, read in pieces and with limits."""

from dataclasses import dataclass

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError
from multidict import MultiDict

from dialogs.city.upload import MOST_BYTES

FORM = "multipart/form-data"
MOST_PARTS = 20
LONGEST_FIELD = 64 * 1024
"""Bytes of a field that is no file."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as a browser sent it. Of one that is too large there is one byte more than may be."""

    name: str = ""
    content: bytes = b""


BROUGHT: web.RequestKey[Brought] = web.RequestKey("brought", Brought)


async def read_multipart(request: web.Request) -> MultiDict[str]:
    """The fields; the file is put beside them. Raises 400 or 413 for what no form of ours sends."""
    fields: MultiDict[str] = MultiDict()
    brought, count = Brought(), 0
    try:
        async for part in await request.multipart():
            count += 1
            if not isinstance(part, BodyPartReader) or part.name is None or count > MOST_PARTS:
                raise web.HTTPBadRequest
            if part.filename is None:
                fields.add(part.name, await _read_field(part))
            else:
                brought = Brought(part.filename, await _read_file(part))
    except (
        ValueError,
        RuntimeError,
        AssertionError,
        HttpProcessingError,
    ):  # how the library says that it is no such form
        raise web.HTTPBadRequest from None
    request[BROUGHT] = brought
    return fields


async def _read_field(part: BodyPartReader) -> str:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > LONGEST_FIELD:
            raise web.HTTPRequestEntityTooLarge(LONGEST_FIELD, len(content))
    return content.decode("utf-8", "replace")


async def _read_file(part: BodyPartReader) -> bytes:
    """What is too much is read and dropped: a browser that is cut off shows no answer at all."""
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk[: MOST_BYTES + 1 - len(content)]
    return bytes(content)
