"""Broadcasts, their files and recipients, and how fast all senders of a bot may send together."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _of(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    """Points to a parent, and goes with it."""
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )


def _index_where(name: str, columns: list[str], condition: str, *, unique: bool = False) -> None:
    where = sa.text(condition)
    op.create_index(name, "outbox", columns, unique=unique, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    _make_broadcasts()
    _make_broadcast_bodies()
    _make_files()
    _make_staff_chats()
    _make_paces()
    _widen_outbox()


def _make_broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", _ID, nullable=False),
        *_texts("body", "state"),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("edition", sa.Integer(), nullable=False, server_default="0"),
        _moment("created"),
        _moment("changed"),
        _moment("planned", nullable=True),
        sa.Column("counted", sa.Integer(), nullable=True),
        _moment("started", nullable=True),
        sa.Column("recipients", sa.Integer(), nullable=True),
        sa.Column("reached", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("spread", sa.Boolean(), nullable=False, server_default=sa.false()),
        _moment("ended", nullable=True),
        _moment("corrected", nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False, server_default=""),
        *_texts("author"),
        sa.Column("approver", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_broadcasts_state", "broadcasts", ["state", "planned"])


def _make_broadcast_bodies() -> None:
    op.create_table(
        "broadcast_bodies",
        sa.Column("broadcast", _ID, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        *_texts("channel", "language", "body"),
        sa.PrimaryKeyConstraint("broadcast", "edition", "channel", "language", name="pk_broadcast_bodies"),
        _of("broadcast_bodies", "broadcast", "broadcasts"),
    )


def _make_files() -> None:
    op.create_table(
        "attachments",
        *_texts("digest", "name", "kind", "mime"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _moment("added"),
        sa.PrimaryKeyConstraint("digest", name="pk_attachments"),
    )
    op.create_table(
        "uploads",
        *_texts("bot", "digest", "number"),
        sa.PrimaryKeyConstraint("bot", "digest", name="pk_uploads"),
    )


def _make_staff_chats() -> None:
    op.create_table(
        "staff_chats",
        sa.Column("staff", _ID, nullable=False),
        sa.Column("citizen", _ID, nullable=False),
        sa.PrimaryKeyConstraint("staff", name="pk_staff_chats"),
        _of("staff_chats", "staff", "staff"),
        _of("staff_chats", "citizen", "citizens"),
    )


def _make_paces() -> None:
    op.create_table(
        "paces",
        *_texts("bot"),
        sa.Column("room", sa.Float(), nullable=False),
        sa.Column("spare", sa.Float(), nullable=False),
        _moment("reckoned"),
        _moment("silent_until", nullable=True),
        _moment("answered", nullable=True),
        sa.PrimaryKeyConstraint("bot", name="pk_paces"),
    )


def _widen_outbox() -> None:
    op.add_column("outbox", sa.Column("expires", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("broadcast", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("edition", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("outbox", sa.Column("message", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("topic", sa.Text(), nullable=False, server_default=""))
    # Between answers and reminders there are changed dates now.
    op.execute("UPDATE outbox SET rank = rank + 1 WHERE rank >= 1")
    waits = "state = 'waiting' AND expires IS NOT NULL"
    _index_where("ix_outbox_expires", ["expires"], waits)
    _index_where("ix_outbox_ended_badly", ["state"], "state IN ('failed', 'unknown')")
    of_one = "broadcast IS NOT NULL"
    _index_where("uq_outbox_broadcast", ["broadcast", "edition", "citizen"], of_one, unique=True)
    _index_where("ix_outbox_broadcast", ["broadcast", "state", "channel", "due", "id"], of_one)
