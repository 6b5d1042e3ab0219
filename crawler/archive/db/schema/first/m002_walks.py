"""How far each section's list has been walked, so that a walk that was cut short is taken up again."""

STATEMENTS = (
    """CREATE TABLE walks (
        site TEXT NOT NULL REFERENCES sites(id), section TEXT NOT NULL, begun_at TEXT NOT NULL, ended_at TEXT,
        PRIMARY KEY (site, section)) WITHOUT ROWID""",
)
