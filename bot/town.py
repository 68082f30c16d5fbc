"""What the citizens' door needs to know of its town: plain values, put together by the porch."""

import asyncio
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from dialogs.city.quiet import QuietHours
from storage.city import Cities
from storage.database import Database
from storage.erasure_list import ErasureList


@dataclass(frozen=True, slots=True)
class Telegram:
    """How to reach Telegram. `webhook_url` and `webhook_secret` are empty when the bot polls."""

    token: str = field(repr=False)
    api: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)

    @property
    def bot(self) -> str:
        """The number of the bot's account: no secret, and the same after its token has been renewed."""
        return self.token.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Town:
    """One town: its database, key and time zone, and how its bot works."""

    database: Database
    key: bytes = field(repr=False)
    zone: ZoneInfo
    owner: str
    """Name of this process in the database; new at every start."""
    telegram: Telegram | None = None
    public_url: str = ""
    """Under which address people reach the web pages; empty if nobody said."""
    sends_per_second: float = 30
    """0 means no limit."""
    slots: int = 8
    """Messages in flight at once, and so at most in doubt after a crash."""
    pays: bool = False
    """Whether broadcasts may be sent faster than is free of charge."""
    quiet_hours: QuietHours = field(default_factory=QuietHours)
    """When people are not told what can wait."""
    four_eyes_from: int = 100
    """To how many people nothing goes that nobody but its author has seen."""
    alarm_webhook: str = field(default="", repr=False)
    """Where alarms are posted to; empty: nowhere."""
    erasures: ErasureList | None = None
    """Where erasures are noted outside of the database; None where nothing is ever restored."""
    cities: Cities = field(default_factory=Cities)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when something was put into the inbox by this process."""
    leaves: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when something was put into the outbox by this process."""
