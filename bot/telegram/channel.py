"""Telegram as one of the channels."""

from datetime import datetime
from typing import Any

from bot.channel import Envelope
from bot.telegram.hear import hear
from bot.telegram.show import show
from dialogs.engine.screen import Screen
from locales.translator import Translator


class TelegramChannel:
    """Understands updates, writes messages."""

    name = "telegram"

    def hear(self, body: dict[str, Any], arrived: datetime) -> Envelope | None:
        """What an update means."""
        return hear(body, arrived)

    def show(self, screen: Screen, translator: Translator) -> str:
        """The screen as messages."""
        return show(screen, translator)
