"""Sitemaps for search engines: an index, the site's own pages, and articles in files of bounded size."""

from typing import Any
from xml.sax.saxutils import escape

from datasette import Response

from crawler.web.pages.common import absolute_address, database, not_found, settings_of
from crawler.web.paths import article_path, office_path
from crawler.web.queries import articles as queries

PER_FILE = 10_000
"""Articles in one file, by their numbers; the protocol allows 50,000 addresses."""
_OWN_PAGES = ("/", "/about", "/api", "/archive", "/changes", "/documents", "/papers", "/releases", "/status", "/texts")
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_CONTENT_TYPE = "application/xml; charset=utf-8"
Entry = tuple[str, str | None]
"""Address and day of the last change."""


async def index(datasette: Any, request: Any) -> Any:
    """Answer ``/sitemap.xml``."""
    if not settings_of(datasette).indexed:
        return await not_found(datasette, request)
    newest = await queries.first(database(datasette), "SELECT max(id) AS id FROM articles")
    files = (int(newest["id"] or 0) if newest else 0) // PER_FILE + 1
    paths = ["/sitemap-pages.xml", *(f"/sitemap-{number}.xml" for number in range(files))]
    listed = "".join(f"<sitemap><loc>{escape(absolute_address(datasette, request, p))}</loc></sitemap>" for p in paths)
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_NAMESPACE}>{listed}</sitemapindex>\n',
        content_type=_CONTENT_TYPE,
    )


async def pages(datasette: Any, request: Any) -> Any:
    """Answer ``/sitemap-pages.xml``: the pages that are not articles."""
    if not settings_of(datasette).indexed:
        return await not_found(datasette, request)
    offices = await queries.offices(database(datasette))
    entries: list[Entry] = [(path, None) for path in _OWN_PAGES]
    entries += [(office_path(office["id"]), (office["last_seen"] or "")[:10] or None) for office in offices]
    return _answer(datasette, request, entries)


async def articles(datasette: Any, request: Any) -> Any:
    """Answer ``/sitemap-N.xml``: the articles with numbers from N × 10,000 on."""
    first = int(request.url_vars["number"]) * PER_FILE
    if not settings_of(datasette).indexed or first >= 2**63:
        return await not_found(datasette, request)
    found = await queries.rows(
        database(datasette),
        "SELECT id, coalesce(changed_at, first_seen) AS changed FROM articles WHERE id >= :first AND id < :end "
        "AND title IS NOT NULL ORDER BY id",
        {"first": first, "end": first + PER_FILE},
    )
    return _answer(datasette, request, [(article_path(row["id"]), row["changed"][:10]) for row in found])


def _answer(datasette: Any, request: Any, entries: list[Entry]) -> Any:
    urls = "".join(
        f"<url><loc>{escape(absolute_address(datasette, request, path))}</loc>"
        f"{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in entries
    )
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_NAMESPACE}>{urls}</urlset>\n', content_type=_CONTENT_TYPE
    )
