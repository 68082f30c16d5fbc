"""What can go wrong between bot and Telegram, each kind by its name and on demand."""

import random
from dataclasses import dataclass, field

from .wire import Refused, bad_request, too_many

# Refusals the fake gives instead of doing what was asked.
REFUSING = {
    "too_many": None,
    "blocked": Refused(403, "Forbidden: bot was blocked by the user"),
    "deactivated": Refused(403, "Forbidden: user is deactivated"),
    "cannot_initiate": Refused(403, "Forbidden: bot can't initiate conversation with a user"),
    "chat_not_found": bad_request("chat not found"),
    "bad_request": None,
    "migrate": None,
    "unauthorized": Refused(401, "Unauthorized"),
    "conflict": Refused(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    ),
    "server_error": Refused(500, "Internal Server Error"),
}
# Answers that cannot be read or do not come; whether the call was done before is `Fault.accepted`.
SPOILING = {
    "bad_gateway": False,
    "drop": False,
    "delay": True,
    "empty": True,
    "truncated": True,
    "no_result": True,
    "wrong_type": True,
    "huge": True,
    "drip": True,
    "hang_up": True,
}
HTML = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


@dataclass(slots=True)
class Fault:
    """One kind of trouble, for a method (`*`: all but getUpdates) or chat, the next n times or by chance.

    `accept` says whether the call takes effect all the same; left open, each kind has its usual answer.
    `seconds` is the wait of `delay` and `drip` and the `retry_after` of `too_many`.
    """

    kind: str
    method: str = "*"
    chat: int | None = None
    next: int | None = None
    probability: float = 1.0
    accept: bool | None = None
    seconds: float = 1.0
    description: str = "message can't be sent"
    to: int = 0

    def __post_init__(self) -> None:
        if self.kind not in REFUSING and self.kind not in SPOILING:
            raise ValueError(f"no such fault: {self.kind}")

    @property
    def accepted(self) -> bool:
        """Say whether the call is done although the bot does not hear so."""
        return SPOILING.get(self.kind, False) if self.accept is None else self.accept

    def refusal(self) -> Refused | None:
        """Make the refusal this fault stands for; None if it spoils the answer instead."""
        if self.kind == "too_many":
            return too_many(int(self.seconds))
        if self.kind == "bad_request":
            return bad_request(self.description)
        if self.kind == "migrate":
            moved = {"migrate_to_chat_id": self.to}
            return bad_request("group chat was upgraded to a supergroup chat", moved)
        return REFUSING.get(self.kind)

    def hits(self, method: str, chat: object) -> bool:
        """Say whether a call is of the kind this fault waits for."""
        of_method = method != "getUpdates" if self.method == "*" else self.method == method
        return of_method and self.chat in (None, chat)


@dataclass(slots=True)
class Faults:
    """The troubles that are switched on, first come first served."""

    seed: int = 0
    _active: list[Fault] = field(default_factory=list)
    _chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - chance that can be repeated

    def add(self, fault: Fault) -> None:
        """Switch a trouble on."""
        self._active.append(fault)

    def clear(self) -> None:
        """End all troubles."""
        self._active.clear()

    def pick(self, method: str, chat: object) -> Fault | None:
        """Choose the trouble that befalls a call, if any, and count it."""
        for fault in self._active:
            if fault.hits(method, chat) and self._chance.random() < fault.probability:
                if fault.next is not None:
                    fault.next -= 1
                    if fault.next <= 0:
                        self._active.remove(fault)
                return fault
        return None


def spoiled(fault: Fault, body: bytes) -> tuple[int, bytes]:
    """Turn a good answer into the status and bytes the bot gets instead."""
    match fault.kind:
        case "bad_gateway":
            return 502, HTML
        case "empty":
            return 200, b""
        case "truncated":
            return 200, body[: len(body) // 2]
        case "no_result":
            return 200, b'{"ok":true}'
        case "wrong_type":
            return 200, b'{"ok":true,"result":"yes, gladly"}'
        case "huge":
            return 200, b'{"ok":true,"result":"' + b"x" * 10_000_000 + b'"}'
        case _:
            return 200, body
