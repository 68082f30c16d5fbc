"""Tables of the town hall: who may sign in, what staff did, what is sent only once."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, text, true

from storage.columns import Id, Moment
from storage.metadata import metadata

staff = Table(
    "staff",
    metadata,
    # One member of staff who may sign in.
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("created", Moment, nullable=False),
    # Until where the queue of moderation was seen, to show what is new since.
    Column("seen_comment", BigInteger, nullable=False, server_default=text("0")),
    sqlite_autoincrement=True,
)

links = Table(
    "links",
    metadata,
    # A one-time link, stored only as a digest: make the first admin, join, or choose a new password.
    Column("digest", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("used", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    # A staff sign-in, stored only as a digest of its cookie.
    Column("digest", Text, primary_key=True),
    Column("staff", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("form_token", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    # What the next page says once: "Gespeichert."
    Column("said", Text, nullable=False, server_default=""),
    # Until where the queue of moderation was seen before this sign-in: what comes behind is new.
    Column("seen_comment", BigInteger, nullable=False, server_default=text("0")),
)
Index("ix_sessions_staff", sessions.c.staff)

journal = Table(
    "journal",
    metadata,
    # What a member of staff did: who, when, to what; never the words of a person.
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("staff", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("item", Text, nullable=False, server_default=""),
    Column("details", Text, nullable=False, server_default=""),
    # What a search looks through: case folded here, because SQLite folds ASCII only.
    Column("folded", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)

forms = Table(
    "forms",
    metadata,
    # A form that was handed in once: its key, a digest of what it said, where its answer led.
    Column("key", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("led_to", Text, nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
)

throttles = Table(
    "throttles",
    metadata,
    # How often something came from one source in one span of time; the source is a keyed digest.
    Column("source", Text, primary_key=True),
    Column("began", Moment, nullable=False),
    Column("count", Integer, nullable=False),
)
