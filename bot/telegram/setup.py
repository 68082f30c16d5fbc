"""What is told to Telegram at the start: who we are, which commands there are, how updates come to us."""

import asyncio

import structlog
from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.telegram.client import Client
from bot.telegram.listen import ALLOWED, WEBHOOK_PATH
from bot.town import Telegram, Town
from bot.waiting import Backoff
from dialogs.text import Text, _
from locales.translator import translator
from storage import meta
from storage.database import Unavailable

log = structlog.get_logger()

COMMANDS: tuple[tuple[str, str, Text], ...] = (
    ("menu", "menu", _("Menü: was offen ist")),
    ("meine", "mine", _("Ihre Beiträge mit Quittung")),
    ("termine", "events", _("Termine: wann und wo")),
    ("mitteilungen", "notices", _("Mitteilungen: was wir Ihnen schicken sollen")),
    ("projekt", "project", _("Worum es geht, Termine, Kontakt")),
    ("sprache", "language", _("Deutsch, English, Leichte Sprache")),
    ("hilfe", "help", _("So sprechen Sie mit dem Bot")),
    ("daten", "mydata", _("Alles, was wir über Sie gespeichert haben")),
    ("loeschen", "erase", _("Löschen, was wir über Sie gespeichert haben")),
    ("datenschutz", "privacy", _("Was wir speichern und wie lange")),
    ("impressum", "imprint", _("Wer für diesen Bot verantwortlich ist")),
    ("barrierefreiheit", "accessibility", _("Barrierefreiheit, und wo Sie Barrieren melden")),
)
"""Each command by its German and its English name; both are understood in every language."""
DESCRIPTION = _(
    "Hier hört Ihre Stadt zu. Sie können Umfragen ausfüllen, Entwürfe lesen und Ihre Meinung dazu sagen. "
    "Ihren Namen fragen wir nicht. Tippen Sie auf „Starten“."
)
SHORT_DESCRIPTION = _("Der Stadtdialog: mitreden in zwei Minuten, ohne Anmeldung.")

LANGUAGE_CODES = (("", "de"), ("de", "de"), ("en", "en"))
"""Telegram's language code ("" is for everybody else) and the language of ours it gets."""

CONNECTIONS = 40


async def introduce(town: Town, telegram: Telegram, client: Client, stop: asyncio.Event) -> None:
    """Tries until it has worked once or `stop` is set; meanwhile everything else goes on."""
    trouble = Backoff("Telegram cannot be set up", longest=60)
    while not stop.is_set():
        try:
            await _introduce(town, telegram, client)
            return
        except InvalidToken:
            await trouble.wait("Telegram does not know this token", stop)
        except TelegramError as error:
            await trouble.wait(type(error).__name__, stop)
        except Unavailable as error:
            await trouble.wait(str(error), stop)
        except Exception as error:  # the library raises anything over an answer that is none
            await trouble.wait(error, stop)


async def _introduce(town: Town, telegram: Telegram, client: Client) -> None:
    base = telegram.api.rstrip("/")
    bot = Bot(telegram.token, f"{base}/bot", f"{base}/file/bot", request=client, get_updates_request=client)
    me = await bot.get_me()
    async with town.database.write() as connection:
        await meta.keep(connection, meta.BOT_NAME, me.username or "")
    if telegram.webhook_url:
        await bot.set_webhook(
            telegram.webhook_url.rstrip("/") + WEBHOOK_PATH,
            secret_token=telegram.webhook_secret,
            allowed_updates=ALLOWED,
            max_connections=CONNECTIONS,
        )
    else:
        await bot.delete_webhook()
    for code, language in LANGUAGE_CODES:
        say = translator(language, town.zone).plain
        names = [(english if language == "en" else german, text) for german, english, text in COMMANDS]
        await bot.set_my_commands([BotCommand(name, say(text)) for name, text in names], language_code=code)
        await bot.set_my_description(say(DESCRIPTION), language_code=code)
        await bot.set_my_short_description(say(SHORT_DESCRIPTION), language_code=code)
    log.info("introduced to Telegram", bot=me.username)
