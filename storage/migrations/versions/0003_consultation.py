"""Moderation, answers to comments, wishes, notifications."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Rules to begin with, which every database gets once; what becomes of them is the city's business.
_HOUSE_RULES = (
    (
        "Bleiben Sie freundlich. Beleidigungen und Drohungen haben hier keinen Platz.",
        "Stay friendly. There is no place here for insults and threats.",
        "Bitte schreiben Sie freundlich. Beleidigen Sie niemanden. Drohen Sie niemandem.",
    ),
    (
        "Setzen Sie niemanden herab, nicht wegen Herkunft, Religion, Geschlecht, Alter oder Behinderung.",
        "Put nobody down, be it for origin, religion, gender, age or disability.",
        "Alle Menschen sind gleich viel wert. Schreiben Sie nicht schlecht über andere Menschen.",
    ),
    (
        "Keine persönlichen Daten: keine Namen, Adressen oder Telefonnummern, auch nicht die eigenen.",
        "No personal data: no names, addresses or phone numbers, not even your own.",
        "Schreiben Sie keine Namen, Adressen und Telefon·nummern. Auch nicht Ihre eigenen.",
    ),
    (
        "Bleiben Sie beim Thema: Ihr Beitrag soll sich auf diesen Abschnitt beziehen.",
        "Keep to the subject: your contribution should be about this section.",
        "Bleiben Sie beim Thema. Schreiben Sie etwas zu diesem Abschnitt.",
    ),
    (
        "Keine Werbung, weder für Produkte noch für Parteien.",
        "No advertising, neither for products nor for parties.",
        "Machen Sie keine Werbung. Werben Sie nicht für Firmen. Werben Sie nicht für Parteien.",
    ),
    (
        "Derselbe Text einmal: Mehrfach eingereichte Beiträge zeigen wir nur einmal.",
        "The same text once: we show contributions that were sent several times only once.",
        "Schicken Sie einen Text nur ein Mal. Wir zeigen ihn auch nur ein Mal.",
    ),
    (
        "Nichts Strafbares, und keine Texte, die jemand anderem gehören.",
        "Nothing that is against the law, and no texts that belong to somebody else.",
        "Halten Sie sich an die Gesetze. Schreiben Sie mit eigenen Worten.",
    ),
)


def _id(name: str = "id") -> sa.Column[int]:
    return sa.Column(name, _ID, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _day() -> sa.Column[object]:
    return sa.Column("day", sa.Date(), nullable=False)


def _of(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    """Points to a parent, and goes with it."""
    return sa.ForeignKeyConstraint(
        [column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )


def upgrade() -> None:
    _widen_comments()
    for table in ("staff", "sessions"):
        op.add_column(
            table, sa.Column("seen_comment", sa.BigInteger(), nullable=False, server_default=sa.text("0"))
        )
    _make_house_rules()
    _make_rulings()
    _make_objections()
    _make_decisions()
    _make_supports()
    _make_wishes()
    _make_notifications()


def _widen_comments() -> None:
    for name, value in (("kind", "comment"), ("visibility", "waiting"), ("status", "received")):
        op.add_column("comments", sa.Column(name, sa.Text(), nullable=False, server_default=value))
    op.add_column("comments", sa.Column("replaces", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("comments", sa.Column("moderation", sa.Text(), nullable=False, server_default="open"))
    op.add_column("comments", sa.Column("arrived", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE comments SET arrived = id WHERE state = 'handed_in'")
    op.create_index("ix_comments_arrived", "comments", ["arrived"])
    op.drop_index("uq_comments_unfinished", "comments")
    of_one = ["citizen", "item", "section", "version", "kind"]
    _index_where("uq_comments_unfinished", "comments", of_one, "state = 'unfinished'", unique=True)
    handed_in = "state = 'handed_in' AND"
    _index_where("ix_comments_to_moderate", "comments", ["arrived", "id"], f"{handed_in} moderation = 'open'")
    public = ["item", "section", "visibility", "id"]
    _index_where("ix_comments_public", "comments", public, f"{handed_in} visibility = 'released'")
    op.create_index("ix_comments_status", "comments", ["item", "status", "id"])


def _index_where(name: str, table: str, columns: list[str], condition: str, *, unique: bool = False) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _make_house_rules() -> None:
    table = op.create_table(
        "house_rules",
        _id(),
        sa.Column("position", sa.Integer(), nullable=False),
        *_texts("body"),
        _moment("withdrawn", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_house_rules"),
        sqlite_autoincrement=True,
    )
    languages = ("de", "en", "de@simple")
    bodies = [dict(zip(languages, texts, strict=True)) for texts in _HOUSE_RULES]
    rows = [
        {"position": position, "body": json.dumps(body, ensure_ascii=False)}
        for position, body in enumerate(bodies, start=1)
    ]
    op.bulk_insert(table, rows)


def _make_rulings() -> None:
    op.create_table(
        "rulings",
        _id(),
        _id("comment"),
        *_texts("verdict", "before", "after"),
        sa.Column("rule", _ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        *_texts("staff"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_rulings"),
        sa.ForeignKeyConstraint(["rule"], ["house_rules.id"], name="fk_rulings_rule"),
        _of("rulings", "comment", "comments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rulings_comment", "rulings", ["comment", "id"])


def _make_objections() -> None:
    op.create_table(
        "objections",
        _id("ruling"),
        _day(),
        sa.Column("outcome", sa.Text(), nullable=False, server_default=""),
        sa.Column("staff", sa.Text(), nullable=False, server_default=""),
        _moment("decided", nullable=True),
        sa.PrimaryKeyConstraint("ruling", name="pk_objections"),
        _of("objections", "ruling", "rulings"),
    )
    _index_where("ix_objections_open", "objections", ["ruling"], "outcome = ''")


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        _id(),
        _id("comment"),
        *_texts("status", "reason", "staff"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        _of("decisions", "comment", "comments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_comment", "decisions", ["comment", "id"])


def _make_supports() -> None:
    op.create_table(
        "supports",
        _id("comment"),
        *_texts("pseudonym"),
        _day(),
        sa.PrimaryKeyConstraint("comment", "pseudonym", name="pk_supports"),
        _of("supports", "comment", "comments"),
    )


def _make_wishes() -> None:
    op.create_table(
        "wishes",
        _id("citizen"),
        _id("item"),
        *_texts("kind"),
        _day(),
        sa.PrimaryKeyConstraint("citizen", "item", "kind", name="pk_wishes"),
        _of("wishes", "citizen", "citizens"),
        _of("wishes", "item", "items"),
    )
    op.create_index("ix_wishes_item", "wishes", ["item", "kind"])


def _make_notifications() -> None:
    op.create_table(
        "notifications",
        _id(),
        _id("citizen"),
        *_texts("kind"),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="0"),
        _moment("created"),
        _moment("told", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
        sa.UniqueConstraint(
            "citizen", "kind", "subject", "version", name="uq_notifications_citizen_kind_subject_version"
        ),
        _of("notifications", "citizen", "citizens"),
        sqlite_autoincrement=True,
    )
    _index_where("ix_notifications_untold", "notifications", ["id"], "told IS NULL")
