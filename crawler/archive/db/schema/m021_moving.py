"""Sentences of a page that moved by themselves, which is no edit of the office; by the capture that they stood in."""

STATEMENTS = (
    """CREATE TABLE moving_words (
        capture INTEGER PRIMARY KEY REFERENCES captures(id), words TEXT NOT NULL) WITHOUT ROWID""",
)
