"""A strict stand-in for Telegram's Bot API, with people on the other side.

In a test: `async with FakeTelegram() as telegram`, or the fixture `fake_telegram`. As a process of its own:
`python -m tests.fakes.telegram`, or `running_fake()`. The bot gets `telegram.address` and `telegram.token`.
"""

from .fake import FakeTelegram
from .persona import Persona, Rule, read_rules
from .remote import RemoteFake, running_fake

__all__ = ["FakeTelegram", "Persona", "RemoteFake", "Rule", "read_rules", "running_fake"]
