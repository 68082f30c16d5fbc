"""The tables of surveys: who takes part, and what was answered under which pseudonym."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from storage.columns import Id
from storage.metadata import index_where, metadata

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
    # An answer that arrives in the instant its run is erased has nowhere to stand.
    ForeignKeyConstraint(["item", "pseudonym"], ["runs.item", "runs.pseudonym"], ondelete="CASCADE"),
    sqlite_autoincrement=True,
)
_counted = answers.c.counted == true()
index_where("ix_answers_counted", _counted, answers.c.item, answers.c.question, answers.c.category)
