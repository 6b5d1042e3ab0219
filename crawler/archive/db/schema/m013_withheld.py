"""What an operator keeps from publication: an article, one of its versions or files, or a field, and why.

No reference to the article's row: one that is found to be another is deleted, and what was said of it must stay.
"""

STATEMENTS = (
    """CREATE TABLE withheld (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL, version INTEGER, attachment INTEGER, field TEXT,
        reason TEXT NOT NULL, withheld_at TEXT NOT NULL, lifted_at TEXT)""",
    "CREATE INDEX withheld_by_article ON withheld(article)",
)
