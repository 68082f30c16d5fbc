"""Posts an alarm to the address operators have set: what is wrong, since when, and nothing about people."""

from datetime import datetime

import aiohttp

from dialogs.city.alarm import AlarmKind
from storage.alarms import News, Turn

PATIENCE = 10.0
"""Seconds the other side may take."""

_SENTENCES: dict[AlarmKind, tuple[str, str]] = {
    AlarmKind.INTAKE_SILENT: (
        "Seit einer Viertelstunde kommt nichts mehr aus dem Messenger an.",
        "Aus dem Messenger kommt wieder etwas an.",
    ),
    AlarmKind.ANSWERS_LATE: (
        "Menschen warten länger als eine Minute auf ihre Antwort.",
        "Antworten gehen wieder sofort hinaus.",
    ),
    AlarmKind.BOT_REFUSED: (
        "Der Messenger kennt das Token des Bots nicht mehr. Nichts kommt an und nichts geht hinaus.",
        "Der Messenger kennt das Token des Bots wieder.",
    ),
    AlarmKind.TOLD_TO_BE_SILENT: (
        "Der Messenger verlangt eine lange Pause beim Senden.",
        "Die Pause beim Senden ist vorbei.",
    ),
    AlarmKind.NO_ROOM: (
        "Die Datenbank hat keinen Platz mehr. Nichts wird gespeichert.",
        "Die Datenbank hat wieder Platz.",
    ),
    AlarmKind.MESSAGES_LOST: (
        "Der Bot war länger als einen Tag fort. Nachrichten aus dieser Zeit können verloren sein.",
        "Der Hinweis auf verlorene Nachrichten wird nicht mehr gezeigt.",
    ),
}
"""What is said when an alarm begins and when it is over; chat programs show the field `text` as it is."""


async def post(address: str, news: News) -> None:
    """Posts one piece of news as JSON. Raises OSError, without the address, unless it was accepted."""
    began, over = _SENTENCES[news.alarm.kind]
    told = {
        "text": "Stadtdialog: " + (began if news.turn is Turn.BEGAN else over),
        "alarm": news.alarm.kind,
        "state": news.turn,
        "since": _say(news.alarm.since),
        "until": _say(news.alarm.until),
        "at": _say(news.at),
    }
    patience = aiohttp.ClientTimeout(total=PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=patience, trust_env=True) as session,
            session.post(address, json=told, allow_redirects=False) as answer,
        ):
            status = answer.status
    except (aiohttp.ClientError, OSError) as error:
        raise OSError(type(error).__name__) from None
    if not 200 <= status < 300:
        raise OSError(f"status {status}")


def _say(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
