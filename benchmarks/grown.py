"""Fills a database as a large city does in years: citizens, votes and comments, in a few statements."""

import sqlite3
from contextlib import closing
from pathlib import Path

from .guideline import SECTIONS, SLUG

CITIZENS = 100_000
VOTES = CITIZENS * SECTIONS
COMMENTS = 20_000

_PEOPLE = """
INSERT INTO citizens (channel, address, language, notice, place, met)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :citizens)
SELECT 'telegram', 10000000000 + i, 'de', 1, '["menu"]', 1709900000000 FROM n
"""
_NAMES = """
CREATE TEMP TABLE names AS
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :citizens)
SELECT lower(hex(randomblob(16))) AS pseudonym FROM n
"""
_SECTIONS = """
CREATE TEMP TABLE parts AS
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :sections) SELECT i FROM n
"""
_READINGS = """
INSERT INTO readings (item, pseudonym, section, version, nth, day)
SELECT :item, pseudonym, i, 1, i, '2024-03-15' FROM names, parts ORDER BY pseudonym, i
"""
_VOTES = """
INSERT INTO votes (item, section, pseudonym, version, value, day)
SELECT :item, i, pseudonym, 1, 'agree', '2024-03-15' FROM names, parts ORDER BY i, pseudonym
"""
_COMMENTS = """
INSERT INTO comments (citizen, item, section, version, state, receipt, channel, language, day, visibility,
    moderation, arrived)
SELECT id, :item, 1 + id % :sections, 1, 'handed_in', 'R' || id, 'telegram', 'de', '2024-03-15',
    CASE WHEN id % 2 THEN 'waiting' ELSE 'released' END, CASE WHEN id % 2 THEN 'open' ELSE 'done' END, id
FROM citizens ORDER BY id LIMIT :comments
"""
_WORDS = """
INSERT INTO comment_parts (comment, number, words, folded)
SELECT id, 1, 'Mehr Bänke im Schatten, das wünscht sich Nummer ' || id,
    'mehr bänke im schatten, das wünscht sich nummer ' || id FROM comments
"""


def grow(path: Path) -> None:
    """Put a hundred thousand citizens into a database that holds the guideline, and what they said."""
    with closing(sqlite3.connect(path)) as database, database:
        [[item]] = database.execute("SELECT id FROM items WHERE slug = ?", (SLUG,)).fetchall()
        parameters = {"item": item, "citizens": CITIZENS, "sections": SECTIONS, "comments": COMMENTS}
        for statement in (_PEOPLE, _NAMES, _SECTIONS, _READINGS, _VOTES, _COMMENTS, _WORDS):
            names = {name: value for name, value in parameters.items() if f":{name}" in statement}
            database.execute(statement, names)
