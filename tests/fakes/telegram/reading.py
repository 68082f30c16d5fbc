"""From an HTTP request to the call it carries, whatever way its parameters came."""

from dataclasses import dataclass, field

import orjson
from aiohttp import web

from .wire import JsonObject, bad_request

# Parameters that are written as JSON inside a form field.
WRITTEN_AS_JSON = frozenset(
    {
        "allowed_updates",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "reply_markup",
        "reply_parameters",
        "rich_message",
        "scope",
        "suggested_post_parameters",
    }
)
ATTACHED = "attach://"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the bot meant it; `typed` says that its values came with their JSON types."""

    method: str
    parameters: JsonObject
    typed: bool = False
    raw: bytes = field(default=b"", repr=False)

    def facts(self) -> JsonObject:
        """Describe the parameters for the ledger, files by name and size only."""
        return {
            name: {"file": value.name, "bytes": len(value.content)} if isinstance(value, Upload) else value
            for name, value in self.parameters.items()
        }


async def read_call(method: str, request: web.Request) -> Call:
    """Read parameters from address, JSON, form or multipart body; refused if they cannot be read."""
    in_address = _decoded(dict(request.query)) if request.query_string else {}
    if request.content_type == "application/json":
        raw = await request.read()
        return Call(method, {**in_address, **_json_object(raw)}, typed=not in_address, raw=raw)
    if not request.body_exists:
        return Call(method, in_address)
    fields: JsonObject = {}
    for name, value in (await request.post()).items():
        if name in fields:
            raise bad_request(f"parameter {name} came twice")
        if isinstance(value, web.FileField):
            fields[name] = Upload(value.filename, value.file.read())
        else:
            fields[name] = value if isinstance(value, str) else bytes(value).decode()
    return Call(method, {**in_address, **_attached(_decoded(fields))})


def _json_object(raw: bytes) -> JsonObject:
    try:
        value = orjson.loads(raw or b"{}")
    except orjson.JSONDecodeError as error:
        raise bad_request(f"can't parse the body as JSON: {error}") from error
    if not isinstance(value, dict):
        raise bad_request("the body is not a JSON object")
    return value


def _decoded(fields: JsonObject) -> JsonObject:
    """Read the parameters that are JSON inside a string."""
    for name in WRITTEN_AS_JSON & fields.keys():
        try:
            fields[name] = orjson.loads(fields[name])
        except (orjson.JSONDecodeError, TypeError) as error:
            raise bad_request(f"can't parse {name}: {error}") from error
    return fields


def _attached(fields: JsonObject) -> JsonObject:
    """Put files that are named by `attach://NAME` where their name stands."""
    for name, value in list(fields.items()):
        if isinstance(value, str) and value.startswith(ATTACHED):
            file = fields.pop(value.removeprefix(ATTACHED), None)
            if not isinstance(file, Upload):
                raise bad_request(f"{name} names a file that did not come")
            fields[name] = file
    return fields
