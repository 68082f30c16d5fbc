"""The HTTP side: one call in, judged, perhaps befallen by a fault, done, written down, answered."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from .faults import Fault, spoiled
from .methods import BY_LOWER_CASE, METHODS
from .reading import Call, read_call
from .wire import JsonObject, Refused, bad_request, granted, refused
from .world import World

MOST_BYTES = 60_000_000
NOT_FOUND = Refused(404, "Not Found")
UNAUTHORIZED = Refused(401, "Unauthorized")


class Calls:
    """Answers the calls of the bot."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._judges = _strict_judge() if world.strict else _no_judge

    def add_routes(self, app: web.Application) -> None:
        """Take over the addresses of the Bot API."""
        app.router.add_route("*", "/bot{token}/{method}", self.answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call of a method."""
        if request.match_info["token"] != self._world.token:
            self._world.ledger.note("unauthorized", method=request.match_info["method"])
            return _refusal(UNAUTHORIZED)
        name = request.match_info["method"]
        method = BY_LOWER_CASE.get(name.lower())
        if method is None:
            self._world.ledger.note_violation(name, "unknown to the fake")
            return _refusal(NOT_FOUND)
        try:
            call = await read_call(method, request)
        except Refused as unreadable:
            self._world.ledger.note_violation(method, unreadable.description)
            return _refusal(unreadable)
        if problems := self._judge(call):
            return _refusal(bad_request("; ".join(problems)))
        fault = self._world.faults.pick(method, _chat_of(call))
        if fault is not None and not fault.accepted:
            return await self._refuse_by(fault, call, request)
        return await self._do(call, fault, request)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give out a stored file."""
        if request.match_info["token"] != self._world.token:
            return _refusal(UNAUTHORIZED)
        try:
            file = self._world.files.get(request.match_info["path"].removeprefix("stored/"))
        except Refused:
            return _refusal(NOT_FOUND)
        return web.Response(body=file.content)

    def _judge(self, call: Call) -> list[str]:
        problems = self._judges(call)
        for problem in problems:
            self._world.ledger.note_violation(call.method, problem)
        if problems:
            self._note(call, f"400 {problems[0]}", None)
        return problems

    async def _do(self, call: Call, fault: Fault | None, request: web.Request) -> web.StreamResponse:
        """Do what the call asks for, then answer it or let the fault answer."""
        try:
            self._world.limits.check(call.method, _chat_of(call))
            result = await METHODS[call.method](self._world, call.parameters)
        except Refused as refusal:
            self._note(call, f"{refusal.code} {refusal.description}", fault)
            return _refusal(refusal)
        except (KeyError, TypeError, ValueError) as error:
            # Only a lenient fake gets here: a strict one has judged the call before.
            self._world.ledger.note_violation(call.method, repr(error))
            return _refusal(bad_request(repr(error)))
        self._note(call, "ok", fault, result)
        if fault is None:
            return web.Response(body=granted(result), content_type="application/json")
        if refusal_after_all := fault.refusal():
            return _refusal(refusal_after_all)
        return await _spoil(fault, granted(result), request)

    async def _refuse_by(self, fault: Fault, call: Call, request: web.Request) -> web.StreamResponse:
        """Let a fault answer a call that has no effect."""
        if fault.kind == "too_many":
            self._world.limits.punish(_chat_of(call), fault.seconds)
        refusal = fault.refusal()
        self._note(call, f"{refusal.code} {refusal.description}" if refusal else fault.kind, fault)
        return _refusal(refusal) if refusal else await _spoil(fault, b"", request)

    def _note(self, call: Call, outcome: str, fault: Fault | None, result: Any = None) -> None:
        # Polls come by the thousand; what they hand out and confirm is written down one by one.
        if call.method == "getUpdates" and outcome == "ok":
            return
        facts: JsonObject = {
            "accepted": outcome == "ok",
            "chat_id": _chat_of(call),
            "parameters": call.facts(),
        }
        if isinstance(result, dict) and "message_id" in result:
            facts["message_id"] = result["message_id"]
        if fault is not None:
            facts["fault"] = fault.kind
        self._world.ledger.note_call(call.method, outcome, **facts)
        self._world.news.ring()


def _strict_judge() -> Callable[[Call], list[str]]:
    # Imported only here: a lenient fake need not pay two seconds for the models.
    from .judging import judge

    return judge


def _no_judge(call: Call) -> list[str]:
    return []


def _chat_of(call: Call) -> object:
    chat = call.parameters.get("chat_id")
    return int(chat) if isinstance(chat, str) and chat.removeprefix("-").isdecimal() else chat


def _refusal(refusal: Refused) -> web.Response:
    return web.Response(status=refusal.code, body=refused(refusal), content_type="application/json")


async def _spoil(fault: Fault, body: bytes, request: web.Request) -> web.StreamResponse:
    """Answer late, in drops, with something else or not at all."""
    status, instead = spoiled(fault, body)
    if fault.kind in ("hang_up", "drop"):
        if request.transport is not None:
            request.transport.abort()
    elif fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    elif fault.kind == "drip":
        return await _drip(fault, body, request)
    kind = "text/html" if status == 502 else "application/json"
    return web.Response(status=status, body=instead, content_type=kind)


async def _drip(fault: Fault, body: bytes, request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(
        headers={"Content-Type": "application/json", "Content-Length": str(len(body))}
    )
    await answer.prepare(request)
    for position in range(len(body)):
        await answer.write(body[position : position + 1])
        await asyncio.sleep(fault.seconds)
    return answer
