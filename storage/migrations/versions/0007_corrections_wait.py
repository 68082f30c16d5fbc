"""Corrections of broadcasts that wait for a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("calls", sa.Integer(), nullable=False, server_default=sa.text("0")))
    for name in ("proposed", "proposer"):
        op.add_column("broadcasts", sa.Column(name, sa.Text(), nullable=False, server_default=""))
