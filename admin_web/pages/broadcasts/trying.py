"""A test: the announcement goes to nobody but whoever presses, into the chat they have linked."""

from aiohttp import web

from admin_web.desk import desk_of
from admin_web.pages.broadcasts.preview import make_screen
from admin_web.pages.broadcasts.read import hold_broadcast
from admin_web.work import work_on
from bot.telegram import show as telegram
from bot.webchat import show as webchat
from dialogs.talks import announcement
from locales.translator import translator
from storage import staff_chats
from storage.staff_chats import tell

SHOW = {"telegram": telegram.show, "web": webchat.show}
"""How a screen is written for each channel: as when it goes out."""


async def send(request: web.Request) -> web.Response:
    """Sends it in the language of that chat, marked as a test."""
    async with work_on(request) as work:
        found = await hold_broadcast(request, work)
        chat = await staff_chats.find_chat(work.connection, work.member.id)
        if chat is None or not chat.reachable or chat.channel not in SHOW:
            return work.nothing("/admin/account", say="Verbinden Sie zuerst einen Chat mit Ihrem Konto.")
        screen = make_screen(request, found)
        speaker = translator(chat.language, desk_of(request).zone)
        body = SHOW[chat.channel](announcement.as_test(screen), speaker)
        await tell(work.connection, chat, body, work.now)
        say = "Die Probe ist unterwegs in Ihren Chat. Sonst bekommt sie niemand."
        return work.done(found.address(), "broadcast tried", found.name, say=say)
    raise web.HTTPNotFound
