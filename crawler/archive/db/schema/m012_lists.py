"""The lists that were found at each office, with the evidence, and how far its discovery came."""

STATEMENTS = (
    """CREATE TABLE lists (
        site TEXT NOT NULL REFERENCES sites(id), id TEXT NOT NULL, name TEXT, url TEXT NOT NULL,
        method TEXT NOT NULL DEFAULT 'GET', request TEXT NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL,
        found_by TEXT, row_order TEXT, article_form TEXT, row_address TEXT, evidence TEXT NOT NULL DEFAULT '[]',
        first_seen TEXT NOT NULL, last_good TEXT, last_new TEXT, asked_at TEXT, walked_at TEXT, pages INTEGER,
        stated INTEGER, tail TEXT, state TEXT NOT NULL, PRIMARY KEY (site, id)) WITHOUT ROWID""",
    """CREATE TABLE discoveries (
        site TEXT PRIMARY KEY REFERENCES sites(id), state TEXT NOT NULL, begun_at TEXT NOT NULL, ended_at TEXT,
        looked_at TEXT, requests INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
)
