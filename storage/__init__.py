"""The only place with SQL: what was published, said, answered and is to be sent."""
