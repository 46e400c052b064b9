"""Names, addresses, titles and answers are sealed; keys move into files. Never edit a released version: add the next one.

All of it is one transaction: interrupted, it begins anew, over key files that are the same.
"""

import json

import sqlalchemy as sa
from alembic import context, op

from candor.errors import ConfigurationError, NotFoundError

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "doomed_keys",
        sa.Column("candidate_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("candidate_id", name="pk_doomed_keys"),
    )
    op.add_column("candidates", sa.Column("sealed", sa.LargeBinary(), nullable=False, server_default=""))
    op.add_column("interviews", sa.Column("sealed_title", sa.LargeBinary(), nullable=False, server_default=""))
    op.add_column("answers", sa.Column("sealed_note", sa.LargeBinary(), nullable=True))
    if not context.is_offline_mode():
        _seal_everybody()
    op.execute("UPDATE consents SET recorded_by = '' WHERE method = 'own_link'")
    op.execute("UPDATE flag_entries SET \"by\" = '' WHERE person_id = 'candidate'")
    op.drop_index("ix_candidates_folded_id", "candidates")
    for column in ("name", "email", "language", "wrapped_key", "folded"):
        op.drop_column("candidates", column)
    op.drop_column("interviews", "title")
    op.drop_column("answers", "note")


def downgrade() -> None:
    if not context.is_offline_mode() and op.get_bind().execute(sa.text("SELECT 1 FROM candidates LIMIT 1")).first():
        raise ConfigurationError("names_are_sealed", "Names are sealed: an older version of Candor cannot read them.")
    empty = {"nullable": False, "server_default": ""}
    op.add_column("answers", sa.Column("note", sa.Text(), **empty))
    op.add_column("interviews", sa.Column("title", sa.String(200), **empty))
    for column, kind in (
        ("name", sa.String(120)),
        ("email", sa.String(254)),
        ("language", sa.String(8)),
        ("wrapped_key", sa.LargeBinary()),
        ("folded", sa.String(400)),
    ):
        op.add_column("candidates", sa.Column(column, kind, **empty))
    op.create_index("ix_candidates_folded_id", "candidates", ["folded", "id"])
    op.drop_column("answers", "sealed_note")
    op.drop_column("interviews", "sealed_title")
    op.drop_column("candidates", "sealed")
    op.drop_table("doomed_keys")


def _seal_everybody() -> None:
    connection, vault = op.get_bind(), context.config.attributes.get("vault")
    people = connection.execute(sa.text("SELECT id, name, email, language, wrapped_key FROM candidates")).all()
    if people and vault is None:
        raise ConfigurationError("no_vault", "Only `candor serve` brings a database with candidates up to date.")
    try:
        keys = vault.keep({person.id: bytes(person.wrapped_key) for person in people}) if people else []
    except NotFoundError as error:
        sentence = "The key file does not belong to this database. Put the right master.key into the home folder."
        raise ConfigurationError("wrong_master_key", sentence) from error
    for key, person in zip(keys, people, strict=True):
        _seal(connection, key, person)


def _seal(connection, key, person) -> None:
    told = {"name": person.name, "email": person.email, "language": person.language}
    sealed = key.seal("identity", "", json.dumps(told).encode())
    connection.execute(sa.text("UPDATE candidates SET sealed = :s WHERE id = :i"), {"s": sealed, "i": person.id})
    titles = sa.text("SELECT id, title FROM interviews WHERE candidate_id = :i")
    for interview in connection.execute(titles, {"i": person.id}).all():
        sealed = key.seal("title", interview.id, interview.title.encode())
        into = sa.text("UPDATE interviews SET sealed_title = :s WHERE id = :i")
        connection.execute(into, {"s": sealed, "i": interview.id})
    notes = sa.text(
        "SELECT answers.id, interview_id, warning_id, note FROM answers JOIN interviews ON interviews.id = interview_id"
        " WHERE candidate_id = :i AND note != ''"
    )
    for answer in connection.execute(notes, {"i": person.id}).all():
        sealed = key.seal("answer", f"{answer.interview_id}/{answer.warning_id}", answer.note.encode())
        connection.execute(sa.text("UPDATE answers SET sealed_note = :s WHERE id = :i"), {"s": sealed, "i": answer.id})
