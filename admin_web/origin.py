"""Where a request comes from: the right host, our own forms, which address behind which proxy."""

import re
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

from aiohttp import web
from yarl import URL

from admin_web.desk import Network


class FormExpired(web.HTTPForbidden):
    """Something that changes things came without a form of ours that is still good."""


LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?")


def is_our_host(header: str, public_url: URL) -> bool:
    """Whether a Host header names this page: its public address, or this machine itself."""
    called = _HOST.fullmatch(header)
    if not called:
        return False
    host, port = called[1].strip("[]").lower(), called[2]
    public_port = public_url.explicit_port
    return host in LOOPBACK or (host, port) == (public_url.host, public_port and str(public_port))


def is_own_form(request: web.Request, public_url: URL) -> bool:
    """Whether something that changes things was sent by one of our own pages, as the browser tells."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin", "")
    return origin in (str(public_url.origin()), f"http://{request.host}")


def client_address(request: web.Request, trusted: Sequence[Network]) -> str:
    """The address a request really came from: what proxies say counts only if they are trusted."""
    address = request.remote or ""
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", ()))
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    while hops and _is_in(address, trusted):
        address = hops.pop()
    return address


def coarse(address: str) -> str:
    """The network an address lies in: enough to notice something strange, too little to follow a person."""
    try:
        version = ip_address(address).version
    except ValueError:
        return "unbekannt"
    return str(ip_network(f"{address}/{24 if version == 4 else 48}", strict=False))


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks if network.version == parsed.version)
