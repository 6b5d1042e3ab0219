"""What the operator was told of each office, so that nobody is told twice."""

STATEMENTS = (
    """CREATE TABLE alerts (
        site TEXT PRIMARY KEY REFERENCES sites(id), state TEXT NOT NULL, told_at TEXT NOT NULL) WITHOUT ROWID""",
)
