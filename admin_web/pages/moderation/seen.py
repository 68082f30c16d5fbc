"""What a form carries of the comment it was shown with, so that nobody decides about something else."""

import re
from collections.abc import Mapping

from aiohttp import web

from admin_web.fields import FIELDS
from dialogs.city.moderation import Seen

_NUMBERS = re.compile(r"([0-9]{1,15})-([0-9]{1,15})-([0-9]{1,15})", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_BATCH = re.compile(r"[0-9]{1,15}-[0-9]{1,15}(\.[0-9]{1,15}-[0-9]{1,15}){0,99}", re.ASCII)
_PAIR = re.compile(r"([0-9]{1,15})-([0-9]{1,15})", re.ASCII)


def dump_seen(comment: int, seen: Seen) -> str:
    """Which comment, which words and which newest ruling, as a form carries it."""
    return f"{comment}-{seen.arrived}-{seen.ruling}"


def read_seen(request: web.Request) -> Seen:
    """What was seen of the comment a form is about. Raises 400 if it does not say so."""
    comment, seen = _read(request[FIELDS].get("seen", ""))
    if comment != int(request.match_info["id"]):
        raise web.HTTPBadRequest
    return seen


def read_all_seen(values: list[str]) -> dict[int, Seen]:
    """What was seen of several comments, by their numbers. Raises 400 for anything else."""
    return dict(map(_read, values))


def _read(value: str) -> tuple[int, Seen]:
    found = _NUMBERS.fullmatch(value)
    if not found:
        raise web.HTTPBadRequest
    comment, arrived, ruling = map(int, found.groups())
    return comment, Seen(arrived, ruling)


def read_done(request: web.Request) -> tuple[int, int] | None:
    """The comment and the ruling that can be taken back, as the address says; None for anything else."""
    found = _PAIR.fullmatch(request.query.get("done", ""))
    return (int(found[1]), int(found[2])) if found else None


def dump_batch(rulings: Mapping[int, int]) -> str:
    """Several comments and their rulings, as an address carries them."""
    return ".".join(f"{comment}-{ruling}" for comment, ruling in rulings.items())


def read_batch(typed: str) -> dict[int, int]:
    """The same comments and rulings; none if it is anything else."""
    if not _BATCH.fullmatch(typed):
        return {}
    pairs = [_PAIR.fullmatch(pair) for pair in typed.split(".")]
    return {int(found[1]): int(found[2]) for found in pairs if found}


def read_start(request: web.Request) -> int:
    """The arrival from which on a page of the queue is asked for; nonsense means from the first."""
    return read_number(request.query.get("from", "")) or 0


def read_number(typed: str) -> int | None:
    """A number as a form or an address carries it; None for anything else."""
    return int(typed) if _NUMBER.fullmatch(typed) else None
