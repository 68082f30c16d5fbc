"""The fake Telegram as one object: people, switches, ledger, and a server on loopback."""

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from .citizens import Citizens
from .clock import Clock
from .control import add_control_routes
from .faults import Fault
from .ledger import Ledger
from .limits import Limits
from .people import People
from .server import MOST_BYTES, Calls
from .wire import JsonObject
from .world import new_world

TOKEN = "123456789:TEST-token_of-the-fake-telegram-bot"


class FakeTelegram(People):
    """A strict Bot API on loopback; `async with FakeTelegram() as telegram: ... telegram.address`.

    Strict: every call is judged, and what is wrong stands in `violations`; lenient: calls are believed.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        strict: bool = True,
        expires: bool = False,
        first_update_id: int = 727_334_708,
        ledger_file: Path | None = None,
        port: int = 0,
    ) -> None:
        self.clock = Clock()
        self.ledger = Ledger(self.clock, ledger_file)
        super().__init__(new_world(token, self.ledger, self.clock, first_update_id, strict))
        self.world.mailbox.expires = expires
        self.citizens = Citizens(self)
        self._port = port
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Begin to answer."""
        app = web.Application(client_max_size=MOST_BYTES)
        Calls(self.world).add_routes(app)
        add_control_routes(app, self)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()

    async def stop(self) -> None:
        """Answer no more."""
        self.world.mailbox.end_poll()
        await self.world.webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        self.ledger.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def token(self) -> str:
        """The token the bot must come with."""
        return self.world.token

    @property
    def address(self) -> str:
        """The base address the bot must call instead of Telegram's."""
        assert self._runner is not None, "not started"
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    @property
    def violations(self) -> list[str]:
        """What was wrong with the calls so far; tests want it to be empty."""
        return self.ledger.violations

    def fault(self, kind: str, **details: object) -> None:
        """Switch a trouble on; its kinds and details stand in `faults`."""
        self.world.faults.add(Fault(kind, **details))  # type: ignore[arg-type]  # checked by Fault itself

    def clear_faults(self) -> None:
        """End all troubles."""
        self.world.faults.clear()

    def limit(self, **limits: object) -> None:
        """Enforce Telegram's pace, or another one; the names stand in `limits`."""
        usual = {"per_second": 30, "per_chat_seconds": 1.0, "chat_burst": 3, "per_group_minute": 20}
        self.world.limits = Limits(**{**usual, **limits})  # type: ignore[arg-type]  # checked by Limits

    def revoke_token(self, new: str) -> None:
        """Take only another token from now on."""
        self.world.token = new

    def restart_ids(self, at: int) -> None:
        """Let the next update have another id, as after a week of silence."""
        self.world.mailbox.restart_ids(at)

    def let_pass(self, seconds: float) -> None:
        """Put the fake's clock forward, so that updates and presses grow old."""
        self.clock.let_pass(seconds)

    def start_citizens(self, count: int, payload: str = "", **details: object) -> None:
        """Let virtual citizens begin; the details stand at `Citizens.start`."""
        self.citizens.start(count, payload, **details)  # type: ignore[arg-type]  # checked by Citizens.start

    async def citizens_finished(self, within: float = 60.0) -> None:
        """Wait until all citizens have what they came for."""
        await self.citizens.finished(within)

    def citizens_progress(self) -> JsonObject:
        """Count the citizens who have finished."""
        return self.citizens.progress()

    def citizens_report(self) -> JsonObject:
        """Tell each citizen's way and answers."""
        return self.citizens.report()

    def summary(self) -> JsonObject:
        """Count what happened so far."""
        pending = {"waiting": len(self.world.mailbox.waiting()), "polls": self.world.mailbox.polls}
        limits = {"in_penalty": self.world.limits.in_penalty, "refused": self.world.limits.refused}
        return {**self.ledger.summary(), **pending, **limits}

    def entries(self, since: int = 0) -> list[JsonObject]:
        """List the ledger from one entry on."""
        return self.ledger.entries[since:]

    def shown(self, chat: int) -> list[str]:
        """List the texts a chat has been shown, oldest first."""
        return self.ledger.shown(chat)

    async def polled(self, within: float = 60.0) -> None:
        """Wait until the bot has asked for updates for the first time."""
        await self.world.news.until(lambda: True if self.world.mailbox.polls else None, within)

    async def drained(self, within: float = 60.0, quiet: float = 0.3) -> None:
        """Wait until nothing waits, nobody is about to act and no call has come for `quiet` seconds."""
        async with asyncio.timeout(within):
            while not self._is_drained(quiet):  # noqa: ASYNC110 - silence rings no bell
                await asyncio.sleep(quiet / 10)

    def _is_drained(self, quiet: float) -> bool:
        silent = self.clock.now() - self.ledger.last_call_at >= quiet
        return silent and not self.world.mailbox.waiting() and not self.citizens.busy
