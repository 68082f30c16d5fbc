"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    """Makes the tables, those first that others point to."""
    _make_citizens()
    _make_forms()
    _make_inbox()
    _make_items()
    _make_journal()
    _make_links()
    _make_staff()
    _make_throttles()
    _make_answers()
    _make_drafts()
    _make_outbox()
    _make_participation()
    _make_runs()
    _make_sessions()
    _make_versions()
    _make_machinery()


def _make_citizens() -> None:
    op.create_table(
        "citizens",
        sa.Column("id", _ID, nullable=False),
        *_texts("channel", "address", "language"),
        sa.Column("notice", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("minute", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("inputs", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("last_message", sa.BigInteger(), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("met", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_citizens"),
        sa.UniqueConstraint("channel", "address", name="uq_citizens_channel_address"),
        sqlite_autoincrement=True,
    )


def _make_forms() -> None:
    op.create_table(
        "forms",
        *_texts("key", "digest"),
        sa.Column("led_to", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_forms"),
    )


def _make_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", _ID, nullable=False),
        *_texts("channel", "key", "who", "body"),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("heard", sa.BigInteger(), nullable=True),
        sa.Column("fate", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("key", name="uq_inbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_heard", "inbox", ["heard"])
    where = sa.text("fate = 'set aside'")
    op.create_index("ix_inbox_set_aside", "inbox", ["id"], sqlite_where=where, postgresql_where=where)
    where = sa.text("heard IS NULL")
    op.create_index("ix_inbox_unheard", "inbox", ["who", "id"], sqlite_where=where, postgresql_where=where)


def _make_items() -> None:
    op.create_table(
        "items",
        sa.Column("id", _ID, nullable=False),
        *_texts("kind", "slug"),
        sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.Column("imported", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.UniqueConstraint("kind", "slug", name="uq_items_kind_slug"),
        sqlite_autoincrement=True,
    )


def _make_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *_texts("staff", "action"),
        sa.Column("item", sa.Text(), nullable=False, server_default=""),
        sa.Column("details", sa.Text(), nullable=False, server_default=""),
        sa.Column("folded", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sqlite_autoincrement=True,
    )


def _make_links() -> None:
    op.create_table(
        "links",
        *_texts("digest", "purpose", "name", "role"),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_links"),
    )


def _make_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", _ID, nullable=False),
        *_texts("name", "role"),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("name", name="uq_staff_name"),
        sqlite_autoincrement=True,
    )


def _make_throttles() -> None:
    op.create_table(
        "throttles",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_throttles"),
    )


def _make_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("item", _ID, nullable=False),
        *_texts("pseudonym", "question"),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_texts("kind", "value", "category", "raw"),
        sa.Column("folded", sa.Text(), nullable=False, server_default=""),
        sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_answers_item", ondelete="CASCADE"),
        sa.UniqueConstraint(
            "item", "pseudonym", "question", "revision", name="uq_answers_item_pseudonym_question_revision"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_answers_counted",
        "answers",
        ["item", "question", "category"],
        sqlite_where=sa.text("counted = 1"),
        postgresql_where=sa.text("counted = true"),
    )


def _make_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("item", _ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("staff", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("item", name="pk_drafts"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_drafts_item", ondelete="CASCADE"),
    )


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("citizen", _ID, nullable=False),
        *_texts("channel", "address"),
        sa.Column("rank", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("cause", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("edits", sa.BigInteger(), nullable=True),
        sa.Column("callback", sa.Text(), nullable=True),
        sa.Column("parts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("tries", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("doubts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(["citizen"], ["citizens.id"], name="fk_outbox_citizen", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_citizen", "outbox", ["citizen", "id"])
    op.create_index("ix_outbox_done", "outbox", ["done"])
    where = sa.text("state IN ('waiting', 'sending')")
    op.create_index(
        "ix_outbox_unsettled", "outbox", ["citizen", "id"], sqlite_where=where, postgresql_where=where
    )
    where = sa.text("state = 'waiting'")
    op.create_index(
        "ix_outbox_waiting", "outbox", ["channel", "rank", "id"], sqlite_where=where, postgresql_where=where
    )


def _make_participation() -> None:
    op.create_table(
        "participation",
        sa.Column("citizen", _ID, nullable=False),
        sa.Column("item", _ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("citizen", "item", name="pk_participation"),
        sa.ForeignKeyConstraint(
            ["citizen"], ["citizens.id"], name="fk_participation_citizen", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_participation_item", ondelete="CASCADE"),
    )
    op.create_index("ix_participation_item", "participation", ["item"])


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("item", _ID, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=True),
        *_texts("channel", "language"),
        sa.Column("started", sa.Date(), nullable=False),
        sa.Column("handed_in", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("item", "pseudonym", name="pk_runs"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_runs_item", ondelete="CASCADE"),
        sa.UniqueConstraint("receipt", name="uq_runs_receipt"),
    )


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("staff", _ID, nullable=False),
        sa.Column("form_token", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name="fk_sessions_staff", ondelete="CASCADE"),
    )
    op.create_index("ix_sessions_staff", "sessions", ["staff"])


def _make_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("item", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=False),
        sa.Column("staff", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("item", "number", name="pk_versions"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_versions_item", ondelete="CASCADE"),
    )


def _make_machinery() -> None:
    op.create_table(
        "leases",
        *_texts("task", "owner"),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("task", name="pk_leases"),
    )
    op.create_table(
        "meta",
        *_texts("key", "value"),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "processes",
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_processes"),
    )
