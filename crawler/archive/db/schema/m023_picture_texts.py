"""What recognition finds in the pictures that carry a notice, by article and digest; searched like a file's text."""

STATEMENTS = (
    """CREATE TABLE picture_texts (
        article INTEGER NOT NULL REFERENCES articles(id), sha256 TEXT NOT NULL, text TEXT, note TEXT,
        PRIMARY KEY (article, sha256)) WITHOUT ROWID""",
    "CREATE INDEX picture_texts_by_digest ON picture_texts(sha256)",
    "DROP VIEW article_searched",
    """CREATE VIEW article_searched AS SELECT id, title, body_text, document_number,
        (SELECT group_concat(text, ' ') FROM (
            SELECT text FROM (
                SELECT 1 AS part, id AS place, text FROM attachments WHERE attachments.article = articles.id
                UNION ALL SELECT 2, sha256, text FROM picture_texts WHERE picture_texts.article = articles.id)
            WHERE text IS NOT NULL ORDER BY part, place)) AS attachment_text
        FROM articles""",
)
