"""The revisions of the tables, run by `storage.migrate`."""
