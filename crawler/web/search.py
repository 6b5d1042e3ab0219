"""Searching: what a reader typed becomes a full-text query; ranked hits come back with highlighted excerpts."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Literal

from datasette.database import QueryInterrupted

from crawler.normalise.text.search_key import match_query
from crawler.web.queries import Row, first, rows
from crawler.web.text import MARK_END, MARK_START

PAGE_SIZE = 20
MAX_QUERY = 300
"""Characters of a query that are read; nobody types more, and a pasted book must not cost anything."""
MAX_TERMS = 20
COUNTED = 10_000
"""Hits are counted up to here; beyond, the page says "more than"."""
MANY = 100_000
"""Articles that the filters leave; of so many no set is made, but each hit is looked up among them."""
RANKED = 20_000
"""Of a very common word only this many of the newest hits are ranked by relevance."""
TRIED = 4_000
"""Articles, the first by date, among which a very common word is looked for before it is among all."""

_TERM = re.compile(
    r"""(?P<not>(?<!\S)-)?(?P<title>(?:title|tiêu\ đề|tieu\ de|标题|標題)\s*[:：]\s*)?
        (?P<text>["“”][^"“”]*(?:["“”]|$)|[^\s"“”]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_EMPTY = '""'
Sort = Literal["relevance", "newest", "oldest"]

_FROM = "FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site"
_INDEX = "FROM article_search AS f"


@dataclass(frozen=True, kw_only=True)
class Search:
    """A reader's question: the words typed and the filters chosen."""

    text: str = ""
    site: str = ""
    province: str = ""
    language: str = ""
    section: str = ""
    year: str = ""
    status: str = ""
    attachment: bool = False
    exact: bool = False
    sort: Sort = "relevance"
    page: int = 1

    @property
    def filtered(self) -> bool:
        """Tell whether anything but words narrows the search."""
        chosen = (self.site, self.province, self.language, self.section, self.year, self.status)
        return any(chosen) or self.attachment


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found."""

    hits: list[Row] = field(default_factory=list)
    total: int = 0
    capped: bool = False
    """There are more than `total`."""
    more: bool = False
    """Another page follows."""
    interrupted: bool = False
    """The time limit ended the search."""


def full_text_query(text: str) -> str:
    """Return the FTS5 expression for words and "phrases", ``-without`` and ``title:``, as a reader types them.

    All other punctuation is plain text.  Returns ``""`` where nothing searchable is left, or only exclusions.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for match in list(_TERM.finditer(text[:MAX_QUERY]))[:MAX_TERMS]:
        # the pieces are made by `match_query`: quoted strings, which no character of the input can leave
        piece = match_query('"' + match["text"].strip('"“”') + '"' if match["text"][0] in '"“”' else match["text"])
        if piece == _EMPTY:
            continue
        if match["title"]:
            piece = f"{{title}} : ({piece})"
        (unwanted if match["not"] else wanted).append(f"({piece})")
    if not wanted:
        return _EMPTY
    expression = " AND ".join(wanted)
    return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression


def exact_terms(text: str) -> list[str]:
    """Return the words and phrases to be found letter by letter, accents and all; exclusions are left to the index."""
    return [
        exact_key(match["text"].strip('"“”'))
        for match in _TERM.finditer(text[:MAX_QUERY])
        if not match["not"] and match_query(match["text"]) != _EMPTY
    ]


def exact_key(text: str) -> str:
    """Return text for comparing with its accents: composed, lower case, white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def contains_exactly(text: str | None, needles: str) -> bool:
    """Tell whether every one of the newline-separated needles stands in the text; an SQL function."""
    key = exact_key(text or "")
    return all(needle in key for needle in needles.split("\n"))


def _filters(search: Search) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on an article and its office that need no text."""
    clauses: list[str] = []
    parameters: dict[str, Any] = {}
    for column, value in (
        ("a.site", search.site),
        ("s.province", search.province),
        ("a.language", search.language),
        ("a.section", search.section),
        ("a.status", search.status),
    ):
        if value:
            name = column[2:]
            clauses.append(f"{column} = :{name}")
            parameters[name] = value
    if search.year:
        clauses.append("a.sort_date >= :year AND a.sort_date < :next_year")
        parameters |= {"year": search.year, "next_year": str(int(search.year) + 1)}
    if search.attachment:
        clauses.append("EXISTS (SELECT 1 FROM attachments AS t WHERE t.article = a.id)")
    return clauses, parameters


def _conditions(search: Search, expression: str) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on hits of the index that the words make."""
    conditions, parameters = ["article_search MATCH :query"], {"query": expression}
    if search.exact and exact_terms(search.text):
        conditions.append(
            "(SELECT contains_exactly(e.title || char(10) || coalesce(e.body_text, '') || char(10) || "
            "coalesce(e.document_number, ''), :needles) FROM articles AS e WHERE e.id = f.rowid)"
        )
        parameters["needles"] = "\n".join(exact_terms(search.text))
    return conditions, parameters


def _among(clauses: list[str], left: int) -> list[str]:
    """Return the conditions on hits of the index that the filters make; `left` is how many articles these leave."""
    if not clauses:
        return []
    chosen = f"{_FROM} WHERE {' AND '.join(clauses)}"
    if left >= MANY:
        return [f"EXISTS (SELECT 1 {chosen} AND a.id = f.rowid)"]
    # hits and filters meet as sets of ids: the plus keeps SQLite from asking the index anew for every id
    ends = [f"f.rowid {sign} (SELECT {end}(a.id) {chosen})" for sign, end in ((">=", "min"), ("<=", "max"))]
    return [*ends, f"+f.rowid IN (SELECT a.id {chosen})"]


async def find(db: Any, search: Search) -> Found:
    """Return one page of hits, best or newest first.

    A search that runs into the time limit returns what is known: nothing, marked as interrupted.
    """
    expression = full_text_query(search.text)
    if search.text.strip() and expression == _EMPTY:
        return Found()
    if not search.text.strip() and not search.filtered:
        return Found()
    try:
        return await _find(db, search, expression)
    except QueryInterrupted:
        return Found(interrupted=True)


async def _find(db: Any, search: Search, expression: str) -> Found:
    filters, parameters = _filters(search)
    if expression == _EMPTY:
        source = f"{_FROM} WHERE {' AND '.join(filters)}"
        total = await _count(db, source, parameters, COUNTED + 1)
        sql = f"SELECT a.id {source} {_by_date(search)}"
    else:
        left = await _count(db, f"{_FROM} WHERE {' AND '.join(filters)}", parameters, MANY) if filters else 0
        conditions, more_parameters = _conditions(search, expression)
        parameters |= more_parameters
        source = f"{_INDEX} WHERE {' AND '.join([*conditions, *_among(filters, left)])}"
        total = await _count(db, source, parameters, COUNTED + 1)
        sql = _ranked(source, total) if search.sort == "relevance" else _dated(search, conditions, filters)
    parameters |= {"limit": PAGE_SIZE + 1, "offset": (search.page - 1) * PAGE_SIZE}
    identifiers: list[int] = []
    if expression != _EMPTY and search.sort != "relevance" and total > COUNTED:
        identifiers = await _ids(db, _first_by_date(search, conditions, filters), parameters)
    if len(identifiers) <= PAGE_SIZE:
        identifiers = await _ids(db, sql, parameters)
    hits = await _cards(db, identifiers[:PAGE_SIZE], expression)
    more = len(identifiers) > PAGE_SIZE
    return Found(hits=hits, total=min(total, COUNTED), capped=total > COUNTED, more=more)


async def _ids(db: Any, sql: str, parameters: dict[str, Any]) -> list[int]:
    return [row["id"] for row in await rows(db, f"{sql} LIMIT :limit OFFSET :offset", parameters)]


async def _count(db: Any, source: str, parameters: dict[str, Any], most: int) -> int:
    """Count rows, `most` of them at most."""
    found = await first(db, f"SELECT count(*) AS n FROM (SELECT 1 {source} LIMIT {most})", parameters)
    return int(found["n"]) if found else 0


def _by_date(search: Search) -> str:
    return "ORDER BY a.sort_date ASC, a.id" if search.sort == "oldest" else "ORDER BY a.sort_date DESC, a.id DESC"


def _dated(search: Search, conditions: list[str], filters: list[str]) -> str:
    hits = f"a.id IN (SELECT f.rowid {_INDEX} WHERE {' AND '.join(conditions)})"
    return f"SELECT a.id {_FROM} WHERE {' AND '.join([*filters, hits])} {_by_date(search)}"


def _first_by_date(search: Search, conditions: list[str], filters: list[str]) -> str:
    """Return the hits among the first articles by date: of a word that is everywhere these are more than a page."""
    where = f"WHERE {' AND '.join(filters)}" if filters else ""
    tried = f"WITH tried AS MATERIALIZED (SELECT a.id, a.sort_date {_FROM} {where} {_by_date(search)} LIMIT {TRIED})"
    ends = "f.rowid >= (SELECT min(id) FROM tried) AND f.rowid <= (SELECT max(id) FROM tried)"
    hits = f"SELECT f.rowid {_INDEX} WHERE {' AND '.join(conditions)} AND {ends} AND +f.rowid IN (SELECT id FROM tried)"
    return f"{tried} SELECT a.id FROM tried AS a WHERE a.id IN ({hits}) {_by_date(search)}"


def _ranked(source: str, total: int) -> str:
    newest = ""
    if total > COUNTED:
        # ranking reads every hit; of a word that is everywhere the newest are ranked, which is also what is looked for
        newest = f"AND f.rowid > (SELECT max(id) - {RANKED} FROM articles)"
    return f"SELECT f.rowid AS id {source} {newest} ORDER BY bm25(article_search, 8.0, 1.0, 12.0, 0.5), f.rowid DESC"


async def _cards(db: Any, identifiers: list[int], expression: str) -> list[Row]:
    if not identifiers:
        return []
    listed = ",".join(str(int(identifier)) for identifier in identifiers)
    cards = await rows(
        db,
        "SELECT a.id, a.site, a.section, a.title, a.language, a.sort_date, a.date_basis, a.document_number, a.status, "
        "a.version, substr(coalesce(a.lead, a.body_text), 1, 240) AS opening, s.name AS office, "
        "s.name_en AS office_en, s.language AS office_language, "
        f"(SELECT count(*) FROM attachments AS t WHERE t.article = a.id) AS files {_FROM} WHERE a.id IN ({listed})",
    )
    marked = await _excerpts(db, listed, expression)
    by_id = {card["id"]: {**card, **marked.get(card["id"], {})} for card in cards}
    return [by_id[identifier] for identifier in identifiers if identifier in by_id]


async def _excerpts(db: Any, listed: str, expression: str) -> dict[int, Row]:
    if expression == _EMPTY:
        return {}
    found = await rows(
        db,
        "SELECT rowid AS id, highlight(article_search, 0, :start, :end) AS marked_title, "
        "snippet(article_search, 1, :start, :end, '…', 48) AS marked_body, "
        "snippet(article_search, 3, :start, :end, '…', 32) AS marked_attachment "
        f"FROM article_search WHERE article_search MATCH :query AND rowid IN ({listed})",
        {"query": expression, "start": MARK_START, "end": MARK_END},
    )
    return {row["id"]: row for row in found}
