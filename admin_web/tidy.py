"""Deletes what is over: old sign-ins, links, form keys and counts; done at each sign-in, which is rare."""

from datetime import datetime, timedelta

from admin_web.tries import SPAN
from storage import forms, links, sessions, throttles
from storage.database import Connection

FORMS_KEPT = timedelta(days=2)
"""A form that is sent again later is refused anyway: its sign-in is over."""
LINKS_KEPT = timedelta(days=1)


async def forget_what_is_over(connection: Connection, now: datetime) -> None:
    """Leaves nothing that nobody can use any more."""
    await sessions.forget_sessions(connection, now)
    await links.forget_links(connection, now - LINKS_KEPT)
    await forms.forget_forms(connection, now - FORMS_KEPT)
    await throttles.forget_throttles(connection, now - SPAN)
