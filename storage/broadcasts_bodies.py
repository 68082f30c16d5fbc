"""What a broadcast says on each channel in each language, and which message a correction changes."""

from collections.abc import Mapping

from sqlalchemy import ScalarSelect, select
from sqlalchemy.ext.asyncio import AsyncConnection

from dialogs.text import LANGUAGES
from storage.tables import broadcast_bodies, citizens, outbox
from storage.upsert import insert_into

IN_BODIES = "in broadcast_bodies"
"""Stands in a row of the web page in place of words until its reader has seen them and gone on."""

Bodies = Mapping[tuple[str, str], str]
"""Channel and language → what is sent."""


async def put(connection: AsyncConnection, id: int, edition: int, bodies: Bodies) -> None:
    """Adds what an edition of a broadcast says, once."""
    rows = [
        {"broadcast": id, "edition": edition, "channel": channel, "language": language, "body": body}
        for (channel, language), body in bodies.items()
    ]
    await connection.execute(insert_into(connection, broadcast_bodies).on_conflict_do_nothing(), rows)


def newest_body() -> ScalarSelect[str]:
    """For a row of the outbox: what its broadcast says now to its reader, in German if not in his language.

    Whatever edition the row was made for: nobody is sent words that have been corrected since.
    """
    reader = citizens.alias("reader")
    return (
        select(broadcast_bodies.c.body)
        .select_from(broadcast_bodies.join(reader, reader.c.id == outbox.c.citizen))
        .where(
            broadcast_bodies.c.broadcast == outbox.c.broadcast,
            broadcast_bodies.c.channel == outbox.c.channel,
            broadcast_bodies.c.language.in_((reader.c.language, LANGUAGES[0])),
        )
        .order_by(
            (broadcast_bodies.c.language == reader.c.language).desc(), broadcast_bodies.c.edition.desc()
        )
        .limit(1)
        .correlate(outbox)
        .scalar_subquery()
    )


_first = outbox.alias("first")


def message_to_correct() -> ScalarSelect[int]:
    """For a row of a later edition: the number of the message it corrects; NULL if none has arrived."""
    return (
        select(_first.c.message)
        .where(
            _first.c.broadcast == outbox.c.broadcast,
            _first.c.edition == 0,
            _first.c.citizen == outbox.c.citizen,
            outbox.c.edition > 0,
        )
        .correlate(outbox)
        .scalar_subquery()
    )
