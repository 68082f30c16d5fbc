"""How often somebody may try a password: by account and by address, never for longer than an hour."""

from datetime import timedelta

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.visit import VISIT
from storage import throttles
from storage.database import Connection
from storage.pseudonyms import keyed_digest

SPAN = timedelta(hours=1)
HERE = 10
"""Wrong passwords for one account from one address in a span."""
ADDRESS = 60
"""Wrong passwords from one address in a span; a town hall has one address for all."""
ACCOUNT = 200
"""Wrong passwords for one account from all addresses: whoever guesses from many cannot lock its owner out."""

TOO_MANY = "Das waren zu viele Versuche. Bitte versuchen Sie es in einer Stunde noch einmal."


def _sources(request: web.Request, name: str) -> dict[str, int]:
    """What a try is counted under, with the limit of each; names and addresses only as digests."""
    address, account = request[VISIT].address, name.casefold()
    limits = {f"here|{account}|{address}": HERE, f"address|{address}": ADDRESS, f"account|{account}": ACCOUNT}
    key = desk_of(request).key
    return {keyed_digest(key, "sign-in", source): most for source, most in limits.items()}


async def may_try(connection: Connection, request: web.Request, name: str) -> bool:
    """Counts a try before it is made, so that parallel ones count too; tells whether it may be made."""
    for source, most in _sources(request, name).items():
        if await throttles.count(connection, source, SPAN, request[VISIT].now) > most:
            # Not counted any further: one forgotten password shall not use up what colleagues may try.
            return False
    return True


async def was_right(connection: Connection, request: web.Request, name: str) -> None:
    """Takes the count back."""
    for source in _sources(request, name):
        await throttles.give_back(connection, source)
