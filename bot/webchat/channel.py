"""The web page as one of the channels."""

from datetime import datetime
from typing import Any

from bot.channel import Envelope
from bot.webchat.hear import hear
from bot.webchat.show import show
from dialogs.engine.screen import Screen
from locales.translator import Translator
from storage.pages import CHANNEL


class WebChannel:
    """Understands what the page's forms sent, writes what the page draws."""

    name = CHANNEL

    def hear(self, body: dict[str, Any], arrived: datetime) -> Envelope:
        """What a form sent means."""
        return hear(body, arrived)

    def show(self, screen: Screen, translator: Translator) -> str:
        """The screen as the page keeps it until it is drawn."""
        return show(screen, translator)
