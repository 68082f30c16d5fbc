"""Sends files that are made at the moment of sending: the row in the outbox holds only which one."""

import secrets
from collections.abc import Awaitable, Callable

from bot import event_files
from bot.my_data import make as my_data
from bot.telegram.client import Client
from bot.telegram.form import form
from bot.telegram.outcomes import Kind, Outcome, judge
from dialogs.city.my_data import File
from dialogs.engine.attachment import EventFile
from storage.database import Unavailable
from storage.outbox import Claimed

Make = Callable[[int, File | EventFile], Awaitable[bytes | None]]
"""Makes a file for the person with a number; None if there is nobody, or not what it is about."""


class Documents:
    """Makes files and sends them."""

    def __init__(self, client: Client, make: Make) -> None:
        """`client` must be open while this is used."""
        self._client = client
        self._make = make

    async def send(self, row: Claimed, file: File | EventFile) -> Outcome:
        """Makes the file anew at every try; who is gone meanwhile gets nothing.

        While the database cannot be read the file waits, as it does while Telegram cannot be reached.
        """
        try:
            content = await self._make(row.citizen, file)
        except Unavailable:
            return Outcome(Kind.LATER, "database cannot be read")
        if content is None:
            gone = "nobody is" if isinstance(file, File) else "the event is not"
            return Outcome(Kind.NEVER, f"{gone} there any more")
        name, content_type = _named(file)
        fields = {"chat_id": row.address}
        body, body_type = form(secrets.token_hex(16), fields, "document", name, content_type, content)
        return judge(await self._client.call("sendDocument", body, body_type))


def _named(file: File | EventFile) -> tuple[str, str]:
    """Under which name it is kept, and what it is."""
    if isinstance(file, EventFile):
        return event_files.name_of(file.slug), event_files.TYPE
    return my_data.name_of(file), my_data.TYPES[file]
