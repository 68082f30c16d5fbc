"""Telegram's pace: about thirty messages a second, one a second to each chat, in groups twenty a minute."""

import math
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

from .wire import Refused, too_many

PACED = frozenset(
    {
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "sendVenue",
        "editMessageText",
        "editMessageCaption",
        "editMessageReplyMarkup",
    }
)


@dataclass(slots=True)
class Limits:
    """The pace the fake enforces; None switches a limit off.

    `slack` is the part by which `per_second` may be exceeded within one second, because Telegram says
    "about"; `chat_burst` is how many messages to one private chat may come at once; for `under_way` seconds
    calls are not counted as made in a penalty, because nobody can have heard of it yet.
    """

    per_second: int | None = None
    per_chat_seconds: float | None = None
    per_group_minute: int | None = None
    slack: float = 0.1
    chat_burst: int = 1
    retry_after: int = 1
    under_way: float = 0.25
    in_penalty: int = 0
    refused: int = 0
    _sent: deque[float] = field(default_factory=deque)
    _free_at: dict[object, float] = field(default_factory=dict)
    _in_groups: defaultdict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _penalties: dict[object, tuple[float, float]] = field(default_factory=dict)

    def punish(self, chat: object, seconds: float) -> None:
        """Let nothing pass to a chat (None: to anybody) for a while."""
        now = time.monotonic()
        self._penalties[chat] = now, now + seconds
        self.refused += 1

    def check(self, method: str, chat: object) -> None:
        """Refuse a call that comes too soon; count those that come although they were told to wait."""
        if method not in PACED:
            return
        now = time.monotonic()
        for whom in (None, chat):
            began, ends = self._penalties.get(whom, (0.0, 0.0))
            if now < ends:
                self.in_penalty += now - began > self.under_way
                raise too_many(math.ceil(ends - now))
        if isinstance(chat, int) and chat < 0:
            refusal = self._too_fast_for_all(now) or self._too_fast_for_group(chat, now)
        else:
            refusal = self._too_fast_for_all(now) or self._too_fast_for(chat, now)
        if refusal:
            raise refusal
        self._sent.append(now)
        self._free_at[chat] = max(self._free_at.get(chat, 0.0), now) + (self.per_chat_seconds or 0.0)

    def _too_fast_for_all(self, now: float) -> Refused | None:
        while self._sent and now - self._sent[0] >= 1.0:
            self._sent.popleft()
        if self.per_second is None or len(self._sent) < self.per_second * (1 + self.slack):
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

    def _too_fast_for_group(self, chat: int, now: float) -> Refused | None:
        sent = self._in_groups[chat]
        while sent and now - sent[0] >= 60.0:
            sent.popleft()
        if self.per_group_minute is None or len(sent) < self.per_group_minute:
            sent.append(now)
            return None
        self.punish(chat, self.retry_after)
        return too_many(self.retry_after)
