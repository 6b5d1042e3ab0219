"""Which document says what about which: what the texts of articles and files name, and what papers say of their force.

Derived when the archive is published or made ready for readers, from texts that did not change not again; nothing here
is evidence, and everything can be derived anew.
"""

STATEMENTS = (
    """CREATE TABLE relations (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL, version INTEGER NOT NULL, attachment INTEGER,
        type TEXT NOT NULL, number TEXT, number_key TEXT, named_title TEXT, raw TEXT NOT NULL, day TEXT, clause TEXT,
        issuer TEXT, sentence TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL, target INTEGER)""",
    "CREATE INDEX relations_by_article ON relations(article)",
    "CREATE INDEX relations_by_number ON relations(number_key, type)",
    "CREATE INDEX relations_by_target ON relations(target, type) WHERE target IS NOT NULL",
    """CREATE TABLE paper_status (
        article INTEGER PRIMARY KEY, version INTEGER NOT NULL, effective_from TEXT, expires TEXT, state TEXT)""",
    "CREATE TABLE relations_read (article INTEGER PRIMARY KEY, digest TEXT NOT NULL)",
)
