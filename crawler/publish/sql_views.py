"""The SQL views that readers of the archive use: made for export, and for the pages of the published site.

In the live archive they are views, so that they are never stale; a snapshot replaces the ones that would be slow at a
million articles by tables of the same name (`crawler.publish.snapshot`).
"""

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

from crawler.document_fields import IN_HEAD
from crawler.publish.days import paper_day, published_day
from crawler.publish.relations.views import RELATION_EXPORTS, RELATION_PAGE_VIEWS, RELATION_VIEWS

EXPORT_VIEWS: Mapping[str, str] = MappingProxyType(
    {
        "notices": f"""
            SELECT a.id, a.site, s.name AS office, s.name_en AS office_en, s.country, s.province, s.province_code,
                   a.section, x.name AS section_name, a.url, a.language, a.title, a.lead, a.body_text,
                   a.published_at, a.published_at_utc, a.published_precision, a.published_raw,
                   a.sort_date, a.date_basis, a.updated_at, a.author, a.source, a.editor,
                   {", ".join(f"a.{name}" for name in IN_HEAD)},
                   a.views, a.views_observed_at, a.status, a.status_since, a.first_seen, a.last_seen, a.version,
                   c.fetched_at AS captured_at, c.sha256 AS capture_sha256, c.warc_file, c.warc_offset, c.warc_length,
                   a.flags, a.problems,
                   (SELECT group_concat(w.reason, '; ') FROM withheld AS w
                    WHERE w.article = a.id AND w.lifted_at IS NULL) AS withheld
            FROM articles AS a
            LEFT JOIN sites AS s ON s.id = a.site
            LEFT JOIN sections AS x ON x.site = a.site AND x.id = a.section
            LEFT JOIN captures AS c ON c.id = a.capture
        """,
        "view_history": """
            SELECT v.id, v.article, a.site, a.url, a.title, v.observed_at, v.views, v.raw, v.method,
                   v.growth, v.is_reset
            FROM view_series AS v JOIN articles AS a ON a.id = v.article
        """,
        "changes": """
            SELECT v.article, a.site, a.url, v.title, v.seen_at AS changed_at, 'edited' AS kind, v.number AS version,
                   v.changed_fields, v.change_summary
            FROM versions AS v JOIN articles AS a ON a.id = v.article WHERE v.number > 1
            UNION ALL
            SELECT h.article, a.site, a.url, a.title, h.since, h.status, NULL, NULL,
                   'between ' || h.seen_before || ' and ' || h.since
            FROM status_history AS h JOIN articles AS a ON a.id = h.article WHERE h.since > a.first_seen
        """,
        "attachments_text": """
            SELECT t.id, t.article, a.site, a.url AS article_url, a.title AS article_title, t.url, t.name, t.media_type,
                   t.bytes, t.sha256, t.text, t.text_method, t.status, t.first_seen, t.last_seen,
                   (SELECT group_concat(w.reason, '; ') FROM withheld AS w WHERE w.article = a.id
                    AND w.lifted_at IS NULL AND w.version IS NULL AND coalesce(w.attachment, t.id) = t.id) AS withheld
            FROM attachments AS t JOIN articles AS a ON a.id = t.article
        """,
        "versions_text": """
            SELECT v.id, v.article, a.site, a.url, v.number AS version, v.seen_at, v.changed_fields, v.change_summary,
                   v.title, v.lead, v.body_text, v.published_at, v.updated_at, v.author, v.source, v.document_number,
                   v.issuer, v.signer, v.issued_on, c.fetched_at AS captured_at, c.sha256 AS capture_sha256,
                   c.warc_file, c.warc_offset, c.warc_length,
                   (SELECT group_concat(w.reason, '; ') FROM withheld AS w WHERE w.article = a.id
                    AND w.lifted_at IS NULL AND coalesce(w.version, v.number) = v.number) AS withheld
            FROM versions AS v JOIN articles AS a ON a.id = v.article LEFT JOIN captures AS c ON c.id = v.capture
        """,
        **RELATION_EXPORTS,
    }
)
"""What analysts take away: a flat row per article, view observation, change, file, version and document named."""

PAGE_VIEWS: Mapping[str, str] = MappingProxyType(
    {
        "office_summary": """
            SELECT s.id AS site, count(a.id) AS articles, coalesce(sum(a.status = 'live'), 0) AS live,
                   coalesce(sum(a.status IN ('gone', 'soft_gone', 'delisted')), 0) AS vanished,
                   coalesce(sum(a.version > 1), 0) AS edited,
                   coalesce(sum(a.date_basis = 'first_seen'), 0) AS undated,
                   min(a.sort_date) FILTER (WHERE a.date_basis <> 'first_seen') AS oldest,
                   max(a.sort_date) FILTER (WHERE a.date_basis <> 'first_seen') AS newest,
                   max(a.last_seen) AS last_seen,
                   (SELECT max(r.finished_at) FROM runs AS r WHERE r.site = s.id AND r.state = 'ok') AS last_good_run,
                   (SELECT r.state FROM runs AS r WHERE r.site = s.id AND r.state != 'imported'
                       ORDER BY r.id DESC LIMIT 1) AS last_state
            FROM sites AS s LEFT JOIN articles AS a ON a.site = s.id GROUP BY s.id
        """,
        "office_months": """
            SELECT site, substr(sort_date, 1, 7) AS month, count(*) AS articles
            FROM articles WHERE sort_date IS NOT NULL AND date_basis <> 'first_seen' GROUP BY site, month
        """,
        "office_sections": """
            SELECT site, section, count(*) AS articles,
                   max(sort_date) FILTER (WHERE date_basis <> 'first_seen') AS newest
            FROM articles GROUP BY site, section
        """,
        "office_fields": """
            SELECT site, count(*) AS articles, round(100.0 * count(title) / count(*), 1) AS title,
                   round(100.0 * count(body_text) / count(*), 1) AS body_text,
                   round(100.0 * count(published_at) / count(*), 1) AS published_at,
                   round(100.0 * count(views) / count(*), 1) AS views,
                   round(100.0 * count(document_number) / count(*), 1) AS document_number,
                   round(100.0 * count(author) / count(*), 1) AS author,
                   round(100.0 * count(source) / count(*), 1) AS source
            FROM articles GROUP BY site
        """,
        "article_counts": """
            SELECT site, language, status, count(*) AS articles FROM articles GROUP BY site, language, status
        """,
        "article_facets": f"""
            SELECT a.id, a.site, s.province, a.section, a.sort_date, substr({published_day("a")}, 1, 4) AS year,
                   a.document_type AS type, a.issuer, a.signer, a.language, a.status,
                   EXISTS (SELECT 1 FROM attachments AS t WHERE t.article = a.id) AS attachment,
                   a.version > 1 AS changed, a.status IN ('gone', 'soft_gone', 'delisted') AS removed
            FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site
        """,
        "view_growth": """
            SELECT article, min(observed_at) AS first_observed, max(observed_at) AS last_observed,
                   min(views) AS lowest, max(views) AS highest,
                   sum(CASE WHEN is_reset = 1 THEN 0 ELSE coalesce(growth, 0) END) AS growth,
                   sum(coalesce(is_reset, 0)) AS resets, count(*) AS observations
            FROM view_series GROUP BY article HAVING count(*) > 1
        """,
        "document_keys": """
            SELECT document_key(document_number) AS key, id AS article
            FROM articles WHERE document_number IS NOT NULL
        """,
        "document_issuers": f"""
            SELECT issuer, count(*) AS articles, max({published_day()}) AS newest
            FROM articles WHERE issuer IS NOT NULL GROUP BY issuer
        """,
        "document_years": f"""
            SELECT substr({paper_day()}, 1, 4) AS year, count(*) AS articles
            FROM articles WHERE document_number IS NOT NULL AND {paper_day()} IS NOT NULL GROUP BY year
        """,
        **RELATION_PAGE_VIEWS,
    }
)
"""What the pages of the published site count; `document_key` is registered by whoever reads it."""

VIEWS: Mapping[str, str] = MappingProxyType({**EXPORT_VIEWS, **PAGE_VIEWS, **RELATION_VIEWS})


def ensure_views(connection: sqlite3.Connection) -> None:
    """Create the views that are missing or differ from today's definition; tables of a snapshot are left alone."""
    present = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view')").fetchall())
    for name, select in VIEWS.items():
        create = f"CREATE VIEW {name} AS {' '.join(select.split())}"
        old = present.get(name)
        if old == create or (old is not None and not old.startswith("CREATE VIEW")):
            continue
        if old is not None:
            connection.execute(f"DROP VIEW {name}")
        connection.execute(create)
