"""Captures that could not be read, so that one version of the software tries each once."""

STATEMENTS = (
    """CREATE TABLE unread_captures (
        capture INTEGER PRIMARY KEY REFERENCES captures(id), software TEXT NOT NULL, reason TEXT NOT NULL,
        noted_at TEXT NOT NULL)""",
)
