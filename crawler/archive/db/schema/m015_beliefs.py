"""What a belief rests on: when a status was last known to be otherwise, how a page was read, what a file was before.

`status_history.seen_before` is the last moment at which the article was seen in another state: the change lies between
it and `since`.  `articles.look` sketches the markup that the page was read from; `rereadings` holds what another
template made of the same article.  `refused_captures` are pages that were shown in the place of several articles, and
are none for that reason alone.  `former_files` keeps the texts of files that were replaced.
"""

STATEMENTS = (
    "ALTER TABLE status_history ADD COLUMN seen_before TEXT",
    "ALTER TABLE articles ADD COLUMN look TEXT",
    "ALTER TABLE articles ADD COLUMN reading TEXT",
    "ALTER TABLE articles ADD COLUMN reading_digest TEXT",
    """CREATE TABLE rereadings (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), seen_at TEXT NOT NULL,
        capture INTEGER REFERENCES captures(id), changed_fields TEXT NOT NULL DEFAULT '[]',
        changes TEXT NOT NULL DEFAULT '[]', software_version TEXT)""",
    "CREATE INDEX rereadings_by_article ON rereadings(article, seen_at)",
    """CREATE TABLE refused_captures (
        capture INTEGER PRIMARY KEY REFERENCES captures(id), kind TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE former_files (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), url TEXT NOT NULL, name TEXT,
        media_type TEXT, bytes INTEGER, sha256 TEXT NOT NULL, capture INTEGER REFERENCES captures(id), text TEXT,
        text_method TEXT, replaced_at TEXT NOT NULL, UNIQUE (article, url, sha256, replaced_at))""",
    # What a counter counted before it began anew is not known, so that a reset is no growth and no loss.
    "DROP VIEW view_series",
    """CREATE VIEW view_series AS SELECT id, article, observed_at, views, raw, method, capture,
        CASE WHEN is_reset THEN NULL ELSE views - previous END AS growth, is_reset FROM (
            SELECT *, coalesce(views < 0.9 * previous AND previous - views > 10, 0) AS is_reset FROM (
                SELECT *, lag(views) OVER (PARTITION BY article, method ORDER BY observed_at) AS previous
                FROM view_counts))""",
)
