"""Guidelines: what was read, votes and comments; a salt for every guideline there is."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def upgrade() -> None:
    _make_readings()
    _make_votes()
    _make_comments()
    _make_comment_parts()
    _give_salts()


def _make_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("item", _ID, nullable=False),
        *_texts("pseudonym"),
        *_numbers("section", "version", "nth"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("item", "pseudonym", "section", name="pk_readings"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_readings_item", ondelete="CASCADE"),
    )


def _make_votes() -> None:
    op.create_table(
        "votes",
        sa.Column("item", _ID, nullable=False),
        *_numbers("section"),
        *_texts("pseudonym"),
        *_numbers("version"),
        *_texts("value"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("item", "section", "pseudonym", name="pk_votes"),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_votes_item", ondelete="CASCADE"),
    )
    op.create_index("ix_votes_pseudonym", "votes", ["item", "pseudonym"])


def _make_comments() -> None:
    op.create_table(
        "comments",
        sa.Column("id", _ID, nullable=False),
        sa.Column("citizen", _ID, nullable=True),
        sa.Column("item", _ID, nullable=False),
        *_numbers("section", "version"),
        *_texts("state"),
        sa.Column("receipt", sa.Text(), nullable=True),
        *_texts("channel", "language"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
        sa.ForeignKeyConstraint(
            ["citizen"], ["citizens.id"], name="fk_comments_citizen", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name="fk_comments_item", ondelete="CASCADE"),
        sa.UniqueConstraint("receipt", name="uq_comments_receipt"),
        sqlite_autoincrement=True,
    )
    where = sa.text("state = 'unfinished'")
    op.create_index(
        "uq_comments_unfinished",
        "comments",
        ["citizen", "item", "section", "version"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
    op.create_index("ix_comments_citizen", "comments", ["citizen", "id"])
    op.create_index("ix_comments_section", "comments", ["item", "section", "state", "id"])


def _make_comment_parts() -> None:
    op.create_table(
        "comment_parts",
        sa.Column("comment", _ID, nullable=False),
        *_numbers("number"),
        *_texts("words", "folded"),
        sa.PrimaryKeyConstraint("comment", "number", name="pk_comment_parts"),
        sa.ForeignKeyConstraint(
            ["comment"], ["comments.id"], name="fk_comment_parts_comment", ondelete="CASCADE"
        ),
    )


def _give_salts() -> None:
    """Until now only surveys had one."""
    connection = op.get_bind()
    found = connection.execute(sa.text("SELECT id FROM items WHERE kind = 'guideline' AND salt IS NULL"))
    for (item,) in found.all():
        connection.execute(
            sa.text("UPDATE items SET salt = :salt WHERE id = :item"),
            {"salt": secrets.token_hex(16), "item": item},
        )
