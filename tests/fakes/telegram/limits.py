"""Telegram's pace: about thirty messages a second in all, one a second to each chat."""

import math
import time
from collections import deque
from dataclasses import dataclass, field

from .wire import Refused, too_many

PACED = frozenset(
    {"sendMessage", "sendPhoto", "sendDocument", "sendVenue", "editMessageText", "editMessageReplyMarkup"}
)


@dataclass(slots=True)
class Limits:
    """The pace the fake enforces; None switches a limit off.

    `slack` is how many more than `per_second` pass within one second, because Telegram says "about";
    `chat_burst` is how many messages to one chat may come at once.
    """

    per_second: int | None = None
    per_chat_seconds: float | None = None
    slack: int = 3
    chat_burst: int = 1
    retry_after: int = 1
    in_penalty: int = 0
    _sent: deque[float] = field(default_factory=deque)
    _free_at: dict[object, float] = field(default_factory=dict)
    _until: dict[object, float] = field(default_factory=dict)

    def punish(self, chat: object, seconds: float) -> None:
        """Let nothing pass to a chat (None: to anybody) for a while."""
        self._until[chat] = time.monotonic() + seconds

    def check(self, method: str, chat: object) -> None:
        """Refuse a call that comes too soon; count those that come although they were told to wait."""
        if method not in PACED:
            return
        now = time.monotonic()
        for whom in (None, chat):
            if (left := self._until.get(whom, 0.0) - now) > 0:
                self.in_penalty += 1
                raise too_many(math.ceil(left))
        if refusal := self._too_fast_for_all(now) or self._too_fast_for(chat, now):
            raise refusal
        self._sent.append(now)
        self._free_at[chat] = max(self._free_at.get(chat, 0.0), now) + (self.per_chat_seconds or 0.0)

    def _too_fast_for_all(self, now: float) -> Refused | None:
        while self._sent and now - self._sent[0] >= 1.0:
            self._sent.popleft()
        if self.per_second is None or len(self._sent) < self.per_second + self.slack:
            return None
        self.punish(None, self.retry_after)
        return too_many(self.retry_after)

    def _too_fast_for(self, chat: object, now: float) -> Refused | None:
        # A tenth is forgiven: the bot keeps the pace by its own clock, the network jitters.
        forgiven = (self.chat_burst - 0.9) * (self.per_chat_seconds or 0.0)
        if self.per_chat_seconds is None or self._free_at.get(chat, 0.0) - now <= forgiven:
            return None
        self.punish(chat, self.retry_after)
        return too_many(self.retry_after)
