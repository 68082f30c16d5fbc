"""How much may come from one network: generous for a school behind one address, too little for a flood."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from aiohttp import web

from bot.webchat.site import site_of
from storage import throttles
from storage.database import Connection
from storage.pseudonyms import keyed_digest

SPAN = timedelta(hours=1)
MOST_INPUTS = 6_000
MOST_NEWCOMERS = 300


def network_of(remote: str | None) -> str:
    """The network a request came from: an IPv4 address, or the 64 bits of IPv6 a household or school has."""
    try:
        address = ip_address(remote or "")
    except ValueError:
        return "unknown"
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))


async def count_input(connection: Connection, request: web.Request) -> None:
    """Counts an input. Raises HTTPTooManyRequests beyond the limit; the transaction is then rolled back."""
    await _count(connection, request, "inputs", MOST_INPUTS)


async def count_newcomer(connection: Connection, request: web.Request) -> None:
    """Counts a new person. Raises like `count_input`."""
    await _count(connection, request, "newcomers", MOST_NEWCOMERS)


async def _count(connection: Connection, request: web.Request, what: str, most: int) -> None:
    site = site_of(request)
    source = keyed_digest(site.town.key, f"network {what}", network_of(request.remote))
    if await throttles.count(connection, source, SPAN, site.now()) > most:
        seconds = str(int(SPAN.total_seconds()))
        raise web.HTTPTooManyRequests(headers={"Retry-After": seconds})
