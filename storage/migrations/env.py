"""Runs revisions on the connection that `storage.migrate` opened and locked."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    # SQLite cannot change a column: there Alembic copies the table, inside the same transaction. A copy goes
    # on counting only if the revision says batch_alter_table(table_kwargs={"sqlite_autoincrement": True}).
    render_as_batch=True,
)
context.run_migrations()
