"""The switches over HTTP, for tests whose fake is a process of its own: `POST /control/NAME` with JSON."""

import inspect
from typing import TYPE_CHECKING

import orjson
from aiohttp import web

if TYPE_CHECKING:
    from .fake import FakeTelegram

# Methods of FakeTelegram that can be called from outside; their arguments and results fit into JSON.
CONTROLS = frozenset(
    {
        # people
        "block",
        "block_silently",
        "correct",
        "deactivate",
        "inject",
        "meet",
        "press",
        "repeat",
        "say",
        "say_many",
        "screen",
        "see",
        "send_photo",
        "send_sticker",
        "send_voice",
        "share_place",
        "unblock",
        # citizens
        "citizens_finished",
        "citizens_progress",
        "citizens_report",
        "start_citizens",
        # switches
        "clear_faults",
        "fault",
        "let_pass",
        "limit",
        "restart_ids",
        "revoke_token",
        # what happened
        "drained",
        "entries",
        "polled",
        "shown",
        "summary",
    }
)


def add_control_routes(app: web.Application, fake: "FakeTelegram") -> None:
    """Let other processes use the switches."""

    async def control(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in CONTROLS:
            return _answer(404, {"error": f"no such control: {name}"})
        details = orjson.loads(await request.read() or b"{}")
        try:
            result = getattr(fake, name)(**details)
            return _answer(200, {"result": await result if inspect.isawaitable(result) else result})
        except TimeoutError:
            return _answer(408, {"error": f"{name}: waited in vain"})
        except (AssertionError, LookupError, TypeError, ValueError) as error:
            return _answer(400, {"error": f"{name}: {error}"})

    app.router.add_post("/control/{name}", control)


def _answer(status: int, content: object) -> web.Response:
    return web.Response(
        status=status, body=orjson.dumps(content, default=str), content_type="application/json"
    )
