"""The first tables: offices, runs, evidence, articles and all that is kept about them."""

STATEMENTS = (
    "CREATE TABLE archive_info (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE sites (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT, kind TEXT, country TEXT, province TEXT, language TEXT,
        timezone TEXT, home TEXT, family TEXT, note TEXT)""",
    """CREATE TABLE sections (
        site TEXT NOT NULL REFERENCES sites(id), id TEXT NOT NULL, name TEXT, url TEXT, PRIMARY KEY (site, id))""",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY, site TEXT NOT NULL REFERENCES sites(id), started_at TEXT NOT NULL, finished_at TEXT,
        state TEXT NOT NULL DEFAULT 'running', requests INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
        listed INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,
        unchanged INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
        problems INTEGER NOT NULL DEFAULT 0, software_version TEXT, note TEXT)""",
    "CREATE INDEX runs_by_site ON runs(site, started_at)",
    """CREATE TABLE captures (
        id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs(id), site TEXT NOT NULL REFERENCES sites(id),
        section TEXT, kind TEXT NOT NULL, url TEXT NOT NULL, requested_url TEXT NOT NULL,
        article INTEGER REFERENCES articles(id), fetched_at TEXT NOT NULL, status INTEGER NOT NULL,
        sha256 TEXT NOT NULL, content_type TEXT, bytes INTEGER NOT NULL, etag TEXT, last_modified TEXT,
        warc_file TEXT NOT NULL, warc_offset INTEGER NOT NULL, warc_length INTEGER NOT NULL,
        refers_to INTEGER REFERENCES captures(id))""",
    "CREATE INDEX captures_by_url ON captures(url, fetched_at)",
    "CREATE INDEX captures_by_payload ON captures(sha256)",
    "CREATE INDEX captures_by_run ON captures(run)",
    "CREATE INDEX captures_by_site ON captures(site, fetched_at)",
    "CREATE INDEX captures_by_article ON captures(article)",
    """CREATE TABLE articles (
        id INTEGER PRIMARY KEY, site TEXT NOT NULL REFERENCES sites(id), section TEXT, url TEXT NOT NULL UNIQUE,
        language TEXT, title TEXT, title_raw TEXT, lead TEXT, body_text TEXT, body_raw TEXT,
        published_at TEXT, published_at_utc TEXT, published_precision TEXT, published_raw TEXT,
        sort_date TEXT, date_basis TEXT, updated_at TEXT, dateline TEXT, author TEXT, source TEXT, editor TEXT,
        document_number TEXT, document_type TEXT, issuer TEXT, signer TEXT, issued_on TEXT,
        views INTEGER, views_observed_at TEXT, views_endpoint TEXT,
        status TEXT NOT NULL, status_since TEXT NOT NULL, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
        version INTEGER NOT NULL, capture INTEGER REFERENCES captures(id), family TEXT, encoding TEXT,
        images TEXT NOT NULL DEFAULT '[]', provenance TEXT NOT NULL DEFAULT '{}', flags TEXT NOT NULL DEFAULT '[]',
        problems TEXT NOT NULL DEFAULT '[]', content_digest TEXT NOT NULL, software_version TEXT,
        moved_to INTEGER REFERENCES articles(id),
        changed_at TEXT, visited_at TEXT, next_visit_at TEXT, visit_interval REAL,
        pending_status TEXT, pending_since TEXT, pending_run INTEGER)""",
    "CREATE INDEX articles_by_site ON articles(site, sort_date)",
    "CREATE INDEX articles_by_date ON articles(sort_date)",
    "CREATE INDEX articles_by_number ON articles(document_number)",
    "CREATE INDEX articles_by_visit ON articles(site, next_visit_at)",
    """CREATE TABLE article_urls (
        url TEXT PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), key TEXT NOT NULL,
        first_seen TEXT NOT NULL)""",
    "CREATE INDEX article_urls_by_key ON article_urls(key)",
    "CREATE INDEX article_urls_by_article ON article_urls(article)",
    """CREATE TABLE listings (
        site TEXT NOT NULL REFERENCES sites(id), url TEXT NOT NULL, section TEXT, title TEXT, date_raw TEXT,
        first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, run INTEGER REFERENCES runs(id), PRIMARY KEY (site, url))""",
    """CREATE TABLE versions (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), number INTEGER NOT NULL,
        seen_at TEXT NOT NULL, capture INTEGER REFERENCES captures(id), title TEXT, lead TEXT, body_text TEXT,
        published_at TEXT, updated_at TEXT, author TEXT, source TEXT, editor TEXT, document_number TEXT,
        document_type TEXT, issuer TEXT, signer TEXT, issued_on TEXT, attachments TEXT NOT NULL DEFAULT '[]',
        changed_fields TEXT NOT NULL DEFAULT '[]', change_summary TEXT, content_digest TEXT NOT NULL,
        software_version TEXT, UNIQUE (article, number))""",
    "CREATE INDEX versions_by_time ON versions(seen_at)",
    """CREATE TABLE view_counts (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), observed_at TEXT NOT NULL,
        views INTEGER NOT NULL, raw TEXT, method TEXT NOT NULL, capture INTEGER REFERENCES captures(id))""",
    "CREATE UNIQUE INDEX view_counts_once ON view_counts(article, observed_at, method)",
    """CREATE TABLE attachments (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), url TEXT NOT NULL, name TEXT,
        media_type TEXT, bytes INTEGER, sha256 TEXT, capture INTEGER REFERENCES captures(id), text TEXT,
        text_method TEXT, status TEXT NOT NULL DEFAULT 'listed', first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
        UNIQUE (article, url))""",
    "CREATE INDEX attachments_by_payload ON attachments(sha256)",
    """CREATE TABLE status_history (
        id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), status TEXT NOT NULL,
        since TEXT NOT NULL, until TEXT)""",
    "CREATE INDEX status_history_by_article ON status_history(article, since)",
    """CREATE TABLE coverage (
        site TEXT NOT NULL REFERENCES sites(id), day TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
        successes INTEGER NOT NULL DEFAULT 0, blocked INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (site, day)) WITHOUT ROWID""",
    """CREATE TABLE validator_trust (
        site TEXT NOT NULL REFERENCES sites(id), validator TEXT NOT NULL, trusted INTEGER NOT NULL,
        decided_at TEXT NOT NULL, capture INTEGER REFERENCES captures(id),
        PRIMARY KEY (site, validator)) WITHOUT ROWID""",
    """CREATE VIEW article_searched AS SELECT id, title, body_text, document_number,
        (SELECT group_concat(text, ' ') FROM (SELECT text FROM attachments
            WHERE attachments.article = articles.id AND text IS NOT NULL ORDER BY attachments.id)) AS attachment_text
        FROM articles""",
    """CREATE VIEW article_shown AS SELECT id, show_text(title) AS title, show_text(body_text) AS body_text,
        show_text(document_number) AS document_number, show_text(attachment_text) AS attachment_text
        FROM article_searched""",
    """CREATE VIRTUAL TABLE article_search USING fts5(title, body_text, document_number, attachment_text,
        content='article_shown', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
)
