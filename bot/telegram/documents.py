"""Sends files that are made at the moment of sending: the row in the outbox holds only which one."""

import secrets
from collections.abc import Awaitable, Callable

from bot.my_data.make import TYPES, name_of
from bot.telegram.client import Client
from bot.telegram.outcomes import Kind, Outcome, judge
from dialogs.city.my_data import File
from storage.database import Unavailable
from storage.outbox import Claimed

Make = Callable[[int, File], Awaitable[bytes | None]]
"""Makes a file for the person with a number; None if there is nobody."""


class Documents:
    """Makes files and sends them."""

    def __init__(self, client: Client, make: Make) -> None:
        """`client` must be open while this is used."""
        self._client = client
        self._make = make

    async def send(self, row: Claimed, file: File) -> Outcome:
        """Makes the file anew at every try; who is gone meanwhile gets nothing.

        While the database cannot be read the file waits, as it does while Telegram cannot be reached.
        """
        try:
            content = await self._make(row.citizen, file)
        except Unavailable:
            return Outcome(Kind.LATER, "database cannot be read")
        if content is None:
            return Outcome(Kind.NEVER, "nobody is there any more")
        boundary = secrets.token_hex(16)
        form = _form(boundary, int(row.address), file, content)
        content_type = f"multipart/form-data; boundary={boundary}"
        return judge(await self._client.call("sendDocument", form, content_type))


def _form(boundary: str, chat: int, file: File, content: bytes) -> bytes:
    """A chat and a file as a form; nobody can know the boundary, so the content does not hold it."""
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n{chat}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="document"; filename="{name_of(file)}"\r\n'
        f"Content-Type: {TYPES[file]}\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
