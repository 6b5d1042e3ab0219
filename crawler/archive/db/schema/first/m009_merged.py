"""Articles that turned out to be one: what they were called before, so that every citation still finds its evidence."""

STATEMENTS = (
    """CREATE TABLE merged_articles (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), url TEXT NOT NULL,
        merged_at TEXT NOT NULL, proof TEXT NOT NULL)""",
    "CREATE INDEX merged_articles_by_article ON merged_articles(article)",
    # Few articles have vanished: whether a new one is one of them is asked of each.
    "CREATE INDEX articles_vanished ON articles(site, title) WHERE status IN ('gone', 'soft_gone')",
    """CREATE TABLE former_versions (
        article INTEGER NOT NULL, number INTEGER NOT NULL, capture INTEGER NOT NULL REFERENCES captures(id),
        until TEXT NOT NULL, PRIMARY KEY (article, number, capture)) WITHOUT ROWID""",
)
