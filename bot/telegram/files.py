"""Files staff put into a broadcast: uploaded once by each bot, then sent by the number Telegram gave them."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.town import Town
from storage import attachments, uploads
from storage.database import Unavailable


@dataclass(frozen=True, slots=True)
class Content:
    """A file to be uploaded."""

    name: str
    mime: str
    body: bytes


class Files:
    """Knows which files this bot has uploaded."""

    def __init__(self, town: Town, bot: str, now: Callable[[], datetime]) -> None:
        """`bot` is the account that uploads."""
        self._town = town
        self.bot = bot
        self._now = now
        self._numbers: dict[str, str] = {}
        self._one_at_a_time: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def turn(self, digest: str) -> asyncio.Lock:
        """Held by whoever may upload a file in this process; the others wait for its number."""
        return self._one_at_a_time[digest]

    def known(self, digest: str) -> str | None:
        """The number of a file, as far as this process has heard of it."""
        return self._numbers.get(digest)

    async def find(self, digest: str) -> str | None:
        """The number of a file that has been uploaded, here or elsewhere. Raises Unavailable."""
        async with self._town.database.read() as connection:
            number = await uploads.find(connection, self.bot, digest)
        if number:
            self._numbers[digest] = number
        return number

    async def fetch(self, digest: str) -> Content | None:
        """The file, if it is this process that is to upload it; None if another does. Raises Unavailable.

        LookupError if there is no such file.
        """
        async with self._town.database.write() as connection:
            if not await uploads.may_upload(connection, self.bot, digest, self._town.owner, self._now()):
                return None
        async with self._town.database.read() as connection:
            known = await attachments.find_attachment(connection, digest)
            body = await attachments.read_content(connection, digest)
        if known is None or body is None:
            raise LookupError(digest)
        return Content(known.name, known.mime, body)

    async def keep(self, digest: str, number: str) -> None:
        """Notes the number of a file that has just been uploaded.

        It has arrived even if that cannot be written down for the others now.
        """
        self._numbers[digest] = number
        with contextlib.suppress(Unavailable):
            async with self._town.database.write() as connection:
                await uploads.keep(connection, self.bot, digest, number)

    async def forget(self, digest: str) -> None:
        """Telegram does not know the number any more. Raises Unavailable."""
        self._numbers.pop(digest, None)
        async with self._town.database.write() as connection:
            await uploads.forget(connection, self.bot, digest)
