"""Sends one row of the outbox: answers the press, edits or sends, part by part, and says what came of it."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import orjson

from bot.crash import passing
from bot.deliver import Sent
from bot.telegram.attached import Attached, arranged, attached_of, correction
from bot.telegram.attachments import Attachments
from bot.telegram.client import Client, Reply
from bot.telegram.documents import Documents, Make
from bot.telegram.files import Files
from bot.telegram.outcomes import Kind, Outcome, judge
from bot.telegram.show import addressed, file_of, venue_of
from bot.telegram.trouble import what_becomes
from storage.outbox import Claimed, Rank, Result, State

PRESS_LASTS = timedelta(seconds=30)
"""Until when a press is answered; later Telegram has given up showing that we are busy."""

STAYS = 0
"""Noted as the last message when it was told by itself: a press on it must not write over what it tells."""


class Telegram:
    """Delivers to Telegram."""

    name = "telegram"

    def __init__(
        self, client: Client, now: Callable[[], datetime], make: Make, files: Files, *, pays: bool = False
    ) -> None:
        """`client` must be open while this is used.

        `make` makes the files that messages bring along, `files` knows those that staff have put into
        broadcasts; `pays` says whether Telegram may charge for sending broadcasts faster.
        """
        self.bot = files.bot
        self._client = client
        self._now = now
        self._documents = Documents(client, make)
        self._attachments = Attachments(client, files)
        self._pays = pays

    async def send(self, row: Claimed) -> Sent:
        """Delivers a row, from the part at which an earlier try ended."""
        errand = _Errand(row, self._client, self._documents, self._attachments, self._pays)
        if not row.callback or self._now() - row.created > PRESS_LASTS:
            outcome = await errand.go()
        else:
            answering = asyncio.create_task(self._answer_press(row.callback))
            outcome = await errand.go()
            await answering
        if outcome.kind is Kind.DONE:
            return Sent(errand.done())
        result = what_becomes(row, outcome, errand.parts, errand.last, self._now())
        silence = outcome.wait if outcome.all_wait else 0
        # A token that is not valid is a matter of this process: another may have a newer one.
        return Sent(replace(result, calls=errand.calls), silence, outcome.kind is not Kind.CLOSED)

    async def _answer_press(self, callback: str) -> None:
        await self._client.call("answerCallbackQuery", orjson.dumps({"callback_query_id": callback}))


class _Errand:
    """One row on its way: how far it has come, and how many messages were sent or changed."""

    def __init__(
        self, row: Claimed, client: Client, documents: Documents, attachments: Attachments, pays: bool
    ) -> None:
        self.parts = row.parts
        self.calls = 0
        self.last: int | None = None
        """The number to be noted as the last message in the chat."""
        self._row = row
        self._chat = int(row.address)
        self._became: int | None = None
        self._client = client
        self._documents = documents
        self._attachments = attachments
        self._pays = pays and row.rank == Rank.BROADCAST

    async def go(self) -> Outcome:
        """Sends part after part; returns what came of the last call."""
        if not self._row.body:
            return Outcome(Kind.NEVER, "nothing to be said")
        outcome = Outcome(Kind.DONE)
        if self._row.corrects is not None:
            passing("claimed-before-http")
            outcome = await self._correct(self._row.corrects)
            passing("answered-before-mark")
            return outcome
        parts = arranged(self._row.body)
        for number in range(self.parts, len(parts)):
            passing("claimed-before-http")
            outcome = await self._send_part(parts[number], first=number == 0)
            passing("answered-before-mark")
            if outcome.kind is not Kind.DONE:
                return outcome
            self.parts = number + 1
            if outcome.message:
                self._arrived(outcome.message)
        return outcome

    def done(self) -> Result:
        """The result of a row all parts of which have arrived."""
        row = self._row
        became = self._became if row.broadcast is not None else None
        return Result(
            row.id,
            row.citizen,
            State.SENT,
            parts=self.parts,
            message=self.last,
            became=became,
            calls=self.calls,
        )

    def _arrived(self, message: int) -> None:
        self._became = message
        last = message if self._row.rank == Rank.ANSWER else STAYS
        if self._row.last_message not in (message, last):
            self.last = last

    async def _correct(self, message: int) -> Outcome:
        method, payload = correction(self._row.body)
        return await self._try(method, payload, chat_id=self._chat, message_id=message)

    async def _send_part(self, part: str, *, first: bool) -> Outcome:
        row = self._row
        if file := file_of(part):
            self.calls += 1
            return await self._documents.send(row, file)
        if attached := attached_of(part):
            return await self._send_attached(attached)
        if venue := venue_of(part):
            return judge(await self._call("sendVenue", self._paid(venue), chat_id=self._chat))
        if first and row.edits is not None:
            if row.edits == row.last_message:
                outcome = await self._try("editMessageText", part, chat_id=self._chat, message_id=row.edits)
                if outcome.kind is not Kind.GONE:
                    return outcome
            else:
                bare = f'{{"message_id":{row.edits}}}'
                await self._call("editMessageReplyMarkup", bare, chat_id=self._chat)
        return await self._try("sendMessage", self._paid(part), chat_id=self._chat)

    async def _send_attached(self, attached: Attached) -> Outcome:
        self.calls += 1
        fields: dict[str, Any] = {"chat_id": self._chat}
        if self._pays:
            fields["allow_paid_broadcast"] = True
        return await self._attachments.send(attached, fields)

    def _paid(self, part: str) -> str:
        return f'{{"allow_paid_broadcast":true,{part[1:]}' if self._pays else part

    async def _try(self, method: str, part: str, **address: int) -> Outcome:
        """A call; once more without the formatting if that is what was refused."""
        outcome = judge(await self._call(method, part, **address))
        if outcome.kind is not Kind.PLAIN:
            return outcome
        plain = json.loads(part)
        for formatting in ("entities", "caption_entities"):
            plain.pop(formatting, None)
        return judge(await self._call(method, json.dumps(plain), **address))

    async def _call(self, method: str, part: str, **address: int) -> Reply:
        self.calls += 1
        return await self._client.call(method, addressed(part, **address))
