"""Corrections of broadcasts that wait for a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for name in ("proposed", "proposer"):
        op.add_column("broadcasts", sa.Column(name, sa.Text(), nullable=False, server_default=""))
