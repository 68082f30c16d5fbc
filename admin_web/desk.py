"""What every page has at hand: database, key, address, zone, clock, the published city."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network
from zoneinfo import ZoneInfo

from aiohttp import web
from yarl import URL

from admin_web.passwords import Passwords
from storage.city import Cities
from storage.database import Database

Network = IPv4Network | IPv6Network


def read_clock() -> datetime:
    """Now."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """What was given to the application when it was made."""

    database: Database
    key: bytes
    public_url: URL
    zone: ZoneInfo
    trusted_proxies: Sequence[Network]
    clock: Callable[[], datetime]
    cities: Cities
    passwords: Passwords
    four_eyes_from: int = 100
    """From how many recipients on an announcement needs a second person; 0: always."""

    @property
    def is_https(self) -> bool:
        """Whether people reach the page over https; if not, only this machine may."""
        return self.public_url.scheme == "https"


DESK: web.AppKey[Desk] = web.AppKey("desk", Desk)


def desk_of(request: web.Request) -> Desk:
    """The desk of the application that answers this request."""
    return request.config_dict[DESK]
