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
from storage.tables_guidelines import comment_parts, comments, readings, votes

__all__ = [
    "answers",
    "citizens",
    "comment_parts",
    "comments",
    "drafts",
    "forms",
    "inbox",
    "items",
    "journal",
    "leases",
    "links",
    "meta",
    "metadata",
    "outbox",
    "participation",
    "processes",
    "readings",
    "runs",
    "sessions",
    "staff",
    "throttles",
    "versions",
    "votes",
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
    UniqueConstraint("channel", "address"),
    sqlite_autoincrement=True,
)

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
    sqlite_autoincrement=True,
)
index_where("ix_outbox_waiting", outbox.c.state == "waiting", outbox.c.channel, outbox.c.rank, outbox.c.id)
_unsettled = outbox.c.state.in_(("waiting", "sending"))
index_where("ix_outbox_unsettled", _unsettled, outbox.c.citizen, outbox.c.id)
Index("ix_outbox_citizen", outbox.c.citizen, outbox.c.id)
Index("ix_outbox_done", outbox.c.done)

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

participation = Table(
    "participation",
    metadata,
    # That somebody takes part in a survey and how far: days only, no answers.
    Column("citizen", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("day", Date, nullable=False),
)
Index("ix_participation_item", participation.c.item)

runs = Table(
    "runs",
    metadata,
    # One way through a survey under a pseudonym that nothing but the key file leads back to a person.
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("pseudonym", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("receipt", Text, unique=True),
    Column("channel", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("started", Date, nullable=False),
    Column("handed_in", Date),
)

answers = Table(
    "answers",
    metadata,
    # One revision of one answer; the highest is the present one; `counted` once handed in.
    Column("id", Id, primary_key=True),
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
    Column("pseudonym", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("raw", Text, nullable=False),
    # Free text in the form it is searched in: neither database folds letters like the other.
    Column("folded", Text, nullable=False, server_default=""),
    Column("counted", Boolean, nullable=False, server_default=false()),
    Column("day", Date, nullable=False),
    UniqueConstraint("item", "pseudonym", "question", "revision"),
    sqlite_autoincrement=True,
)
_counted = answers.c.counted == true()
index_where("ix_answers_counted", _counted, answers.c.item, answers.c.question, answers.c.category)

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
