"""The tables of events and of what citizens wish to be told, each with a sentence: what one row is."""

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
)

from storage.columns import Id, Moment
from storage.metadata import metadata

signups = Table(
    "signups",
    metadata,
    # That somebody wants to come to an event; the order of rows decides who gets the next free seat.
    Column("id", Id, primary_key=True),
    Column("citizen", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
    # A seat once given is not taken back, even if there are fewer seats later.
    Column("seated", Boolean, nullable=False, server_default=false()),
    Column("day", Date, nullable=False),
    UniqueConstraint("citizen", "item"),
    sqlite_autoincrement=True,
)
Index("ix_signups_item", signups.c.item, signups.c.seated, signups.c.id)

attendances = Table(
    "attendances",
    metadata,
    # That somebody came to an event: said with the code shown at the door.
    Column("citizen", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, nullable=False),
)
Index("ix_attendances_item", attendances.c.item)

entrances = Table(
    "entrances",
    metadata,
    # The code shown at the door of an event.
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    # What somebody wants to be told of whenever there is something new.
    Column("citizen", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("day", Date, nullable=False),
)
Index("ix_subscriptions_topic", subscriptions.c.topic, subscriptions.c.citizen)

preferences = Table(
    "preferences",
    metadata,
    # How somebody wants to be told things; who has no row is told at once, outside the city's quiet hours.
    Column("citizen", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("rhythm", Text, nullable=False, server_default="at_once"),
    # Minutes after midnight by the clock on the wall; both empty: the city's hours.
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
)

rounds = Table(
    "rounds",
    metadata,
    # One telling of many that became due on a day: how far it has come, and whether it is through.
    Column("item", ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("reached", BigInteger, nullable=False, server_default="0"),
    Column("through", Moment),
)
