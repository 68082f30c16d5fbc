"""The tables of broadcasts and of delivery, each with the sentence that says what one row is."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    false,
)

from storage.columns import Id, Moment
from storage.metadata import metadata

broadcasts = Table(
    "broadcasts",
    metadata,
    # One message to many: what it says, to whom, how far it is.
    Column("id", Id, primary_key=True),
    # Texts in each language, button, file and audience as JSON (`dialogs.city.broadcast`).
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Counts its savings, so that two editors know of each other.
    Column("revision", Integer, nullable=False, server_default="1"),
    # 0 is what was sent first; each correction in place is one more.
    Column("edition", Integer, nullable=False, server_default="0"),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    # When it is to begin; empty: at once.
    Column("planned", Moment),
    # How many it would have reached when it was planned.
    Column("counted", Integer),
    Column("started", Moment),
    # How many were chosen when it began; `reached` is the last citizen looked at, while they are chosen.
    Column("recipients", Integer),
    Column("reached", BigInteger, nullable=False, server_default="0"),
    Column("spread", Boolean, nullable=False, server_default=false()),
    Column("ended", Moment),
    # When it was last corrected; empty: never.
    Column("corrected", Moment),
    # What came of it, once nothing waits any more: rows of the outbox are not kept for ever.
    Column("outcome", Text, nullable=False, server_default=""),
    Column("author", Text, nullable=False),
    Column("approver", Text, nullable=False, server_default=""),
    # A correction that waits for a second person: what it is to say (as `body`), and who wrote it.
    Column("proposed", Text, nullable=False, server_default=""),
    Column("proposer", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
Index("ix_broadcasts_state", broadcasts.c.state, broadcasts.c.planned)

broadcast_bodies = Table(
    "broadcast_bodies",
    metadata,
    # What a broadcast says on one channel in one language, ready to be sent.
    Column("broadcast", ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    # A picture or document staff put into a broadcast, once however often it is used.
    Column("digest", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("mime", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("added", Moment, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    # The number a messenger gave an attachment one bot has uploaded: it is sent by it from then on.
    Column("bot", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("number", Text, nullable=False),
)

staff_chats = Table(
    "staff_chats",
    metadata,
    # The chat in which a member of staff looks at broadcasts before they go out.
    Column("staff", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("citizen", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
)

paces = Table(
    "paces",
    metadata,
    # How fast all senders of one bot may send together: room left, when it was reckoned, silence asked for.
    Column("bot", Text, primary_key=True),
    Column("room", Float, nullable=False),
    # The part of it that broadcasts may use.
    Column("spare", Float, nullable=False),
    Column("reckoned", Moment, nullable=False),
    Column("silent_until", Moment),
    # When an answer last left: broadcasts leave room for the next.
    Column("answered", Moment),
)
