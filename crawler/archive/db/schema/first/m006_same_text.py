"""Which articles hold the same text, and a view of the view counts that knows when a counter began anew."""

STATEMENTS = (
    """CREATE TABLE text_prints (
        print INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES articles(id),
        PRIMARY KEY (print, article)) WITHOUT ROWID""",
    "CREATE INDEX text_prints_by_article ON text_prints(article)",
    """CREATE TABLE same_text (
        article INTEGER PRIMARY KEY REFERENCES articles(id), group_id INTEGER NOT NULL REFERENCES articles(id))""",
    "CREATE INDEX same_text_by_group ON same_text(group_id)",
    # A stale cache tells a little less than before; a counter that begins anew tells far less.
    """CREATE VIEW view_series AS SELECT id, article, observed_at, views, raw, method, capture,
        CASE WHEN is_reset THEN views ELSE views - previous END AS growth, is_reset FROM (
            SELECT *, coalesce(views < 0.9 * previous AND previous - views > 10, 0) AS is_reset FROM (
                SELECT *, lag(views) OVER (PARTITION BY article, method ORDER BY observed_at) AS previous
                FROM view_counts))""",
)
