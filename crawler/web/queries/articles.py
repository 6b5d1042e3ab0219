"""What the pages ask of the published database: every SELECT of the site but the search's.

Each function takes Datasette's database and returns plain dictionaries, so that pages and templates know no SQL.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from crawler.publish.days import paper_day
from crawler.publish.periods import following

Row = dict[str, Any]

_CARD = """
    SELECT a.id, a.site, a.title, a.language, a.lead, a.sort_date, a.date_basis, a.published_at, a.document_number,
           a.status, a.status_since, a.version,
           (SELECT w.reason FROM withheld AS w WHERE w.article = a.id AND w.version IS NULL AND w.attachment IS NULL
            AND w.lifted_at IS NULL LIMIT 1) AS withheld,
           s.name AS office, s.name_en AS office_en, s.language AS office_language
    FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site
"""


async def rows(db: Any, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
    """Run a SELECT and return its rows as dictionaries."""
    result = await db.execute(sql, dict(parameters or {}))
    return [dict(row) for row in result.rows]


async def first(db: Any, sql: str, parameters: Mapping[str, Any] | None = None) -> Row | None:
    """Run a SELECT and return its first row, or None."""
    found = await rows(db, sql, parameters)
    return found[0] if found else None


async def archive_info(db: Any) -> dict[str, str]:
    """Return what the archive says of itself: ``kind``, ``created_at``, ``snapshot_at`` …"""
    return {row["key"]: row["value"] for row in await rows(db, "SELECT key, value FROM archive_info")}


async def offices(db: Any) -> list[Row]:
    """Return every office with its coverage and freshness."""
    return await rows(
        db,
        "SELECT s.id, s.name, s.name_en, s.kind, s.country, s.province, s.province_code, s.language, s.home, s.note, "
        "s.family, o.* "
        "FROM sites AS s JOIN office_summary AS o ON o.site = s.id ORDER BY s.country DESC, s.province, s.id",
    )


async def newest(db: Any, limit: int, site: str | None = None, *, dated: bool = False) -> list[Row]:
    """Return the articles with the latest dates, of one office or of all; with *dated* only those that have one."""
    conditions = [*(["a.site = :site"] if site else []), *(["a.date_basis <> 'first_seen'"] if dated else [])]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return await rows(
        db, f"{_CARD} {where} ORDER BY a.sort_date DESC, a.id DESC LIMIT :limit", {"limit": limit, "site": site}
    )


async def articles_by_year(db: Any) -> list[Row]:
    """Return how many articles each office dated in each year, the earliest year first."""
    return await rows(
        db,
        "SELECT site, substr(month, 1, 4) AS year, sum(articles) AS articles FROM office_months "
        "GROUP BY site, year ORDER BY year, site",
    )


async def undated(db: Any) -> int:
    """Return how many articles bear no date of their own, and are counted when they were first seen."""
    found = await first(db, "SELECT coalesce(sum(undated), 0) AS n FROM office_summary")
    return int(found["n"]) if found else 0


async def recently_changed(db: Any, limit: int, site: str | None = None) -> list[Row]:
    """Return the latest edits, newest first: one row per version after the first."""
    where = "AND a.site = :site" if site else ""
    return await rows(
        db,
        "SELECT v.article AS id, v.number, v.seen_at, v.changed_fields, v.changes, a.title, a.language, a.site, "
        "s.name AS office, s.name_en AS office_en, s.language AS office_language FROM versions AS v "
        "JOIN articles AS a ON a.id = v.article LEFT JOIN sites AS s ON s.id = a.site "
        f"WHERE v.number > 1 {where} ORDER BY v.seen_at DESC LIMIT :limit",
        {"limit": limit, "site": site},
    )


async def recently_vanished(db: Any, limit: int, site: str | None = None) -> list[Row]:
    """Return the articles that their offices took away last, newest first."""
    where = "AND a.site = :site" if site else ""
    return await rows(
        db,
        f"{_CARD} WHERE a.status IN ('gone', 'soft_gone', 'delisted') {where} "
        "ORDER BY a.status_since DESC LIMIT :limit",
        {"limit": limit, "site": site},
    )


async def article(db: Any, identifier: int) -> Row | None:
    """Return an article with its office, section and the capture that it was read from."""
    return await first(
        db,
        "SELECT a.*, s.name AS office, s.name_en AS office_en, s.language AS office_language, s.province, "
        "s.timezone, x.name AS section_name, c.fetched_at AS captured_at, c.sha256 AS capture_sha256, c.warc_file, "
        "c.warc_offset, c.warc_length, c.bytes AS capture_bytes, c.status AS capture_status, "
        "c.content_type AS capture_type "
        "FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site "
        "LEFT JOIN sections AS x ON x.site = a.site AND x.id = a.section "
        "LEFT JOIN captures AS c ON c.id = a.capture WHERE a.id = :id",
        {"id": identifier},
    )


async def merged_into(db: Any, identifier: int) -> int | None:
    """Return the id that an article has now that was known by another one, before it was found to be the same."""
    found = await first(db, "SELECT article FROM merged_articles WHERE id = :id", {"id": identifier})
    return int(found["article"]) if found else None


async def former_version(db: Any, identifier: int, number: int) -> str | None:
    """Return the moment of the capture that a version showed which has no longer that number, or no number at all."""
    found = await first(
        db,
        "SELECT c.fetched_at FROM former_versions AS f JOIN captures AS c ON c.id = f.capture "
        "WHERE f.article = :id AND f.number = :number ORDER BY f.until DESC LIMIT 1",
        {"id": identifier, "number": number},
    )
    return str(found["fetched_at"]) if found else None


async def version_at(db: Any, identifier: int, moment: str) -> int | None:
    """Return the number of the version that the article's capture at that moment shows; None where there is none."""
    found = await first(
        db,
        "SELECT v.number FROM captures AS c JOIN versions AS v ON v.article = c.article "
        "WHERE c.article = :id AND c.fetched_at = :moment AND c.kind != 'counter' "
        "ORDER BY v.capture = c.id DESC, c.kind, c.id, v.seen_at <= c.fetched_at DESC, "
        "CASE WHEN v.seen_at <= c.fetched_at THEN -v.number ELSE v.number END LIMIT 1",
        {"id": identifier, "moment": moment},
    )
    return int(found["number"]) if found else None


async def withheld(db: Any, identifier: int) -> list[Row]:
    """Return what is withheld of an article, and why, the oldest first."""
    return await rows(
        db,
        "SELECT w.version, w.attachment, w.field, w.reason, w.withheld_at FROM withheld AS w "
        "LEFT JOIN merged_articles AS m ON m.id = w.article "
        "WHERE w.lifted_at IS NULL AND coalesce(m.article, w.article) = :id ORDER BY w.id",
        {"id": identifier},
    )


async def versions(db: Any, identifier: int) -> list[Row]:
    """Return an article's versions without their texts, newest first."""
    return await rows(
        db,
        "SELECT v.number, v.seen_at, v.changed_fields, v.changes, v.title, c.sha256, c.warc_file, c.warc_offset, "
        "c.fetched_at AS captured_at, c.url AS captured_url "
        "FROM versions AS v LEFT JOIN captures AS c ON c.id = v.capture WHERE v.article = :id ORDER BY v.number DESC",
        {"id": identifier},
    )


async def version(db: Any, identifier: int, number: int) -> Row | None:
    """Return one version with everything it holds, and the capture it was read from."""
    return await first(
        db,
        "SELECT v.*, c.fetched_at AS captured_at, c.sha256 AS capture_sha256, c.warc_file, c.warc_offset, "
        "c.url AS captured_url "
        "FROM versions AS v LEFT JOIN captures AS c ON c.id = v.capture "
        "WHERE v.article = :id AND v.number = :number",
        {"id": identifier, "number": number},
    )


async def view_counts(db: Any, identifier: int) -> list[Row]:
    """Return an article's view counts in the order in which they were seen, and where the counter began anew."""
    return await rows(
        db,
        "SELECT observed_at, views, raw, method, is_reset FROM view_series WHERE article = :id "
        "ORDER BY observed_at, id",
        {"id": identifier},
    )


async def attachments(db: Any, identifier: int) -> list[Row]:
    """Return an article's files, with the size of the text read from each."""
    return await rows(
        db,
        "SELECT id, url, name, media_type, bytes, sha256, capture, status, note, document_number, "
        "length(text) AS text_length, substr(text, 1, 4000) AS text_start "
        "FROM attachments WHERE article = :id ORDER BY id",
        {"id": identifier},
    )


async def statuses(db: Any, identifier: int) -> list[Row]:
    """Return the states an article has been in, oldest first."""
    return await rows(
        db,
        "SELECT status, since, until, seen_before FROM status_history WHERE article = :id ORDER BY since, id",
        {"id": identifier},
    )


async def aliases(db: Any, identifier: int) -> list[str]:
    """Return the other addresses under which the article was met."""
    found = await rows(
        db,
        "SELECT u.url FROM article_urls AS u JOIN articles AS a ON a.id = u.article "
        "WHERE u.article = :id AND u.url <> a.url ORDER BY u.url",
        {"id": identifier},
    )
    return [row["url"] for row in found]


async def same_text(db: Any, identifier: int) -> list[Row]:
    """Return the articles that carry the same text elsewhere; none where the archive does not group them yet."""
    if "same_text" not in await db.table_names():
        return []
    return await rows(
        db,
        f"{_CARD} WHERE a.id <> :id AND a.id IN (SELECT t.article FROM same_text AS t WHERE t.group_id = "
        "(SELECT group_id FROM same_text WHERE article = :id)) ORDER BY a.sort_date LIMIT 20",
        {"id": identifier},
    )


async def office_names(db: Any) -> dict[str, str]:
    """Return each office's name by its id."""
    return {row["id"]: row["name"] for row in await rows(db, "SELECT id, name FROM sites")}


async def office(db: Any, site: str) -> Row | None:
    """Return one office with its coverage and freshness."""
    return await first(
        db,
        "SELECT s.*, o.* FROM sites AS s JOIN office_summary AS o ON o.site = s.id WHERE s.id = :site",
        {"site": site},
    )


async def office_sections(db: Any, site: str) -> list[Row]:
    """Return the office's sections with how many articles each holds."""
    return await rows(
        db,
        "SELECT x.id, x.name, x.url, coalesce(n.articles, 0) AS articles, n.newest FROM sections AS x "
        "LEFT JOIN office_sections AS n ON n.site = x.site AND n.section = x.id WHERE x.site = :site ORDER BY x.rowid",
        {"site": site},
    )


async def office_months(db: Any, site: str) -> list[Row]:
    """Return how many articles the office dated in each month, oldest first."""
    return await rows(db, "SELECT month, articles FROM office_months WHERE site = :site ORDER BY month", {"site": site})


async def office_days(db: Any, site: str, since: str) -> list[Row]:
    """Return, per day, how often the office was asked and how often it answered."""
    return await rows(
        db,
        "SELECT day, attempts, successes FROM coverage WHERE site = :site AND day >= :since ORDER BY day",
        {"site": site, "since": since},
    )


async def office_runs(db: Any, site: str, limit: int) -> list[Row]:
    """Return the latest crawls of the office."""
    return await rows(
        db,
        "SELECT started_at, finished_at, state, requests, listed, new, changed, unchanged, gone, failed, problems, "
        "note FROM runs WHERE site = :site AND state != 'imported' ORDER BY id DESC LIMIT :limit",
        {"site": site, "limit": limit},
    )


async def articles_by_document(db: Any, key: str) -> list[Row]:
    """Return the articles whose document number has that key."""
    return await rows(
        db,
        f"{_CARD} WHERE a.id IN (SELECT article FROM document_keys WHERE key = :key) "
        "ORDER BY a.sort_date DESC LIMIT 50",
        {"key": key},
    )


async def document_issuers(db: Any, limit: int) -> list[Row]:
    """Return the issuers of official papers, the busiest first."""
    return await rows(
        db,
        "SELECT issuer, articles, newest FROM document_issuers ORDER BY articles DESC LIMIT :limit",
        {"limit": limit},
    )


async def document_years(db: Any) -> list[Row]:
    """Return the years of official papers, newest first."""
    return await rows(
        db, "SELECT year, articles FROM document_years WHERE year IS NOT NULL ORDER BY year DESC LIMIT 60"
    )


async def documents(
    db: Any, *, issuer: str | None, year: str | None, key: str | None, limit: int, offset: int
) -> list[Row]:
    """Return official papers, newest first, filtered by issuer, year (four digits) and a piece of the number's key."""
    where = ["document_number IS NOT NULL"]
    if issuer:
        where.append("issuer = :issuer")
    if year:
        where.append(f"{paper_day()} >= :year AND {paper_day()} < :next_year")
    if key is not None:
        where.append("+id IN (SELECT article FROM document_keys WHERE :key <> '' AND instr(key, :key) > 0)")
    # the page is found in an index that holds all of these; only then are its articles read
    page = (
        f"SELECT id FROM articles WHERE {' AND '.join(where)} "
        f"ORDER BY {paper_day()} DESC, id DESC LIMIT :limit OFFSET :offset"
    )
    return await rows(
        db,
        "SELECT a.id, a.site, a.title, a.language, a.document_number, a.document_type, a.issuer, a.signer, "
        f"{paper_day('a')} AS day, s.name AS office, s.name_en AS office_en, s.language AS office_language "
        f"FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site WHERE a.id IN ({page}) "
        f"ORDER BY {paper_day('a')} DESC, a.id DESC",
        {
            "issuer": issuer,
            "year": year,
            "next_year": str(int(year) + 1) if year else None,
            "key": key,
            "limit": limit,
            "offset": offset,
        },
    )


async def table_counts(db: Any, names: list[str]) -> dict[str, int]:
    """Return how many rows each of these tables has, as far as they exist."""
    present = set(await db.table_names())
    counts = {}
    for name in names:
        if name in present:
            found = await first(db, f'SELECT count(*) AS n FROM "{name}"')
            counts[name] = int(found["n"]) if found else 0
    return counts


_ENTRY = """
    SELECT a.id, a.site, a.url, a.title, a.first_seen, substr(coalesce(a.lead, a.body_text), 1, 400) AS opening,
           s.name AS office
    FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site
"""


async def latest_met(db: Any, site: str, limit: int) -> list[Row]:
    """Return the office's articles that the archive met last, newest first."""
    return await rows(
        db,
        f"{_ENTRY} WHERE a.site = :site ORDER BY a.first_seen DESC, a.id DESC LIMIT :limit",
        {"site": site, "limit": limit},
    )


async def by_ids(db: Any, identifiers: list[int]) -> list[Row]:
    """Return these articles, in the order given."""
    listed = ",".join(str(int(identifier)) for identifier in identifiers)
    found = {row["id"]: row for row in await rows(db, f"{_ENTRY} WHERE a.id IN ({listed})")}
    return [found[identifier] for identifier in identifiers if identifier in found]


async def changes(db: Any, limit: int) -> list[Row]:
    """Return the latest edits and changes of state, newest first."""
    return await rows(
        db,
        "SELECT c.*, v.changes, s.name AS office FROM changes AS c LEFT JOIN sites AS s ON s.id = c.site "
        "LEFT JOIN versions AS v ON v.article = c.article AND v.number = c.version "
        "ORDER BY c.changed_at DESC LIMIT :limit",
        {"limit": limit},
    )


async def changes_of(db: Any, articles: Sequence[int], limit: int) -> list[Row]:
    """Return the latest edits and changes of state of these articles, newest first."""
    return await rows(
        db,
        "SELECT c.*, v.changes, s.name AS office FROM changes AS c LEFT JOIN sites AS s ON s.id = c.site "
        "LEFT JOIN versions AS v ON v.article = c.article AND v.number = c.version "
        "WHERE c.article IN (SELECT value FROM json_each(:articles)) ORDER BY c.changed_at DESC LIMIT :limit",
        {"articles": json.dumps(list(articles)), "limit": limit},
    )


async def browse_changes(
    db: Any, *, office: str, kind: str, edit: str, size: str, since: str, until: str, limit: int, offset: int
) -> list[Row]:
    """Return edits and changes of state, newest first, under any of the filters; an empty one filters nothing.

    *edit* is ``announced`` where the page's own date of updating moved with the edit, else ``silent``.  *size* is
    ``large`` from three changed sentences on.
    """
    conditions = {
        "c.site = :office": office,
        "c.kind = :kind": kind,
        "c.changed_at >= :since": since,
        "c.changed_at < :end": until,
        "c.kind = 'edited' AND v.updated_at IS NOT p.updated_at AND v.updated_at IS NOT NULL": edit == "announced",
        "c.kind = 'edited' AND (v.updated_at IS p.updated_at OR v.updated_at IS NULL)": edit == "silent",
        f"c.kind = 'edited' AND {_CHANGED_SENTENCES} >= {_LARGE}": size == "large",
        f"c.kind = 'edited' AND {_CHANGED_SENTENCES} < {_LARGE}": size == "small",
    }
    where = " AND ".join(f"({condition})" for condition, value in conditions.items() if value) or "1"
    return await rows(
        db,
        "SELECT c.article, c.site, c.url, c.title, c.changed_at, c.kind, c.version, c.changed_fields, v.changes, "
        "v.updated_at, v.updated_at IS NOT NULL AND v.updated_at IS NOT p.updated_at AS is_announced, a.language, "
        "s.name AS office, s.name_en AS office_en, s.language AS office_language FROM changes AS c "
        "JOIN articles AS a ON a.id = c.article LEFT JOIN sites AS s ON s.id = c.site "
        "LEFT JOIN versions AS v ON v.article = c.article AND v.number = c.version "
        "LEFT JOIN versions AS p ON p.article = c.article AND p.number = c.version - 1 "
        f"WHERE {where} ORDER BY c.changed_at DESC LIMIT :limit OFFSET :offset",
        {
            "office": office,
            "kind": kind,
            "since": since,
            "end": following(until) if until else "",
            "limit": limit,
            "offset": offset,
        },
    )


_LARGE = 3
_CHANGED_SENTENCES = (
    "(SELECT count(*) FROM json_each(coalesce(v.changes, '[]')) WHERE json_extract(value, '$.kind') LIKE 'paragraph%')"
)


async def office_states(db: Any, trend: int) -> list[Row]:
    """Return each office with its last finished run, its last good one, what its operator was told, and a trend.

    The trend, ``new_articles``, lists the new articles of at most that many runs, oldest first.
    """
    states = await rows(
        db,
        "SELECT s.id, s.name, s.name_en, s.language, coalesce(r.state, 'never') AS state, r.note, "
        "r.started_at, r.finished_at, r.listed, r.new, r.changed, r.gone, r.failed, o.last_good_run, o.newest, "
        "o.articles, o.vanished, a.state AS told_state, a.told_at FROM sites AS s "
        "JOIN office_summary AS o ON o.site = s.id LEFT JOIN alerts AS a ON a.site = s.id "
        "LEFT JOIN runs AS r ON r.id = "
        "(SELECT max(id) FROM runs WHERE site = s.id AND finished_at IS NOT NULL AND state != 'imported') "
        "ORDER BY s.country DESC, s.id",
    )
    for state in states:
        runs = await rows(
            db,
            "SELECT new FROM runs WHERE site = :site AND finished_at IS NOT NULL AND state != 'imported' "
            "ORDER BY id DESC LIMIT :trend",
            {"site": state["id"], "trend": trend},
        )
        state["new_articles"] = [run["new"] for run in reversed(runs)]
    return states
