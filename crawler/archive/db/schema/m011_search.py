"""The index also knows Vietnamese words with their marks, so that what is typed with accents is found by accents.

The table is made anew and empty; who opens the archive fills it (`crawler.archive.articles.search_index.refresh`).
"""

STATEMENTS = (
    "DROP TABLE article_search",
    "DROP VIEW article_shown",
    """CREATE VIEW article_shown AS SELECT id, show_text(title) AS title, show_text(body_text) AS body_text,
        show_text(document_number) AS document_number, show_text(attachment_text) AS attachment_text,
        '' AS title_marks, '' AS text_marks FROM article_searched""",
    """CREATE VIRTUAL TABLE article_search USING fts5(title, body_text, document_number, attachment_text,
        title_marks, text_marks, content='article_shown', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2')""",
    "DELETE FROM archive_info WHERE key = 'search_folding'",
)
