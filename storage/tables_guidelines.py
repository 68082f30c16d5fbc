"""Tables of what people say on guidelines, each with the sentence that says what one row is."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, Table, Text

from storage.columns import Id
from storage.metadata import index_where, metadata

readings = Table(
    "readings",
    metadata,
    # That a section of a guideline was opened, under a pseudonym; the highest `nth` is where somebody is.
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("pseudonym", Text, primary_key=True),
    Column("section", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("day", Date, nullable=False),
)

votes = Table(
    "votes",
    metadata,
    # What somebody thinks of a section of a guideline, under a pseudonym: one vote, the newest.
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("section", Integer, primary_key=True),
    Column("pseudonym", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("day", Date, nullable=False),
)
Index("ix_votes_pseudonym", votes.c.item, votes.c.pseudonym)

comments = Table(
    "comments",
    metadata,
    # What somebody says about a section in one version, or how he would word it; its words are in its parts.
    Column("id", Id, primary_key=True),
    Column("citizen", ForeignKey("citizens.id", ondelete="SET NULL")),
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
    Column("section", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("receipt", Text, unique=True),
    Column("channel", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", Text, nullable=False, server_default="comment"),
    # Whether others may read it: waits for a moderator, released, hidden. The newest ruling says why.
    Column("visibility", Text, nullable=False, server_default="waiting"),
    # What the city says to it. The newest decision says why.
    Column("status", Text, nullable=False, server_default="received"),
    # The comment an unfinished one takes the place of, 0 if none. It may be gone by then, so it is no key.
    Column("replaces", BigInteger, nullable=False, server_default="0"),
    # Whether it still stands before the moderators ("open") or one has looked at it ("done").
    Column("moderation", Text, nullable=False, server_default="open"),
    # Counts what is handed in, in its order; another number says that the words are others. 0: not yet.
    Column("arrived", BigInteger, nullable=False, server_default="0"),
    sqlite_autoincrement=True,
)
_unfinished = comments.c.state == "unfinished"
_one_at_a_time = (
    comments.c.citizen,
    comments.c.item,
    comments.c.section,
    comments.c.version,
    comments.c.kind,
)
index_where("uq_comments_unfinished", _unfinished, *_one_at_a_time, unique=True)
_to_moderate = (comments.c.state == "handed_in") & (comments.c.moderation == "open")
index_where("ix_comments_to_moderate", _to_moderate, comments.c.arrived, comments.c.id)
_public = (comments.c.state == "handed_in") & (comments.c.visibility == "released")
# `visibility` stands in it although it is always the same: otherwise SQLite takes the index of the section.
_in_section = (comments.c.item, comments.c.section, comments.c.visibility, comments.c.id)
index_where("ix_comments_public", _public, *_in_section)
Index("ix_comments_arrived", comments.c.arrived)
Index("ix_comments_status", comments.c.item, comments.c.status, comments.c.id)
Index("ix_comments_citizen", comments.c.citizen, comments.c.id)
Index("ix_comments_section", comments.c.item, comments.c.section, comments.c.state, comments.c.id)

comment_parts = Table(
    "comment_parts",
    metadata,
    # One message of a comment, in the order they came; never changed.
    Column("comment", ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("words", Text, nullable=False),
    # The form it is searched in, as with answers.
    Column("folded", Text, nullable=False),
)
