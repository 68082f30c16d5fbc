"""All tables, each with the sentence that says what one row is."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from storage.columns import Id, Moment
from storage.metadata import index_where, metadata
from storage.tables_consultation import (
    decisions,
    house_rules,
    notifications,
    objections,
    rulings,
    supports,
    wishes,
)
from storage.tables_delivery import (
    attachments,
    broadcast_bodies,
    broadcasts,
    paces,
    staff_chats,
    uploads,
)
from storage.tables_events import attendances, entrances, preferences, rounds, signups, subscriptions
from storage.tables_guidelines import comment_parts, comments, readings, votes
from storage.tables_office import forms, journal, links, sessions, staff, throttles
from storage.tables_surveys import answers, participation, runs

__all__ = [
    "answers",
    "attachments",
    "attendances",
    "broadcast_bodies",
    "broadcasts",
    "citizens",
    "comment_parts",
    "comments",
    "decisions",
    "drafts",
    "entrances",
    "forms",
    "house_rules",
    "inbox",
    "items",
    "journal",
    "leases",
    "links",
    "meta",
    "metadata",
    "notifications",
    "objections",
    "outbox",
    "paces",
    "participation",
    "preferences",
    "processes",
    "readings",
    "rounds",
    "rulings",
    "runs",
    "sessions",
    "signups",
    "staff",
    "staff_chats",
    "subscriptions",
    "supports",
    "throttles",
    "uploads",
    "versions",
    "votes",
    "wishes",
]

meta = Table(
    "meta",
    metadata,
    # One fact the program keeps about itself: key fingerprint, revision of the city, name of the bot.
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

citizens = Table(
    "citizens",
    metadata,
    # One person on one channel: an address, a language, and where the conversation stands.
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("notice", Integer, nullable=False, server_default=text("0")),
    Column("place", Text, nullable=False),
    Column("minute", BigInteger, nullable=False, server_default=text("0")),
    Column("inputs", Integer, nullable=False, server_default=text("0")),
    Column("last_message", BigInteger),
    Column("reachable", Boolean, nullable=False, server_default=true()),
    Column("met", Moment, nullable=False),
    # How often this person asked for all his data, and on which day last.
    Column("data_day", Date),
    Column("data_count", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("channel", "address"),
    sqlite_autoincrement=True,
)
# Who was erased and is only known until the goodbye is delivered (`storage.erasure`).
index_where("ix_citizens_gone", citizens.c.place == '["goodbye"]', citizens.c.id)

inbox = Table(
    "inbox",
    metadata,
    # One input as it came, heard once, in the order of its sender.
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("who", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("arrived", Moment, nullable=False),
    Column("heard", Moment),
    Column("fate", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
index_where("ix_inbox_unheard", inbox.c.heard.is_(None), inbox.c.who, inbox.c.id)
Index("ix_inbox_heard", inbox.c.heard)
index_where("ix_inbox_set_aside", inbox.c.fate == "set aside", inbox.c.id)

outbox = Table(
    "outbox",
    metadata,
    # One message to one person, with the state it is in and why.
    Column("id", Id, primary_key=True),
    Column("citizen", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("rank", Integer, nullable=False, server_default=text("0")),
    Column("cause", BigInteger),
    Column("body", Text, nullable=False),
    Column("edits", BigInteger),
    Column("callback", Text),
    Column("parts", Integer, nullable=False, server_default=text("0")),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("doubts", Integer, nullable=False, server_default=text("0")),
    Column("owner", Text),
    Column("due", Moment, nullable=False),
    Column("created", Moment, nullable=False),
    Column("done", Moment),
    # Not sent after this moment: a reminder of what is over helps nobody.
    Column("expires", Moment),
    # Of a broadcast: which one, which edition of it, and the message it became, so that it can be corrected.
    Column("broadcast", BigInteger),
    Column("edition", Integer, nullable=False, server_default=text("0")),
    Column("message", BigInteger),
    # What switches it off, of what was told by itself: what waits ends with the switch.
    Column("topic", Text, nullable=False, server_default=""),
    # How many messages were sent or changed at the last try: each chat is written to only so often.
    Column("calls", Integer, nullable=False, server_default=text("0")),
    sqlite_autoincrement=True,
)
index_where("ix_outbox_waiting", outbox.c.state == "waiting", outbox.c.channel, outbox.c.rank, outbox.c.id)
_unsettled = outbox.c.state.in_(("waiting", "sending"))
index_where("ix_outbox_unsettled", _unsettled, outbox.c.citizen, outbox.c.id)
Index("ix_outbox_citizen", outbox.c.citizen, outbox.c.id)
Index("ix_outbox_done", outbox.c.done)
index_where(
    "ix_outbox_expires", (outbox.c.state == "waiting") & outbox.c.expires.is_not(None), outbox.c.expires
)
# What operators look at: counting it must not take longer the more was delivered.
index_where("ix_outbox_ended_badly", outbox.c.state.in_(("failed", "unknown")), outbox.c.state)
_broadcast = outbox.c.broadcast.is_not(None)
index_where(
    "uq_outbox_broadcast",
    _broadcast,
    outbox.c.broadcast,
    outbox.c.edition,
    outbox.c.citizen,
    unique=True,
)
_in_order = (outbox.c[name] for name in ("broadcast", "state", "channel", "due", "id"))
index_where("ix_outbox_broadcast", _broadcast, *_in_order)

processes = Table(
    "processes",
    metadata,
    # One running process and the last sign of its life.
    Column("owner", Text, primary_key=True),
    Column("beat", Moment, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    # A task only one process may do, and until when it holds it.
    Column("task", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", Moment, nullable=False),
)

items = Table(
    "items",
    metadata,
    # One thing staff publish: the project, a guideline, a survey, an event.
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("closed", Boolean, nullable=False, server_default=false()),
    Column("salt", Text),
    Column("imported", Text, nullable=False, server_default=""),
    # When its window ended or staff closed it: from then on its period of retention runs.
    Column("over", Moment),
    UniqueConstraint("kind", "slug"),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    # One published version of an item; never changed.
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("published", Moment, nullable=False),
    Column("staff", BigInteger),
)

drafts = Table(
    "drafts",
    metadata,
    # What staff are working on; its revision tells two editors of each other.
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("body", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("staff", BigInteger),
)
