"""What a file is by its content, why one was refused; counters of where requests stop."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# the web chat kept pictures and PDF under suffixes that it gave by content; Telegram's photos are always JPEG
_KNOWN = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
}


def upgrade() -> None:
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("media_type", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("refused", sa.String(), nullable=True))
    attachment = sa.table(
        "attachment",
        sa.column("channel", sa.String),
        sa.column("kind", sa.String),
        sa.column("stored_path", sa.String),
        sa.column("media_type", sa.String),
    )
    for suffix, media_type in _KNOWN.items():
        of_web = (attachment.c.channel == "web") & attachment.c.stored_path.like(f"%{suffix}")
        op.execute(attachment.update().where(of_web).values(media_type=media_type))
    of_telegram = (attachment.c.channel == "telegram") & (attachment.c.kind == "photo")
    op.execute(
        attachment.update().where(of_telegram & attachment.c.stored_path.is_not(None)).values(media_type=_KNOWN[".jpg"])
    )
    op.create_table(
        "flow_counter",
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "flow", "step", "event"),
    )


def downgrade() -> None:
    op.drop_table("flow_counter")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_column("refused")
        batch_op.drop_column("media_type")
