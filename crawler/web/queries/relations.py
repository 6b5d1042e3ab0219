"""What the pages ask about relations between papers; see `crawler.web.queries` for the rest."""

from typing import Any

from crawler.publish.days import paper_day, published_day
from crawler.web.queries.articles import Row, rows

TYPES = (
    "replaces", "repeals", "amends", "based_on", "guides", "forwards", "replies_to", "attached_to", "cites",
)  # fmt: skip
"""In the order in which a reader wants to know them."""
_SHOWN = 200

_NAMED = """
    SELECT r.id, r.type, r.number, r.number_key, r.named_title, r.day, r.clause, r.issuer, r.sentence, r.rule,
           r.confidence, r.target, t.title AS target_title, t.language AS target_language
    FROM relations AS r LEFT JOIN articles AS t ON t.id = r.target
"""
_NAMING = """
    SELECT r.id, r.type, r.clause, r.sentence, r.day, r.article, r.number, r.issuer AS named_issuer,
           a.title, a.language, a.document_number, r.said_on, a.first_seen, a.site, s.name AS office,
           s.name_en AS office_en, s.language AS office_language, coalesce(p.state = 'draft', 0) AS is_draft,
           substr(r.sentence, 1, 300) AS opening
    FROM relations AS r JOIN articles AS a ON a.id = r.article LEFT JOIN sites AS s ON s.id = a.site
    LEFT JOIN paper_status AS p ON p.article = r.article
"""


def _by_type(found: list[Row]) -> list[tuple[str, list[Row]]]:
    groups = [(name, [row for row in found if row["type"] == name]) for name in TYPES]
    return [(name, group) for name, group in groups if group]


async def named_by(db: Any, article: int) -> list[tuple[str, list[Row]]]:
    """Return the documents that an article names, by relation."""
    found = await rows(db, f"{_NAMED} WHERE r.article = :id ORDER BY r.id LIMIT {_SHOWN}", {"id": article})
    return _by_type(found)


async def naming(db: Any, article: int) -> list[tuple[str, list[Row]]]:
    """Return the papers that name an article, by relation, the newest first."""
    found = await rows(
        db, f"{_NAMING} WHERE r.target = :id ORDER BY r.said_on DESC, r.id DESC LIMIT {_SHOWN}", {"id": article}
    )
    return _by_type(found)


async def status_of(db: Any, article: int) -> Row | None:
    """Return what a paper says of its own force."""
    found = await rows(db, "SELECT * FROM paper_status WHERE article = :id", {"id": article})
    return found[0] if found else None


async def said_of(db: Any, article: int) -> list[Row]:
    """Return what other papers, drafts left out, say of an article's force, the newest first."""
    return await rows(
        db,
        "SELECT f.type, f.by_article, f.clause, f.said_on, a.title, a.document_number, a.language "
        "FROM said_of_papers AS f JOIN articles AS a ON a.id = f.by_article "
        "WHERE f.article = :id AND NOT f.is_draft ORDER BY f.said_on DESC LIMIT 20",
        {"id": article},
    )


async def number_mentions(db: Any, key: str, limit: int, offset: int) -> list[Row]:
    """Return the papers that name a number, held or not, the newest first."""
    return await rows(
        db,
        f"{_NAMING} WHERE r.number_key = :key ORDER BY r.said_on DESC, r.id DESC LIMIT :limit OFFSET :offset",
        {"key": key, "limit": limit, "offset": offset},
    )


async def number_counts(db: Any, key: str) -> dict[str, int]:
    """Return how many relations of each type name a number."""
    found = await rows(
        db, "SELECT type, count(*) AS papers FROM relations WHERE number_key = :key GROUP BY type", {"key": key}
    )
    return {row["type"]: row["papers"] for row in sorted(found, key=lambda row: TYPES.index(row["type"]))}


async def number_facts(db: Any, key: str) -> Row | None:
    """Return how papers write a number and what they call it, or None where none names it."""
    found = await rows(
        db, "SELECT number, named_title, day, issuer FROM cited_papers WHERE number_key = :key", {"key": key}
    )
    return found[0] if found else None


async def number_holders(db: Any, key: str) -> list[Row]:
    """Return the articles that bear a number, the oldest first."""
    return await rows(
        db,
        f"SELECT a.id, a.title, a.language, a.issuer, a.document_number, {paper_day('a')} AS day, "
        "s.name AS office FROM document_keys AS k JOIN articles AS a ON a.id = k.article "
        "LEFT JOIN sites AS s ON s.id = a.site WHERE k.key = :key ORDER BY day IS NULL, day, a.id LIMIT 20",
        {"key": key},
    )


async def numbers_named(db: Any, *, only_wanted: bool, limit: int, offset: int) -> list[Row]:
    """Return the numbers that papers name, those that most name first."""
    return await rows(
        db,
        "SELECT number_key, number, named_title, papers, offices, first_named, last_named, joined, held_as "
        f"FROM cited_papers {'WHERE joined = 0' if only_wanted else ''} "
        "ORDER BY papers DESC, last_named DESC LIMIT :limit OFFSET :offset",
        {"limit": limit, "offset": offset},
    )


async def of_type(db: Any, kind: str, site: str | None, *, limit: int, offset: int) -> list[Row]:
    """Return the relations of one type, of one office where it is given, the newest first."""
    return await rows(
        db,
        "SELECT r.article, r.number, r.number_key, r.named_title, r.clause, r.said_on, r.target, a.title, a.language, "
        "a.document_number, a.site, s.name AS office, s.name_en AS office_en, s.language AS office_language, "
        "t.title AS target_title, t.language AS target_language, coalesce(p.state = 'draft', 0) AS is_draft "
        "FROM relations AS r JOIN articles AS a ON a.id = r.article LEFT JOIN sites AS s ON s.id = a.site "
        "LEFT JOIN articles AS t ON t.id = r.target LEFT JOIN paper_status AS p ON p.article = r.article "
        "WHERE r.type = :kind AND (:site IS NULL OR r.site = :site) "
        "ORDER BY r.said_on DESC, r.id DESC LIMIT :limit OFFSET :offset",
        {"kind": kind, "site": site, "limit": limit, "offset": offset},
    )


async def counts(db: Any) -> dict[str, int]:
    """Return how many relations there are of each type."""
    return {row["type"]: row["relations"] for row in await rows(db, "SELECT type, relations FROM relation_counts")}


async def text_groups(db: Any, *, limit: int, offset: int) -> list[Row]:
    """Return the texts that several offices published, the latest spread first."""
    return await rows(
        db,
        "SELECT g.group_id, g.copies, g.offices, g.first_day, g.last_day, a.title, a.language, a.site, "
        "s.name AS office, s.name_en AS office_en, s.language AS office_language "
        "FROM text_groups AS g JOIN articles AS a ON a.id = g.group_id LEFT JOIN sites AS s ON s.id = a.site "
        "WHERE g.offices > 1 ORDER BY g.last_day DESC, g.group_id DESC LIMIT :limit OFFSET :offset",
        {"limit": limit, "offset": offset},
    )


async def copies(db: Any, group: int) -> list[Row]:
    """Return the articles that carry one text, in order of time."""
    return await rows(
        db,
        f"SELECT a.id, a.title, a.language, a.body_text, a.url, a.document_number, {published_day('a')} AS day, "
        "a.site, s.name AS office, s.name_en AS office_en, s.language AS office_language, s.province, "
        "s.kind AS office_kind "
        "FROM same_text AS g JOIN articles AS a ON a.id = g.article LEFT JOIN sites AS s ON s.id = a.site "
        "WHERE g.group_id = :group ORDER BY day IS NULL, day, a.id LIMIT 200",
        {"group": group},
    )


async def group_of(db: Any, article: int) -> int | None:
    """Return the group of the same text that an article belongs to, or None."""
    found = await rows(db, "SELECT group_id FROM same_text WHERE article = :id", {"id": article})
    return int(found[0]["group_id"]) if found else None
