"""Pseudonyms for survey answers, and the key they need, which lies outside the database."""

import asyncio
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import meta

KEY_BYTES = 32


class WrongKey(Exception):
    """The key file does not belong to this database, or cannot be used."""


def new_salt() -> str:
    """A fresh salt for one survey; deleting it makes the survey's answers anonymous."""
    return secrets.token_hex(16)


def pseudonym(key: bytes, salt: str, citizen: int) -> str:
    """Under which name a citizen's answers to one survey stand: 32 hex digits, different in every survey."""
    return hmac.digest(key, f"{salt}|{citizen}".encode(), "sha256").hex()[:32]


def keyed_digest(key: bytes, purpose: str, text: str) -> str:
    """A digest nobody can try out without the key: for addresses in limits, update keys, cookies."""
    return hmac.digest(key, f"{purpose}|{text}".encode(), "sha256").hex()[:32]


def read_key(path: Path) -> bytes:
    """The key. Raises WrongKey with a sentence if the file is missing, unreadable or no key."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except OSError as error:
        raise WrongKey(f"The key file {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise WrongKey(f"The key file {path} does not hold a key.") from error
    if len(key) != KEY_BYTES:
        raise WrongKey(f"The key file {path} does not hold a key of {KEY_BYTES} bytes.")
    return key


def make_key(path: Path) -> bytes:
    """A new key file that only its owner can read. Raises FileExistsError rather than replacing one."""
    key = secrets.token_bytes(KEY_BYTES)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def _read_or_make(path: Path, may_make: bool) -> bytes:
    return make_key(path) if may_make and not path.exists() else read_key(path)


async def unlock(connection: AsyncConnection, path: Path) -> bytes:
    """The key that belongs to this database; made only for a database that has none yet.

    Raises WrongKey if the file is missing although the database knows a key, or holds another one.
    """
    known = await meta.find(connection, meta.FINGERPRINT)
    key = await asyncio.to_thread(_read_or_make, path, known is None)
    fingerprint = hashlib.sha256(b"stadtdialog key " + key).hexdigest()[:16]
    if known is None:
        await meta.keep(connection, meta.FINGERPRINT, fingerprint)
    elif known != fingerprint:
        raise WrongKey(f"The key file {path} belongs to another database. Please restore the right one.")
    return key
