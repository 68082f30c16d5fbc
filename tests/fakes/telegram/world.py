"""Everything the fake knows: the bot, its mailbox, its chats, its profile and what it has been asked."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .chats import Chats
from .clock import Bell, Clock
from .faults import Faults
from .ledger import Ledger
from .limits import Limits
from .mailbox import Mailbox
from .reading import Upload
from .webhook import Webhook
from .wire import JsonObject, bad_request

# A press must be answered soon; how soon exactly Telegram does not say.
PRESS_ANSWERABLE_SECONDS = 150.0


@dataclass(slots=True)
class Presses:
    """The presses that may still be answered, each once."""

    clock: Clock
    _made: dict[str, float] = field(default_factory=dict)

    def add(self) -> str:
        """Make the id of a new press."""
        press_id = f"{4_382_000_000_000_000_000 + len(self._made)}"
        self._made[press_id] = self.clock.now()
        return press_id

    def answer(self, press_id: str) -> None:
        """Answer a press; refused if it is unknown, answered already or too old."""
        made = self._made.get(press_id, 0.0)
        if self.clock.now() - made > PRESS_ANSWERABLE_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        self._made[press_id] = 0.0


@dataclass(slots=True)
class Files:
    """Files sent to or by the bot, by their id."""

    _files: dict[str, Upload] = field(default_factory=dict)

    def add(self, file: Upload) -> JsonObject:
        """Keep a file and describe it as Telegram does."""
        file_id = f"AgACAgIAAxkBAAI{len(self._files):09d}"
        self._files[file_id] = file
        return {
            "file_id": file_id,
            "file_unique_id": f"AQAD{len(self._files) - 1:09d}",
            "file_size": len(file.content),
        }

    def get(self, file_id: object) -> Upload:
        """Look a file up by its id; refused if there is none."""
        file = self._files.get(str(file_id))
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return file


@dataclass(slots=True)
class World:
    """The state all methods of the API work on."""

    token: str
    bot: JsonObject
    clock: Clock
    ledger: Ledger
    mailbox: Mailbox
    chats: Chats
    presses: Presses
    webhook: Webhook
    strict: bool = True
    files: Files = field(default_factory=Files)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    profile: dict[tuple[str, str], object] = field(default_factory=dict)
    news: Bell = field(default_factory=Bell)
    on_shown: list[Callable[[JsonObject], None]] = field(default_factory=list)

    def show(self, message: JsonObject) -> None:
        """Tell those who watch that a message of the bot was sent or changed."""
        for tell in self.on_shown:
            tell(message)
        self.news.ring()


def new_world(token: str, ledger: Ledger, clock: Clock, first_update_id: int, strict: bool) -> World:
    """Make a world in which nothing has happened yet."""
    bot = {
        "id": int(token.partition(":")[0]),
        "is_bot": True,
        "first_name": "Stadtdialog Probe",
        "username": "stadtdialog_probe_bot",
    }
    mailbox = Mailbox(clock, ledger, next_id=first_update_id)
    world = World(
        token=token,
        bot=bot,
        clock=clock,
        ledger=ledger,
        mailbox=mailbox,
        chats=Chats(clock, bot),
        presses=Presses(clock),
        webhook=Webhook(clock, ledger, mailbox),
        strict=strict,
    )
    mailbox.on_poll = world.news.ring
    mailbox.has_webhook = lambda: world.webhook.is_set
    mailbox.on_put = world.webhook.take
    return world
