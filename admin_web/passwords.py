"""Passwords: kept as Argon2id hashes, checked in a thread, a few at a time."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

AT_ONCE = 2
"""Each check takes 64 MiB and a tenth of a second of a processor."""


class Passwords:
    """Makes and checks hashes with the recommended costs of RFC 9106, or those of the given hasher."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Also makes the hash that stands in for people who do not exist."""
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        """A new hash with a salt of its own."""
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def is_right(self, known: str | None, password: str) -> bool:
        """Whether the password belongs to the hash; takes just as long if there is none."""
        async with self._turns:
            return await asyncio.to_thread(self._verify, known or self._nobody, password) and bool(known)

    def is_outdated(self, known: str) -> bool:
        """Whether a hash was made with other costs than are used now."""
        return self._hasher.check_needs_rehash(known)

    def _verify(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password)
        except (Argon2Error, InvalidHashError):
            return False
