"""How often people asked for their data, when an item was over, no answers without their run."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("citizens", sa.Column("data_day", sa.Date(), nullable=True))
    op.add_column(
        "citizens", sa.Column("data_count", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    gone = sa.text("""place = '["goodbye"]'""")
    op.create_index("ix_citizens_gone", "citizens", ["id"], sqlite_where=gone, postgresql_where=gone)
    op.add_column("items", sa.Column("over", sa.BigInteger(), nullable=True))
    _tie_answers_to_runs()


def _tie_answers_to_runs() -> None:
    """What is left of answers whose run was erased in the same instant goes first."""
    op.execute(
        "DELETE FROM answers WHERE NOT EXISTS (SELECT 1 FROM runs "
        "WHERE runs.item = answers.item AND runs.pseudonym = answers.pseudonym)"
    )
    with op.batch_alter_table("answers", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.create_foreign_key(
            "fk_answers_item_pseudonym",
            "runs",
            ["item", "pseudonym"],
            ["item", "pseudonym"],
            ondelete="CASCADE",
        )
