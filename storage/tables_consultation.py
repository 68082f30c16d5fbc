"""Tables of what becomes of what people said: moderation, answers, and telling them of it."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Id, Moment
from storage.metadata import index_where, metadata

house_rules = Table(
    "house_rules",
    metadata,
    # One rule of the house, in each language; hiding a comment names the one it breaks.
    Column("id", Id, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    # A rule that was named once is withdrawn, never deleted.
    Column("withdrawn", Moment),
    sqlite_autoincrement=True,
)

rulings = Table(
    "rulings",
    metadata,
    # What a moderator decided about a comment, once and again; the newest holds, none is ever changed.
    Column("id", Id, primary_key=True),
    Column("comment", ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("verdict", Text, nullable=False),
    # How the comment stood before, and how it stands by it.
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("rule", ForeignKey("house_rules.id")),
    Column("note", Text, nullable=False, server_default=""),
    Column("staff", Text, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_rulings_comment", rulings.c.comment, rulings.c.id)

objections = Table(
    "objections",
    metadata,
    # That an author objects to a ruling: once, and a second person decides.
    Column("ruling", ForeignKey("rulings.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, nullable=False),
    Column("outcome", Text, nullable=False, server_default=""),
    Column("staff", Text, nullable=False, server_default=""),
    Column("decided", Moment),
)
index_where("ix_objections_open", objections.c.outcome == "", objections.c.ruling)

decisions = Table(
    "decisions",
    metadata,
    # What the city answers to a comment: status and reason; the newest holds, none is ever changed.
    Column("id", Id, primary_key=True),
    Column("comment", ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("staff", Text, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_decisions_comment", decisions.c.comment, decisions.c.id)

supports = Table(
    "supports",
    metadata,
    # That somebody sees it as a released comment does, under a pseudonym: once.
    Column("comment", ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True),
    Column("pseudonym", Text, primary_key=True),
    Column("day", Date, nullable=False),
)

wishes = Table(
    "wishes",
    metadata,
    # Something a citizen wishes to be told by itself, and of what: a last call, one section a day.
    Column("citizen", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("day", Date, nullable=False),
)
Index("ix_wishes_item", wishes.c.item, wishes.c.kind, wishes.c.citizen)

notifications = Table(
    "notifications",
    metadata,
    # Something a citizen is to be told, once; told when its message stands in the outbox.
    Column("id", Id, primary_key=True),
    Column("citizen", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    # What it is about: the number of a ruling, a decision or an item; of an item also the version.
    Column("subject", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("created", Moment, nullable=False),
    Column("told", Moment),
    # What is urgent goes first; 2 is a reminder (`storage.outbox.Rank`).
    Column("rank", Integer, nullable=False, server_default="2"),
    # Not before this moment: quiet hours, the day of a digest.
    Column("due", Moment, nullable=False, server_default="0"),
    # Why it was told without a message: expired, not wished any more, cannot be reached.
    Column("fate", Text, nullable=False, server_default=""),
    UniqueConstraint("citizen", "kind", "subject", "version"),
    sqlite_autoincrement=True,
)
index_where(
    "ix_notifications_untold",
    notifications.c.told.is_(None),
    notifications.c.rank,
    notifications.c.due,
    notifications.c.citizen,
    notifications.c.id,
)
