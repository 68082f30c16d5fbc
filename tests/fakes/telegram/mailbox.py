"""The updates that wait for the bot, with Telegram's real way of confirming them.

An update is forgotten only by a later getUpdates with a higher offset. An offset far ahead of the newest
update is not believed: the queue answers from its head, as bots see after Telegram has restarted the ids.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain, islice

from .clock import Clock
from .ledger import Ledger
from .wire import JsonObject, Refused

# Telegram believes an offset up to ten beyond the newest update.
BELIEVED_AHEAD = 10
# After the first update of a long poll Telegram waits this long for company.
GATHERING_SECONDS = 0.002
# Kinds a bot gets only if it asks for them by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LIFETIMES = {"callback_query": 150.0, "inline_query": 30.0}
LIFETIME = 86_400.0


@dataclass(slots=True, eq=False)
class Waiting:
    """One update the bot has not confirmed yet."""

    update_id: int
    update: JsonObject
    kind: str
    since: float
    handed: bool = False


@dataclass(slots=True)
class Mailbox:
    """All updates of the one bot, oldest first; repetitions of confirmed ones lie apart."""

    clock: Clock
    ledger: Ledger
    next_id: int = 1
    expires: bool = False
    allowed: frozenset[str] | None = None
    has_webhook: Callable[[], bool] = lambda: False
    on_put: Callable[[Waiting], None] = lambda _: None
    on_poll: Callable[[], None] = lambda: None
    polls: int = 0
    _waiting: dict[int, Waiting] = field(default_factory=dict)
    _again: list[Waiting] = field(default_factory=list)
    _poll: asyncio.Event | None = None

    def __len__(self) -> int:
        return len(self._waiting) + len(self._again)

    def put(self, update: JsonObject, *, number: bool = True) -> int | None:
        """Let an update arrive and return its id, or None if the bot has not asked for its kind.

        `number=False` leaves an update without its id, as broken as it is.
        """
        kind = next((key for key in update if key != "update_id"), "")
        if not self._wants(kind):
            return None
        update_id = self.next_id
        self.next_id += 1
        body = {**update, "update_id": update_id} if number else update
        waiting = Waiting(update_id, body, kind, self.clock.now())
        self._waiting[update_id] = waiting
        self._arrived(waiting)
        return update_id

    def put_again(self, update: JsonObject) -> None:
        """Let an update arrive once more, with the id it carries, whatever offset the bot says."""
        kind = next((key for key in update if key != "update_id"), "")
        waiting = Waiting(update["update_id"], update, kind, self.clock.now())
        self._again.append(waiting)
        self._arrived(waiting)

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds of updates the bot wants from now on; None keeps what was said before."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def restart_ids(self, at: int) -> None:
        """Go on counting at another number, as Telegram does after a week without updates."""
        if len(self):
            raise ValueError("Telegram restarts the ids only when nothing waits")
        self.next_id = at

    def waiting(self) -> list[Waiting]:
        """List what is neither confirmed nor expired."""
        self._expire()
        return [*self._again, *self._waiting.values()]

    def holds(self, waiting: Waiting) -> bool:
        """Say whether an update still waits."""
        self._expire()
        return self._waiting.get(waiting.update_id) is waiting or waiting in self._again

    def confirm(self, waiting: Waiting, reason: str = "confirmed") -> None:
        """Forget an update the bot has taken over."""
        if self._waiting.get(waiting.update_id) is waiting:
            del self._waiting[waiting.update_id]
        elif waiting in self._again:
            self._again.remove(waiting)
            reason = "repeated"
        else:
            return
        self.ledger.note(reason, update_id=waiting.update_id)

    def forget_all(self) -> None:
        """Drop everything that waits, as `drop_pending_updates` asks for."""
        for waiting in self.waiting():
            self.confirm(waiting, "dropped")

    async def poll(self, offset: int, limit: int, wait: float) -> list[JsonObject]:
        """Answer one getUpdates; a second poller ends the first one with 409."""
        mine = self._take_over()
        self.polls += 1
        self.on_poll()
        try:
            first = self._confirm_before(offset)
            batch = self._from(first, limit)
            if not batch and await self._news(mine, wait):
                await asyncio.sleep(GATHERING_SECONDS)
                batch = self._from(first, limit)
            if self._poll is not mine:
                self._refuse_poll()
            return self._hand_out(batch)
        finally:
            if self._poll is mine:
                self._poll = None

    def end_poll(self) -> None:
        """End the long poll that is open, if any."""
        if self._poll is not None:
            self._poll.set()
            self._poll = None

    def _arrived(self, waiting: Waiting) -> None:
        self.ledger.note("put", update_id=waiting.update_id, update=waiting.update)
        self.on_put(waiting)
        if self._poll is not None:
            self._poll.set()

    def _take_over(self) -> asyncio.Event:
        self.end_poll()
        self._poll = asyncio.Event()
        return self._poll

    async def _news(self, mine: asyncio.Event, seconds: float) -> bool:
        try:
            await asyncio.wait_for(mine.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _refuse_poll(self) -> None:
        by = "setWebhook request" if self.has_webhook() else "other getUpdates request"
        raise Refused(409, f"Conflict: terminated by {by}; make sure that only one bot instance is running")

    def _confirm_before(self, offset: int) -> int:
        """Confirm what an offset confirms and return the id to answer from."""
        self._expire()
        for waiting in [w for w in self._again if w.handed]:
            self.confirm(waiting)
        if offset < 0:
            offset += self.next_id
        elif offset > self.next_id + BELIEVED_AHEAD:
            return 0
        while self._waiting and (oldest := next(iter(self._waiting.values()))).update_id < offset:
            self.confirm(oldest)
        return offset

    def _from(self, first: int, limit: int) -> list[Waiting]:
        self._expire()
        later = (w for w in self._waiting.values() if w.update_id >= first)
        return list(islice(chain(self._again, later), limit))

    def _hand_out(self, batch: list[Waiting]) -> list[JsonObject]:
        for waiting in batch:
            waiting.handed = True
            self.ledger.note("handed", update_id=waiting.update_id, by="poll")
        return [waiting.update for waiting in batch]

    def _expire(self) -> None:
        if self.expires:
            now = self.clock.now()
            for waiting in list(self._waiting.values()):
                if now - waiting.since > LIFETIMES.get(waiting.kind, LIFETIME):
                    self.confirm(waiting, "expired")

    def _wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed is not None else kind not in ON_REQUEST
