"""Sends one row of the outbox: answers the press, edits or sends, part by part, and says what came of it."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.crash import passing
from bot.deliver import Sent
from bot.telegram.client import Client
from bot.telegram.documents import Documents, Make
from bot.telegram.outcomes import Kind, Outcome, judge
from bot.telegram.show import addressed, file_of, venue_of
from bot.telegram.show import parts as split
from storage.outbox import MOST_DOUBTS, Claimed, Rank, Result, State

PRESS_LASTS = timedelta(seconds=30)
"""Until when a press is answered; later Telegram has given up showing that we are busy."""

MOST_TRIES = 12
"""Tries with waits that double from one second to five minutes: about half an hour."""

LONGEST_PAUSE = 300.0
STAYS = 0
"""Noted as the last message when it was told by itself: a press on it must not write over what it tells."""

_DOUBLINGS = 9
"""A pause is doubled no more often; 2 to the power of a day's tries would not fit into a float."""

UNREACHED_LASTS = timedelta(hours=24)
"""How long we try to reach Telegram with a message: as long as it keeps messages for us."""


class Telegram:
    """Delivers to Telegram."""

    name = "telegram"

    def __init__(self, client: Client, now: Callable[[], datetime], make: Make) -> None:
        """`client` must be open while this is used; `make` makes the files that messages bring along."""
        self._client = client
        self._now = now
        self._documents = Documents(client, make)

    async def send(self, row: Claimed) -> Sent:
        """Delivers a row, from the part at which an earlier try ended."""
        if not row.callback or self._now() - row.created > PRESS_LASTS:
            return await self._send_parts(row)
        answering = asyncio.create_task(self._answer_press(row.callback))
        sent = await self._send_parts(row)
        await answering
        return sent

    async def _answer_press(self, callback: str) -> None:
        await self._client.call("answerCallbackQuery", json.dumps({"callback_query_id": callback}).encode())

    async def _send_parts(self, row: Claimed) -> Sent:
        parts = split(row.body)
        last: int | None = None
        for number in range(row.parts, len(parts)):
            passing("claimed-before-http")
            outcome = await self._send_part(row, parts[number], first=number == 0)
            passing("answered-before-mark")
            if outcome.kind is not Kind.DONE:
                silence = outcome.wait if outcome.all_wait else 0
                return Sent(self._trouble(row, outcome, number, last), silence)
            if outcome.message and outcome.message != row.last_message:
                last = outcome.message if row.rank == Rank.ANSWER else STAYS
        return Sent(Result(row.id, row.citizen, State.SENT, parts=len(parts), message=last))

    async def _send_part(self, row: Claimed, part: str, *, first: bool) -> Outcome:
        if file := file_of(part):
            return await self._documents.send(row, file)
        chat = int(row.address)
        if venue := venue_of(part):
            return judge(await self._client.call("sendVenue", addressed(venue, chat_id=chat)))
        if first and row.edits is not None:
            if row.edits == row.last_message:
                outcome = await self._try("editMessageText", part, chat_id=chat, message_id=row.edits)
                if outcome.kind is not Kind.GONE:
                    return outcome
            else:
                bare = json.dumps({"chat_id": chat, "message_id": row.edits}).encode()
                await self._client.call("editMessageReplyMarkup", bare)
        return await self._try("sendMessage", part, chat_id=chat)

    async def _try(self, method: str, part: str, **address: int) -> Outcome:
        """A call; once more without the formatting if that is what was refused."""
        outcome = judge(await self._client.call(method, addressed(part, **address)))
        if outcome.kind is not Kind.PLAIN:
            return outcome
        plain = json.loads(part)
        plain.pop("entities", None)
        return judge(await self._client.call(method, addressed(json.dumps(plain), **address)))

    def _trouble(self, row: Claimed, outcome: Outcome, parts: int, last: int | None) -> Result:
        """What becomes of a row that could not be sent to its end."""

        def ended(state: State) -> Result:
            unreachable = outcome.kind is Kind.BLOCKED
            return Result(row.id, row.citizen, state, outcome.reason, parts, last, unreachable=unreachable)

        def again(wait: float, *, doubtful: bool = False, moved_to: str | None = None) -> Result:
            due = self._now() + timedelta(seconds=wait)
            return Result(
                row.id,
                row.citizen,
                State.WAITING,
                outcome.reason,
                parts,
                last,
                due,
                doubtful,
                moved_to=moved_to,
            )

        pause = min(2.0 ** min(row.tries - 1, _DOUBLINGS), LONGEST_PAUSE)
        only_edits = row.edits is not None and row.edits == row.last_message and parts == 0
        match outcome.kind:
            case Kind.MOVED:
                return again(0, moved_to=outcome.moved_to)
            case Kind.CLOSED | Kind.LATER if outcome.all_wait:
                return again(outcome.wait)
            case Kind.LATER if self._now() - row.created < UNREACHED_LASTS:
                return again(pause)
            case Kind.LATER:
                return ended(State.EXPIRED)
            case Kind.UNSURE if only_edits and row.tries < MOST_TRIES:
                return again(pause)
            case Kind.UNSURE if row.rank < Rank.BROADCAST and row.doubts < MOST_DOUBTS:
                return again(pause, doubtful=True)
            case Kind.UNSURE:
                return ended(State.UNKNOWN)
            case Kind.BLOCKED:
                return ended(State.SKIPPED)
            case _other:
                return ended(State.FAILED)
