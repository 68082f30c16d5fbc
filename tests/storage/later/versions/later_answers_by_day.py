"""A revision as a later one may be: copies the largest table on SQLite, changes it on PostgreSQL."""

import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "HEAD"


def upgrade() -> None:
    with op.batch_alter_table("answers", table_kwargs={"sqlite_autoincrement": True}) as answers:
        answers.alter_column("raw", existing_type=sa.Text(), nullable=True)
        answers.add_column(sa.Column("later", sa.Text(), nullable=False, server_default="x"))
    op.create_table("later", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.execute(sa.text("INSERT INTO later SELECT id FROM answers"))
    op.create_index("ix_answers_later", "answers", ["later", "day"])
