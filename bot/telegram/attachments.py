"""Sends messages with a picture or document: uploaded with the first one, by its number with all others."""

import secrets
from typing import Any

import orjson

from bot.telegram.attached import Attached
from bot.telegram.client import Client, Reply
from bot.telegram.files import Content, Files
from bot.telegram.form import form
from bot.telegram.outcomes import Kind, Outcome, judge
from storage.database import Unavailable

_FIELDS = {"sendPhoto": "photo", "sendDocument": "document"}
_UNKNOWN_NUMBER = "file identifier"
"""Stands in the answer if Telegram does not know the number of a file (any more)."""


class Attachments:
    """Sends what staff put into broadcasts."""

    def __init__(self, client: Client, files: Files) -> None:
        """`client` must be open while this is used."""
        self._client = client
        self._files = files

    async def send(self, attached: Attached, fields: dict[str, Any]) -> Outcome:
        """Sends a file with its caption; `fields` are the other parameters of the call.

        While another process uploads it, or the database cannot be read, the message waits.
        """
        try:
            number = self._files.known(attached.digest)
            if number is None:
                async with self._files.turn(attached.digest):
                    number = await self._files.find(attached.digest)
                    if number is None:
                        return await self._upload(attached, fields)
            outcome = await self._send_known(attached, number, fields)
            if outcome.kind is Kind.NEVER and _UNKNOWN_NUMBER in outcome.reason:
                await self._files.forget(attached.digest)
                return Outcome(Kind.LATER, "has to be uploaded anew")
            return outcome
        except Unavailable:
            return Outcome(Kind.LATER, "database cannot be read")

    async def _send_known(self, attached: Attached, number: str, fields: dict[str, Any]) -> Outcome:
        payload = {**fields, _FIELDS[attached.method]: number, **attached.caption}
        outcome = judge(await self._client.call(attached.method, orjson.dumps(payload)))
        if outcome.kind is Kind.PLAIN:
            payload.pop("caption_entities", None)
            outcome = judge(await self._client.call(attached.method, orjson.dumps(payload)))
        return outcome

    async def _upload(self, attached: Attached, fields: dict[str, Any]) -> Outcome:
        try:
            content = await self._files.fetch(attached.digest)
        except LookupError:
            return Outcome(Kind.NEVER, "the file is not there any more")
        if content is None:
            return Outcome(Kind.LATER, "another process uploads the file")
        written = {
            name: value if isinstance(value, str) else orjson.dumps(value).decode()
            for name, value in {**fields, **attached.caption}.items()
        }
        reply = await self._post(attached.method, written, content)
        outcome = judge(reply)
        if outcome.kind is Kind.PLAIN:
            written.pop("caption_entities", None)
            reply = await self._post(attached.method, written, content)
            outcome = judge(reply)
        if outcome.kind is Kind.DONE and (number := _number_of(reply)):
            await self._files.keep(attached.digest, number)
        return outcome

    async def _post(self, method: str, fields: dict[str, str], content: Content) -> Reply:
        boundary = secrets.token_hex(16)
        body, content_type = form(boundary, fields, _FIELDS[method], content.name, content.mime, content.body)
        return await self._client.call(method, body, content_type)


def _number_of(reply: Reply) -> str | None:
    """The number of the file in the message that was made; of a picture in several sizes the largest one."""
    message = (reply.body or {}).get("result")
    if not isinstance(message, dict):
        return None
    file = message["photo"][-1] if message.get("photo") else message.get("document")
    return file.get("file_id") if isinstance(file, dict) else None
