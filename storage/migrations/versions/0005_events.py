"""Who comes to events, what citizens want to be told and how, what of it has become due."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id(name: str) -> sa.Column[int]:
    return sa.Column(name, _ID, nullable=False)


def _of(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    """Points to a parent, and goes with it."""
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )


def _day() -> sa.Column[object]:
    return sa.Column("day", sa.Date(), nullable=False)


def upgrade() -> None:
    _make_signups()
    _make_attendances()
    _make_entrances()
    _make_subscriptions()
    _make_preferences()
    _make_rounds()
    _order_wishes()
    _widen_notifications()


def _make_signups() -> None:
    op.create_table(
        "signups",
        _id("id"),
        _id("citizen"),
        _id("item"),
        sa.Column("seated", sa.Boolean(), nullable=False, server_default=sa.false()),
        _day(),
        sa.PrimaryKeyConstraint("id", name="pk_signups"),
        sa.UniqueConstraint("citizen", "item", name="uq_signups_citizen_item"),
        _of("signups", "citizen", "citizens"),
        _of("signups", "item", "items"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_signups_item", "signups", ["item", "seated", "id"])


def _make_attendances() -> None:
    op.create_table(
        "attendances",
        _id("citizen"),
        _id("item"),
        _day(),
        sa.PrimaryKeyConstraint("citizen", "item", name="pk_attendances"),
        _of("attendances", "citizen", "citizens"),
        _of("attendances", "item", "items"),
    )
    op.create_index("ix_attendances_item", "attendances", ["item"])


def _make_entrances() -> None:
    op.create_table(
        "entrances",
        _id("item"),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("item", name="pk_entrances"),
        _of("entrances", "item", "items"),
    )


def _make_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        _id("citizen"),
        sa.Column("topic", sa.Text(), nullable=False),
        _day(),
        sa.PrimaryKeyConstraint("citizen", "topic", name="pk_subscriptions"),
        _of("subscriptions", "citizen", "citizens"),
    )
    op.create_index("ix_subscriptions_topic", "subscriptions", ["topic", "citizen"])


def _make_preferences() -> None:
    op.create_table(
        "preferences",
        _id("citizen"),
        sa.Column("rhythm", sa.Text(), nullable=False, server_default="at_once"),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("citizen", name="pk_preferences"),
        _of("preferences", "citizen", "citizens"),
    )


def _make_rounds() -> None:
    op.create_table(
        "rounds",
        _id("item"),
        sa.Column("kind", sa.Text(), nullable=False),
        _day(),
        sa.Column("reached", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("through", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("item", "kind", "day", name="pk_rounds"),
        _of("rounds", "item", "items"),
    )


def _order_wishes() -> None:
    """Those who are to be told are taken in their order, some at a time."""
    op.drop_index("ix_wishes_item", "wishes")
    op.create_index("ix_wishes_item", "wishes", ["item", "kind", "citizen"])


def _widen_notifications() -> None:
    op.add_column("notifications", sa.Column("rank", sa.Integer(), nullable=False, server_default="2"))
    op.add_column("notifications", sa.Column("due", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("notifications", sa.Column("fate", sa.Text(), nullable=False, server_default=""))
    op.drop_index("ix_notifications_untold", "notifications")
    where = sa.text("told IS NULL")
    op.create_index(
        "ix_notifications_untold",
        "notifications",
        ["rank", "due", "citizen", "id"],
        sqlite_where=where,
        postgresql_where=where,
    )
